import { targetOf } from './cases';
import { usedAnnotations } from '../../../../src/migrate/gateway-api/annotations';
import { convert } from '../../../../src/migrate/gateway-api/convert';
import { OWN_POLICIES } from '../../../../src/programs/gateway-api/own-policies';
import { validateGatewayObject } from '../../../../src/programs/gateway-api/validate';
import { contextOf, exampleCluster, EXAMPLES, LATEST, objectsOf } from '../conversions';

/** All examples with each implementation: nothing becomes open, every annotation has an outcome, and the objects are reviewed. */

const ALL = OWN_POLICIES.flatMap(own => EXAMPLES.map((example): [string, string, typeof own] => [own.implementation, example, own]));

test.each(ALL)('%s, %s: nothing is unprotected, and no two objects have one name', (_, example, own) => {
  const cluster = exampleCluster(example);
  const context = contextOf(cluster, { ...targetOf(own), api: LATEST });
  const conversion = convert(cluster, context);
  expect(conversion.proof.differences.filter(({ class: difference }) => difference === 'unprotected')).toEqual([]);
  const objects = [...objectsOf(conversion), ...conversion.objects.ownPolicies];
  const names = objects.map(({ kind, metadata }) => `${String(kind)} ${metadata.namespace}/${metadata.name}`);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(objectsOf(conversion).flatMap(object => validateGatewayObject(object, LATEST))).toEqual([]);
  const annotations = usedAnnotations(conversion.ingresses, context);
  expect(annotations.filter(({ outcome, note }) => ['not kept', 'by policy', 'protection not kept', 'protection would differ'].includes(outcome) && !note)).toEqual([]);
});

/** Those whose annotations policies take the place of. */
const WITH_POLICIES = EXAMPLES.filter(example => /^(17|19|21|22|23|25|30)-/.test(example));

test.each(OWN_POLICIES)('$implementation: the policies and outcomes of examples', own => {
  const lines = WITH_POLICIES.flatMap(example => {
    const cluster = exampleCluster(example);
    const context = contextOf(cluster, { ...targetOf(own), api: LATEST });
    const conversion = convert(cluster, context);
    return [
      `# ${example}`,
      ...conversion.objects.ownPolicies.map(({ kind, metadata, spec }) => `${kind} ${metadata.namespace}/${metadata.name} ${JSON.stringify(spec)}`),
      ...usedAnnotations(conversion.ingresses, context).filter(({ outcome }) => !['converted', 'without effect'].includes(outcome))
        .map(({ ingress, name, outcome, note }) => `${ingress.name} ${name}: ${outcome} (${note})`),
    ];
  });
  expect(lines.join('\n')).toMatchSnapshot();
});
