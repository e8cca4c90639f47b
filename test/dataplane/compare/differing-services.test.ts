import { Family } from '../../../src/base/ip/address';
import { differingServices } from '../../../src/dataplane/compare/differing-services';
import { RulesetDifference } from '../../../src/dataplane/compare/ruleset-difference';
import { Ruleset } from '../../../src/dataplane/ruleset';
import { node, Plain, rulesetOf, slice, storedService } from '../../support/builders';
import { random } from '../../support/random';

const CONFIGURATION = { clusterCIDR: '10.244.0.0/16' };
const VERSIONS = Ruleset.supportedVersions();

/** Services that share addresses, NodePorts and pods, with few of each, so that many of them do. */
function cluster(next: (below: number) => number): Plain[][] {
  const pick = <T>(...values: readonly T[]): T => values[next(values.length)];
  return Array.from({ length: 12 }, (_, i) => app(pick, `s${i}`, i));
}

function app(pick: <T>(...values: readonly T[]) => T, name: string, number: number): Plain[] {
  const endpoint = () => {
    const address = pick('10.244.0.1', '10.244.0.2', '10.244.1.1', '10.244.1.2', '10.96.0.3', '192.168.0.2');
    const terminating = pick(false, false, false, true);
    return {
      addresses: [address],
      nodeName: address.startsWith('10.244.1.') ? 'node-b' : 'node-a',
      conditions: { ready: !terminating, serving: true, terminating },
      ...pick({}, {}, { hints: { forZones: [{ name: pick('', 'z') }], forNodes: [{ name: pick('node-a', 'node-b') }] } }),
    };
  };
  const endpoints = () => Array.from({ length: pick(0, 1, 2, 3) }, endpoint);
  const type = pick('ClusterIP', 'NodePort', 'LoadBalancer');
  const external = type === 'ClusterIP' ? {} : { externalTrafficPolicy: pick('Cluster', 'Local') };
  const ranges = type === 'LoadBalancer' ? { loadBalancerSourceRanges: pick<string[]>([], ['203.0.113.0/24'], ['0.0.0.0/0']) } : {};
  const ingress = type === 'LoadBalancer' ? [{ ip: pick('203.0.113.1', '203.0.113.2') }] : [];
  const longName = `${name}-${'x'.repeat(pick(1, 1, 55))}`;
  return [
    storedService(`demo-${'y'.repeat(pick(1, 1, 50))}/${longName}`, {
      type,
      ...external,
      ...ranges,
      clusterIP: `10.96.0.${number + 1}`,
      externalIPs: pick<string[]>([], [], ['203.0.113.9'], ['192.168.0.2']),
      internalTrafficPolicy: pick('Cluster', 'Cluster', 'Local'),
      sessionAffinity: pick('None', 'None', 'ClientIP'),
      ports: [{ name: 'http', port: pick(80, 8080), ...type === 'ClusterIP' ? {} : { nodePort: pick(30001, 30002, 8080) } }],
    }, { status: { loadBalancer: { ingress } }, metadata: { labels: pick<Plain>({}, {}, { 'service.kubernetes.io/headless': '' }) } }),
  ].flatMap(object => {
    const { namespace } = object.metadata;
    return [object, ...['a', 'b'].slice(0, pick(1, 1, 2)).map(letter =>
      slice(`${namespace}/${longName}-${letter}`, longName, endpoints(), { ports: [{ name: 'http', port: pick(8080, 30001) }] }))];
  });
}

const ruleset = (apps: readonly (readonly Plain[])[], kubernetesVersion: string) => rulesetOf(
  [node('node-a', { addresses: ['192.168.0.2'], podCIDRs: ['10.244.0.0/24'] }), node('node-b', { addresses: ['192.168.0.3'], podCIDRs: ['10.244.1.0/24'] }), ...apps.flat()],
  { kubernetesVersion, configuration: CONFIGURATION });

/** The difference of all rules and elements, whichever Services differ. */
function wholeDifference(before: Ruleset, after: Ruleset): RulesetDifference {
  const whole = (one: Ruleset) => ({
    kubernetesVersion: one.kubernetesVersion,
    nodeName: one.nodeName,
    assumptions: one.assumptions,
    inputs: one._made.inputs,
    tables: [...one._made.tables.values()].map(({ table }) => table),
    rows: (families: readonly Family[]) => one._explainer.rows(families),
  });
  return RulesetDifference._of(whole(before), whole(after));
}

test.each(Array.from({ length: 60 }, (_, i) => i))('what is compared of random cluster %i is all that differs', seed => {
  const value = random(seed + 1);
  const next = (below: number) => Math.floor(value() * below);
  const [old, recent] = [cluster(next), cluster(next)];
  const changed = new Set([next(12), next(12)]);
  const apps = old.map((app_, i) => (changed.has(i) ? recent[i] : app_));
  const from = next(VERSIONS.length);
  const to = next(2) === 0 ? from : Math.min(from + 1, VERSIONS.length - 1);
  const [before, after] = [ruleset(old, VERSIONS[from]), ruleset(next(4) === 0 ? old : apps, VERSIONS[to])];
  const [part, whole] = [before.compareWith(after), wholeDifference(before, after)];
  expect(part.toText()).toBe(whole.toText());
  expect(part.toNft()).toBe(whole.toNft());
});

describe('the Services that may differ', () => {
  const simple = (name: string, number: number, addresses: readonly string[], spec: Plain = {}) => [
    storedService(`demo/${name}`, { clusterIP: `10.96.0.${number}`, ports: [{ name: 'http', port: 80 }], ...spec }),
    slice(`demo/${name}-1`, name, addresses.map(address => ({ addresses: [address], nodeName: 'node-b' })), { ports: [{ name: 'http', port: 8080 }] }),
  ];
  const [A, B] = [simple('a', 1, ['10.244.1.1', '10.244.1.2']), simple('b', 2, ['10.244.1.3', '10.244.1.4'])];
  const names = (before: Ruleset, after: Ruleset) => {
    const found = differingServices(before._made.inputs, after._made.inputs);
    return found && [...found].sort();
  };

  test.each<[string, Plain[][], string[]]>([
    ['nothing', [A, B], []],
    ['an endpoint less', [A, simple('b', 2, ['10.244.1.3'])], ['demo/b']],
    ['a Service less', [A], ['demo/b']],
    ['a Service more', [A, B, simple('c', 3, [])], ['demo/c']],
    ['one with the external IP of another one', [A, simple('b', 2, ['10.244.1.3', '10.244.1.4'], { externalIPs: ['10.96.0.1'] })], ['demo/a', 'demo/b']],
  ])('%s', (_, apps, expected) => {
    expect(names(ruleset([A, B], '1.36'), ruleset(apps, '1.36'))).toEqual(expected);
  });

  test.each<[string, string, string[] | undefined]>([
    ['1.34', '1.35', []],
    ['1.35', '1.36', undefined],
    ['1.36', '1.37', ['demo/one']],
  ])('from %s to %s', (from, to, expected) => {
    const apps = [A, B, simple('one', 3, ['10.244.1.9'])];
    expect(names(ruleset(apps, from), ruleset(apps, to))).toEqual(expected);
  });

  test('settings decide on all of them', () => {
    const other = rulesetOf([node('node-a', { addresses: ['192.168.0.2'] }), ...A], { kubernetesVersion: '1.36', configuration: { clusterCIDR: '10.0.0.0/8' } });
    expect(names(ruleset([A], '1.36'), other)).toBeUndefined();
  });
});
