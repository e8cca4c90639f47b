import { readWaivers } from '../../../src/check/findings/waiver-file';
import { readObjects } from '../../../src/input/read-objects';

const RULES = ['health-check-node-port', 'node-kernel-too-old'];

/** As a command reads the file. */
function read(yaml: string) {
  const [{ object }] = readObjects(Buffer.from(yaml), 'waivers.yaml');
  return readWaivers(object, 'waivers.yaml', RULES);
}

test('a file', () => {
  expect(read(`
waivers:
  - rule: node-kernel-too-old
    reason: |
      Their replacement
      is ordered.
    expires: 2030-05-31
    objects: [Node worker-*, Service shop/cart]
  - { rule: health-check-node-port, reason: No firewall., expires: "2028-02-29" }
`)).toEqual([
    {
      rule: 'node-kernel-too-old',
      reason: 'Their replacement is ordered.',
      expires: '2030-05-31',
      objects: [{ text: 'Node worker-*', kind: 'Node', name: 'worker-*' }, { text: 'Service shop/cart', kind: 'Service', namespace: 'shop', name: 'cart' }],
      file: 'waivers.yaml',
    },
    { rule: 'health-check-node-port', reason: 'No firewall.', expires: '2028-02-29', file: 'waivers.yaml' },
  ]);
  expect(read('waivers: []')).toEqual([]);
});

test('all that is wrong is told at once', () => {
  expect(() => read(`
waiver: []
waivers:
  - { rule: node-kernel-to-old, reasn: x, expires: 2026-02-30, objects: [] }
  - { rule: 5, reason: " ", expires: soon, objects: [service shop/cart, "Service shop*/cart", Node, 7] }
  - none
  - { rule: elsewhere, reason: x, expires: 20300531, objects: }
`)).toThrow(new Error([
    'waivers.yaml: waiver: unknown field; did you mean waivers?',
    'waivers.yaml: waivers[0].reasn: unknown field; did you mean reason?',
    'waivers.yaml: waivers[1].rule: 5 is no string',
    'waivers.yaml: waivers[1].objects[3]: 7 is no string',
    'waivers.yaml: waivers[2]: "none" is no object: expected fields',
    'waivers.yaml: waivers[3].expires: 20300531 is no string',
    'waivers.yaml: waivers[3].objects: null is no list',
    'waivers.yaml: waivers[0].rule: no rule has the id "node-kernel-to-old"; did you mean node-kernel-too-old?',
    'waivers.yaml: waivers[0].reason: is missing: expected why the finding is accepted',
    'waivers.yaml: waivers[0].expires: "2026-02-30" is no day: expected one as YYYY-MM-DD',
    'waivers.yaml: waivers[0].objects: is empty: leave it out for all that the rule finds, or name objects',
    'waivers.yaml: waivers[1].reason: is missing: expected why the finding is accepted',
    'waivers.yaml: waivers[1].expires: "soon" is no day: expected one as YYYY-MM-DD',
    ...['"service shop/cart"', '"Service shop*/cart"', '"Node"'].map((text, i) => `waivers.yaml: waivers[1].objects[${i}]: ${text} names no objects: `
      + 'expected a kind and a name, as in "Service shop/cart" or "Node worker-*", with * in the name alone'),
    'waivers.yaml: waivers[3].rule: no rule has the id "elsewhere"',
  ].join('\n')));
});

test.each([
  [{}, 'waivers.yaml: waivers: is missing: expected a list'],
  [{ waivers: null }, 'waivers.yaml: waivers: null is no list'],
  [[], 'waivers.yaml: [] is no object: expected fields'],
  [{ waivers: [{}] }, ['rule: is missing: expected the id of a rule', 'reason: is missing: expected why the finding is accepted', 'expires: is missing: expected a day as YYYY-MM-DD']
    .map(problem => `waivers.yaml: waivers[0].${problem}`).join('\n')],
])('%j is no file of waivers', (document, message) => {
  expect(() => readWaivers(document, 'waivers.yaml', RULES)).toThrow(new Error(message));
});
