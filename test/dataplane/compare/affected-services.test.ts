import { FAMILIES } from '../../../src/base/ip/address';
import { affectedServices } from '../../../src/dataplane/compare/affected-services';
import { behaviorChanges } from '../../../src/dataplane/compare/behavior';
import { differenceOf } from '../../../src/dataplane/compare/table-difference';
import { Ruleset } from '../../../src/dataplane/ruleset';
import { node, Plain, rulesetOf, slice, storedService } from '../../support/builders';

const CONFIGURATION = { clusterCIDR: '10.244.0.0/16' };
const at = (endpoints: readonly string[]) => endpoints.map(address => ({ addresses: [address], nodeName: address.startsWith('10.244.0.') ? 'node-a' : 'node-b' }));

function app(name: string, number: number, endpoints: readonly string[], spec: Plain = {}): Plain[] {
  return [
    storedService(`demo/${name}`, { clusterIP: `10.96.0.${number}`, ports: [{ name: 'http', port: 80 }], ...spec }),
    slice(`demo/${name}-1`, name, at(endpoints), { ports: [{ name: 'http', port: 8080 }] }),
  ];
}

const nodePort = (port: number): Plain => ({ type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: port }] });
const BASE = [app('a', 1, ['10.244.0.1', '10.244.1.1']), app('b', 2, ['10.244.1.2'], nodePort(30002)), app('c', 3, ['10.244.0.3'], { externalIPs: ['203.0.113.9'] })];
const [A, B, C] = BASE;
const ruleset = (apps: readonly (readonly Plain[])[], kubernetesVersion = '1.36', podCIDR = '10.244.0.0/24') =>
  rulesetOf([node('node-a', { addresses: ['192.168.0.2'], podCIDRs: [podCIDR] }), ...apps.flat()], { kubernetesVersion, configuration: CONFIGURATION });

function filterOf(before: Ruleset, after: Ruleset) {
  const [old, recent] = [before._made, after._made];
  const differences = FAMILIES.map(family => differenceOf(old.tables.get(family)!.table, recent.tables.get(family)!.table));
  return affectedServices(old.inputs, recent.inputs, differences);
}

test.each<[string, (readonly Plain[])[], string[]]>([
  ['nothing', [A, B, C], []],
  ['an endpoint less', [app('a', 1, ['10.244.0.1']), B, C], ['a']],
  ['no endpoint', [A, app('b', 2, [], nodePort(30002)), C], ['b']],
  ['an endpoint that a sender stood for', [A, B, app('c', 3, ['10.244.0.200'], { externalIPs: ['203.0.113.9'] })], ['c']],
  ['another NodePort', [A, app('b', 2, ['10.244.1.2'], nodePort(30003)), C], ['b']],
  ['an external IP more', [A, B, app('c', 3, ['10.244.0.3'], { externalIPs: ['203.0.113.9', '203.0.113.10'] })], ['c']],
  ['affinity', [app('a', 1, ['10.244.0.1', '10.244.1.1'], { sessionAffinity: 'ClientIP' }), B, C], ['a']],
  ['a Service less', [A, C], ['b']],
  ['two Services of one address', [A, B, C, app('d', 9, ['10.244.1.9'], { externalIPs: ['203.0.113.9'] })], ['c', 'd']],
])('%s: all that changes is found among the Services that it affects', (_, apps, affected) => {
  for (const version of ['1.35', '1.36']) {
    const [before, after] = [ruleset(BASE, version), ruleset(apps, version)];
    const isAffected = filterOf(before, after)!;
    const services = [before, after].flatMap(({ _made }) => [..._made.inputs.cluster.services.values()]);
    expect([...new Set(services.filter(isAffected).map(({ name }) => name))]).toEqual(affected);
    const all = [...behaviorChanges(before._explainer.rows(FAMILIES), after._explainer.rows(FAMILIES))];
    expect([...behaviorChanges(before._explainer.rows(FAMILIES, isAffected), after._explainer.rows(FAMILIES, isAffected))]).toEqual(all);
  }
});

test('what every packet passes can change all', () => {
  expect(filterOf(ruleset(BASE, '1.35'), ruleset(BASE, '1.36'))).toBeUndefined();
  expect(filterOf(ruleset(BASE), ruleset(BASE, '1.36', '10.244.9.0/24'))).toBeUndefined();
});
