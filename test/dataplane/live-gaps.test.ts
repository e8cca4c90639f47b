import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ruleset } from '../../src/dataplane/ruleset';
import { readVariants } from '../support/live';

const LISTING = readFileSync(join(__dirname, '..', 'fixtures', 'cluster', 'worker-1.nft-list.txt'), 'utf8');
const DNS = { source: 'external:203.0.113.7', destination: '10.96.0.10:53/udp' };

const notes = (text: string) => Ruleset.fromNftList(text).explain(DNS).notes.filter(note => note.includes('incomplete'));
const base = (hook: string, ...rules: string[]) => `chain base { type filter hook ${hook} priority filter; policy accept;\n${rules.map(rule => `\t\t${rule}\n`).join('')}\t}`;
const table = (header: string, ...chains: string[]) => `table ${header} {\n${chains.map(chain => `\t${chain.replace('{ type', '{\n\t\ttype')}\n\n`).join('')}}\n`;

test.each([
  ['kube-proxy\'s table alone', LISTING],
  ['chains of others that accept or masquerade', LISTING + table('ip other', base('forward', 'ip saddr 10.0.0.0/8 accept', 'counter packets 0 bytes 0'), base('postrouting', 'masquerade').replace('base', 'post'))],
  ['chains that see no packet to Services', LISTING + table('arp other', base('input', 'drop'))],
  ['a chain that nothing leads to', LISTING + table('ip other', 'chain lonely {\n\t\tdrop\n\t}')],
])('a listing that tells all: %s', (_, text) => {
  expect(notes(text)).toEqual([]);
});

test('chains of other programs that do something to packets are named', () => {
  const other = table('inet site', base('forward', 'ip saddr 10.0.0.9 jump more'), 'chain more {\n\t\txt match "conntrack" drop\n\t}');
  expect(notes(LISTING + other)).toEqual([
    'the answer may be incomplete: table inet site, chain base (forward) of another program is not followed: it has rules that drop packets; rules in chain more are not understood',
  ]);
  expect(notes(LISTING + other.replace('policy accept', 'policy drop')).join()).toContain('its policy is drop; it has rules');
});

test('those of the other family are not', () => {
  expect(notes(LISTING + table('ip6 site', base('forward', 'drop')))).toEqual([]);
  expect(Ruleset.fromNftList(LISTING + table('ip6 site', base('forward', 'drop'))).warnings)
    .toEqual(['answers may be incomplete: table ip6 site, chain base (forward) of another program is not followed: it has rules that drop packets']);
});

test('a rule in kube-proxy\'s own table that is not understood', () => {
  const changed = LISTING.replace('\tchain nat-prerouting {', '\tchain extra {\n\t\txt match "string" drop\n\t}\n\n\tchain nat-prerouting {');
  expect(notes(changed)).toEqual(['the answer may be incomplete: table ip kube-proxy, chain extra: rules are not understood, and count as rules that do not match']);
});

test('a terse listing, and one that ends before the table', () => {
  const terse = readVariants()['cluster.nft-t'];
  expect(notes(terse)).toEqual(['the answer may be incomplete: table ip kube-proxy: no set or map has any element, as nft -t lists them; list the rules without -t']);
});

test('the table of all frontends says so, too', () => {
  const matrix = Ruleset.fromNftList(LISTING + table('ip site', base('input', 'drop'))).explainAll();
  const note = 'the answer may be incomplete: table ip site, chain base (input) of another program is not followed: it has rules that drop packets';
  expect(matrix.toText()).toContain(`Note: ${note}.\n`);
  expect(JSON.parse(matrix.toJson()).notes).toEqual([note]);
  expect(JSON.parse(Ruleset.fromNftList(LISTING).explainAll().toJson()).notes).toBeUndefined();
});
