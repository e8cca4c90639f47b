import { EXAMPLES, conversionOf, contextOf, exampleCluster, LATEST, objectsOf } from './conversions';
import { findingsOf } from '../../../src/check/findings/find';
import { GatewayApiContext } from '../../../src/check/goals/gateway-api/context';
import { GATEWAY_API_RULES } from '../../../src/check/goals/gateway-api/rules';
import { Cluster } from '../../../src/cluster/cluster';
import { usedAnnotations } from '../../../src/migrate/gateway-api/annotations';
import { convert } from '../../../src/migrate/gateway-api/convert';
import { routeTable } from '../../../src/migrate/gateway-api/pages/route-table';
import { GATEWAY_API_MINORS, GatewayApiTarget } from '../../../src/programs/gateway-api/target';
import { validateGatewayObject } from '../../../src/programs/gateway-api/validate';

test.each(EXAMPLES)('%s: the routes before and after, what differs, and the annotations', name => {
  const cluster = exampleCluster(name);
  const context = contextOf(cluster);
  const conversion = convert(cluster, context);
  const lines = [
    ...routeTable(conversion).map(({ host, side, scheme, path, answer, from }) => `${side.padEnd(6)} ${host} [${scheme}] ${path} -> ${answer} (${from})`),
    ...conversion.proof.differences.map(({ class: kind, request, before, after, count }) => `${kind}: ${request}: ${before} / ${after} (${count})`),
    ...usedAnnotations(conversion.ingresses, context).map(({ ingress, name: annotation, outcome, note }) => `${ingress.name} ${annotation}: ${outcome}${note === undefined ? '' : ` (${note})`}`),
    ...conversion.ingresses.problems.map(({ problem }) => `problem: ${problem}`),
    ...conversion.ingresses.notTaken.map(({ why }) => `not converted: ${why}`),
  ];
  expect(lines.join('\n')).toMatchSnapshot();
});

const TARGETS = GATEWAY_API_MINORS.flatMap(minor => (['standard', 'experimental'] as const).map((channel): GatewayApiTarget => ({ minor, channel })));

test.each(TARGETS)('the CRDs of Gateway API $minor, $channel channel, accept all that is written', api => {
  const problems = EXAMPLES.flatMap(name => [false, true].flatMap(isOpen => {
    const conversion = conversionOf(name, { api, isOpened: () => isOpen });
    return objectsOf(conversion).flatMap(object => validateGatewayObject(object, api).map(({ field, message }) => `${name}: ${String(object.kind)}: ${field}: ${message}`));
  }));
  expect(problems).toEqual([]);
});

test.each(EXAMPLES)('%s: each route is attached, each reference granted, and nothing is in conflict', name => {
  const cluster = Cluster.of(objectsOf(conversionOf(name)).map(object => ({ object })));
  const rules = GATEWAY_API_RULES.filter(({ id }) => !['gateway-class-not-found', 'gateway-certificate-not-found'].includes(id));
  const { findings } = findingsOf(rules, new GatewayApiContext(cluster, { gatewayApi: LATEST.minor, channel: LATEST.channel }), {});
  expect(findings.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});
