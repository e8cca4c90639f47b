import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IpFamily } from '../../src/base/ip/ip-family';
import { parseListing } from '../../src/dataplane/nftables/parse';
import { Ruleset } from '../../src/dataplane/ruleset';
import { verifyNode } from '../../src/verify/verify';

const CLUSTER = join(__dirname, '..', 'fixtures', 'cluster');
const LISTING = readFileSync(join(CLUSTER, 'worker-1.nft-list.txt'), 'utf8');
const PREDICTED = Ruleset.fromFiles([join(CLUSTER, 'networking.yaml'), join(CLUSTER, 'kube-proxy.yaml')], { nodeName: 'worker-1', kubernetesVersion: '1.36' });
const LINES = LISTING.split('\n');
const FIRST_RULE = LINES.indexOf('\tchain services {') + 1;

const verified = (text: string) => verifyNode(PREDICTED, parseListing(text, 'live.nft'), IpFamily.IPV4);
const edited = (change: (lines: string[]) => void): string => {
  const lines = [...LINES];
  change(lines);
  return lines.join('\n');
};
const eachLine = (prefix: string) => LISTING.replace(/^(?=.)/gm, prefix);

test.each([
  ['with carriage returns', LISTING.replace(/\n/g, '\r\n')],
  ['indented', eachLine('    ')],
  ['as kubectl logs --prefix prints it', eachLine('[pod/kube-proxy-x2v/kube-proxy] ')],
  ['with the time of each line', eachLine('2026-11-28T10:00:00.123456789Z ')],
  ['with both', eachLine('[pod/kube-proxy-x2v/kube-proxy] 2026-11-28T10:00:00.1Z ')],
  ['with a warning of nft in front', `# Warning: table ip nat is managed by iptables-nft, do not touch!\n${LISTING}`],
  ['beside tables with objects of many kinds', `${LISTING}table inet f {
\tflowtable ft {
\t\thook ingress priority filter
\t\tdevices = { eth0, eth1 }
\t\tcounter
\t}

\tset s {
\t\ttype ipv4_addr
\t\tflags interval
\t\tauto-merge
\t\telements = { 203.0.113.7-203.0.113.19, 198.51.100.0/24,
\t\t\t     192.0.2.0/25 }
\t}

\tquota q {
\t\tover 25 mbytes used 3 mbytes
\t}

\tchain x {
\t\ttype filter hook forward priority 500; policy accept;
\t\tip protocol { tcp, udp } flow add @ft
\t\tquota over 25 mbytes counter packets 1 bytes 2 comment "a ' { } ; , # b"
\t}
}
`],
])('a listing is read %s', (_, text) => {
  expect(verified(text)).toMatchObject({ outcome: 'in-sync', differences: [], unknown: [] });
});

test('lines of several pods are not one listing', () => {
  expect(() => verified(`${eachLine('[pod/a/kube-proxy] ')}${eachLine('[pod/b/kube-proxy] ')}`)).toThrow(/^live\.nft:1: "\[pod\/a\/kube-proxy\] table ip kube-proxy \{" is not the start of a table/);
});

test('rules in another order are shown as a whole', () => {
  const [difference] = verified(edited(lines => lines.splice(FIRST_RULE, 2, lines[FIRST_RULE + 1], lines[FIRST_RULE]))).differences;
  expect(difference).toMatchObject({ kind: 'changed', object: 'chain services', description: 'The rules of chain services are in another order' });
  expect(difference.live).toHaveLength(3);
  expect([...difference.live].sort()).toEqual([...difference.predicted].sort());
  expect(difference.live).not.toEqual(difference.predicted);
});

test('a rule that is there twice', () => {
  const { differences } = verified(edited(lines => lines.splice(FIRST_RULE, 0, lines[FIRST_RULE])));
  expect(differences).toMatchObject([{ kind: 'changed', description: 'Chain services has a rule that kube-proxy does not write there' }]);
});

test('a map whose keys are of another type', () => {
  const { differences } = verified(LISTING.replace('type ipv4_addr . inet_proto . inet_service : verdict', 'type ipv4_addr . inet_service : verdict'));
  expect(differences[0]).toMatchObject({ kind: 'changed', object: expect.stringMatching(/^map /), description: expect.stringMatching(/^The map .* has keys of another type$/) });
});

test('a counter in a rule with the right endpoints is not a matter of endpoints', () => {
  const { differences } = verified(LISTING.replace('\t\tmeta l4proto udp dnat', '\t\tmeta l4proto udp counter packets 1 bytes 2 dnat'));
  expect(differences).toHaveLength(1);
  expect(differences[0].description).not.toContain('endpoints in another order');
});

test('other base chains are found whatever their priorities', () => {
  const chain = (hook: string, priority: string, rule: string) => `table inet f {\n\tchain a {\n\t\ttype filter hook ${hook} priority ${priority}; policy accept;\n\t\t${rule}\n\t}\n}\n`;
  expect(verified(LISTING + chain('prerouting', '-500', 'ip daddr 10.96.0.10 drop')).differences).toMatchObject([{ kind: 'foreign', object: 'table inet f chain a' }]);
  const after = verified(LISTING + chain('forward', '500', 'ip daddr 10.244.1.11 drop'));
  expect(after).toMatchObject({ outcome: 'in-sync', foreignChains: [{ table: 'f', chain: 'a', position: 'after', effects: ['drop'] }] });
});

test('a rule that the generator never writes is shown as it is in the listing, each statement once', () => {
  const { differences } = verified(LISTING.replace(/masquerade fully-random/g, 'masquerade'));
  expect(differences.map(({ live }) => live)).toContainEqual([
    'mark and 0x00004000 != 0 mark set mark xor 0x00004000 masquerade',
    'ct status dnat ip saddr . ip daddr . meta l4proto . th dport @hairpin-connections masquerade',
  ]);
});
