import { REPORT_FORMAT_NAMES } from '../../src/check/reports/format-names';
import { parseListing } from '../../src/dataplane/nftables/parse';
import { verifyReport } from '../../src/verify/report';
import { Verification, verifyNode } from '../../src/verify/verify';
import { LiveCase, predictionOf, readLiveWorld } from '../support/live';

const AMBER = readLiveWorld('amber');
const DELTA = readLiveWorld('delta');

function find(cases: readonly LiveCase[], name: string): LiveCase {
  return cases.find(one => one.name.includes(name))!;
}

function verified(name: string, { cases, dumps } = AMBER): Verification {
  const one = find(cases, name);
  return verifyNode(predictionOf(one), parseListing(dumps[one.files.text], 'live.nft'));
}

test('a node in sync says so in every format', () => {
  const result = verified('amber/initial');
  expect(verifyReport([result], 'text')).toMatch(/^alpha: in sync with the prediction for kube-proxy 1\.36\n/);
  expect(JSON.parse(verifyReport([result], 'json')).nodes[0]).toMatchObject({ nodeName: 'alpha', outcome: 'in-sync', differences: [], causes: [], behaviorChanges: [] });
  expect(verifyReport([result], 'junit')).toContain('<testcase classname="cdk8s-nftables.verify" name="alpha"/>');
  expect(verifyReport([result], 'github')).not.toContain('::error');
  expect(verifyReport([result], 'markdown')).toMatch(/^## alpha: in sync/);
});

test('a stale endpoint is named, and what clients notice of it', () => {
  const result = verified('endpoint-stale');
  const text = verifyReport([result], 'text');
  expect(text).toContain('Service team-x/auth-4, port tcp (tcp): chain service-4RGZQZIU-team-x/auth-4/tcp/tcp leads to 10.244.9.99:9999, which is not an endpoint, and not to 10.200.29.168:8027');
  expect(text).toMatch(/What clients notice:\n(?:.*\n)* {2}team-x\/auth-4 .*10\.244\.9\.99:9999/);
});

test.each([
  ['table-dormant', DELTA, 'flag dormant'],
  ['ruleset-flushed', DELTA, 'somebody flushed the rules'],
  ['rule-extra', AMBER, 'Somebody else changed kube-proxy\'s table'],
  ['initial~config', AMBER, 'If nodePortAddresses is primary'],
  ['churn-2~older-dump', AMBER, 'changed after the rules were listed'],
])('%s is explained', (name, world, cause) => {
  expect(verified(name, world).causes.join('\n')).toContain(cause);
});

test('another version is recognized', () => {
  const one = find(AMBER.cases, 'amber/initial');
  const { causes } = verifyNode(predictionOf(one, '1.34'), parseListing(AMBER.dumps[one.files.text], 'live.nft'));
  expect(causes).toEqual(['If kube-proxy is of version 1.36, all differences go away.']);
});

test('the table of one family is compared alone', () => {
  const one = find(AMBER.cases, 'amber/initial');
  const listing = parseListing(AMBER.dumps[one.files.tableText!], 'live.nft');
  expect(verifyNode(predictionOf(one), listing, 'ipv4' as never).outcome).toBe('in-sync');
  expect(verifyNode(predictionOf(one), listing).differences.map(({ object }) => object)).toEqual(['table ip6 kube-proxy']);
});

test('a listing without elements tells too little', () => {
  const one = find(AMBER.cases, 'amber/initial');
  const terse = AMBER.dumps[one.files.text].replace(/\t\telements = \{[^}]*\}\n/g, '');
  const { outcome, unknown, differences } = verifyNode(predictionOf(one), parseListing(terse, 'live.nft'));
  expect({ outcome, differences }).toEqual({ outcome: 'unknown', differences: [] });
  expect(unknown[0]).toContain('list the rules without -t');
});

test.each(REPORT_FORMAT_NAMES)('%s ends with a line feed, whatever is found', format => {
  for (const one of DELTA.cases) {
    const result = verifyNode(predictionOf(one), parseListing(DELTA.dumps[one.files.text], 'live.nft'));
    expect(verifyReport([result, result], format)).toMatch(/[^\n]\n$/);
  }
});
