import { surroundingsOfFacts } from '../../../src/dataplane/modes/surroundings-of-facts';
import { clusterOf } from '../../check/findings/findings';
import { node } from '../../support/builders';
import { GivenFacts, nodeFacts } from '../../support/node-facts';

const CHAIN = {
  family: 'ip', table: 'filter', chain: 'FORWARD', hook: 'forward', policy: 'accept', rules: 0, drops: 0, accepts: 0, lastRule: 'none', acceptsDnat: false, jumps: [],
} as const;
const input = { ...CHAIN, chain: 'INPUT', hook: 'input' } as const;
const of = (...hooks: object[]) => surroundingsOfFacts(nodeFacts('worker-1', { 'nft.hooks': hooks as never, 'iptables.legacy': [] }));

test.each([
  ['chains that let everything pass', [CHAIN, input], { forwardPolicy: 'accept', hostRules: [] }],
  ['no chains', [], { forwardPolicy: 'accept', hostRules: [] }],
  ['a policy of drop, and nothing that accepts', [{ ...CHAIN, policy: 'drop' }], { forwardPolicy: 'drop', hostRules: [] }],
  ['a last rule that rejects', [{ ...CHAIN, rules: 1, drops: 1, lastRule: 'reject' }], { forwardPolicy: 'drop', hostRules: [] }],
  ['a policy of drop beside rules that accept: it depends', [{ ...CHAIN, policy: 'drop', rules: 3, accepts: 2 }], { hostRules: [] }],
  ['a policy of drop beside a jump: it depends', [{ ...CHAIN, policy: 'drop', rules: 1, jumps: ['FLANNEL-FWD'] }], { hostRules: [] }],
  ['a firewall at the input: it depends', [CHAIN, { ...input, rules: 2, drops: 1 }], { forwardPolicy: 'accept' }],
])('%s', (_, hooks, expected) => {
  expect(of(...hooks)).toEqual(expected);
});

describe('with the rules of the node', () => {
  const chain = (table: string, name: string, hook: string, ...rules: string[]) => ({
    syntax: 'iptables' as const, family: 'ip', table, chain: name, hook, priority: '0', policy: 'accept' as const, rules,
  });
  const cluster = clusterOf([
    node('worker-1', { addresses: ['192.168.10.11'], podCIDRs: ['10.244.1.0/24'] }), node('worker-2', { addresses: ['192.168.10.12'] }),
  ]);
  const surroundings = (facts: GivenFacts) => surroundingsOfFacts(nodeFacts('worker-1', facts), { cluster, node: cluster.nodes.get('worker-1')! });

  test('they take the place of what chains do in all', () => {
    const found = surroundings({ 'firewall': [chain('filter', 'FORWARD', 'forward', '-j DROP')], 'nft.hooks': [CHAIN], 'iptables.legacy': [] });
    expect(Object.keys(found)).toEqual(['firewall']);
  });

  test.each([
    ['calico', ['calico', 'portmap'], ['-s 10.244.0.0/16 ! -d 10.244.0.0/16 -j MASQUERADE'], true],
    ['no rule', ['flannel', 'portmap'], [], false],
    ['a plugin that masquerades elsewhere', ['cilium-cni'], [], undefined],
    ['no plugin that is known', [], [], undefined],
  ])('whether pods are masqueraded: %s', (_, plugins, rules, expected) => {
    expect(surroundings({ 'firewall': [chain('nat', 'POSTROUTING', 'postrouting', ...rules)], 'cni.plugins': plugins }).podsMasqueraded).toBe(expected);
  });
});

test('what is not known stays unknown', () => {
  expect(surroundingsOfFacts(nodeFacts('worker-1', { 'nft.hooks': { unknown: 'nft is not installed' }, 'iptables.legacy': [] }))).toEqual({});
  expect(surroundingsOfFacts(undefined)).toEqual({});
});
