import { objectsOf } from './conversions';
import { findingsOf } from '../../../src/check/findings/find';
import { GatewayApiContext } from '../../../src/check/goals/gateway-api/context';
import { GATEWAY_API_RULES } from '../../../src/check/goals/gateway-api/rules';
import { Cluster } from '../../../src/cluster/cluster';
import { Conversion } from '../../../src/migrate/gateway-api/convert';
import { GatewayApiTarget } from '../../../src/programs/gateway-api/target';
import { validateGatewayObject } from '../../../src/programs/gateway-api/validate';

/** The rules of the check that ask for what others make, or that look at an implementation. */
const OF_OTHERS: readonly string[] = ['gateway-class-not-found', 'gateway-certificate-not-found', 'gateway-route-misses-port'];

/** What must hold for every conversion, whatever the Ingresses are: each violation as one text. */
export function violations(conversion: Conversion, api: GatewayApiTarget): string[] {
  const objects = objectsOf(conversion);
  const names = objects.map(({ kind, metadata }) => `${String(kind)} ${String(metadata.namespace)}/${String(metadata.name)}`);
  const { findings } = findingsOf(GATEWAY_API_RULES.filter(({ id }) => !OF_OTHERS.includes(id)),
    new GatewayApiContext(Cluster.of(objects.map(object => ({ object }))), { gatewayApi: api.minor, channel: api.channel }), {});
  return [
    ...objects.flatMap(object => validateGatewayObject(object, api).map(({ field, message }) => `${String(object.kind)}: ${field}: ${message}`)),
    ...names.filter((name, i) => names.indexOf(name) < i).map(name => `twice: ${name}`),
    ...objects.filter(({ status }) => status !== undefined).map(({ kind }) => `${String(kind)} with a status`),
    ...danglingSections(conversion),
    ...conversion.objects.routes.flatMap(({ name, object: { spec: { rules } } }) => sizeProblems(name, rules)),
    ...missingListeners(conversion),
    ...findings.filter(({ severity }) => severity !== 'info').map(({ ruleId, message }) => `${ruleId}: ${message}`),
  ];
}

/** Each section that a route names is one of the object that it names. */
function danglingSections({ objects: { gateways, routes, tlsRoutes } }: Conversion): string[] {
  const sections = new Set(gateways.flatMap(({ kind, metadata, spec }) => spec.listeners.map((listener: any) => `${String(kind)} ${String(metadata.name)} ${String(listener.name)}`)));
  const all = [...routes.map(({ object }) => object), ...tlsRoutes];
  const parents = all.flatMap(({ metadata, spec }) => (spec.parentRefs.length === 0 ? [undefined] : spec.parentRefs)
    .map((parent: any) => ({ route: metadata.name, parent })));
  return parents.filter(({ parent }) => !parent || !sections.has(`${String(parent.kind)} ${String(parent.name)} ${String(parent.sectionName)}`))
    .map(({ route, parent }) => `${String(route)}: ${JSON.stringify(parent)}`);
}

function sizeProblems(name: string, rules: readonly any[]): string[] {
  const matches = rules.map(rule => rule.matches?.length ?? 1);
  const total = matches.reduce((sum, count) => sum + count, 0);
  return rules.length > 16 || total > 128 || matches.some(count => count > 64) ? [`${name}: ${rules.length} rules, ${total} matches`] : [];
}

/** Each host has a listener for each of its schemes, with its own certificate. */
function missingListeners({ hosts, listeners }: Conversion): string[] {
  return hosts.flatMap(({ name, http, https, certificate, passthrough }) => [
    ...http.length > 0 && !listeners.of(name, 'http') ? [`${name}: no listener for HTTP`] : [],
    ...https && !listeners.of(name, 'https') ? [`${name}: no listener for HTTPS`] : [],
    ...passthrough && !listeners.of(name, 'tls') ? [`${name}: no listener for TLS`] : [],
    ...https && certificate && !listeners.of(name, 'https')?.certificates.some(each => each.namespace === certificate.namespace && each.name === certificate.name)
      ? [`${name}: another certificate`] : [],
  ]);
}
