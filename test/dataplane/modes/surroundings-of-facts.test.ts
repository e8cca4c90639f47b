import { surroundingsOfFacts } from '../../../src/dataplane/modes/surroundings-of-facts';
import { nodeFacts } from '../../support/node-facts';

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

test('what is not known stays unknown', () => {
  expect(surroundingsOfFacts(nodeFacts('worker-1', { 'nft.hooks': { unknown: 'nft is not installed' }, 'iptables.legacy': [] }))).toEqual({});
  expect(surroundingsOfFacts(undefined)).toEqual({});
});
