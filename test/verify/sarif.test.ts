import { parseListing } from '../../src/dataplane/nftables/parse';
import { verifySarif } from '../../src/verify/sarif';
import { verifyNode } from '../../src/verify/verify';
import { LiveFormat, predictionOf, readLiveWorld } from '../support/live';
import { matchesSchema } from '../support/sarif-schema';

const AMBER = readLiveWorld('amber');

function resultsOf(name: string, format: LiveFormat = 'text', change: (dump: string) => string = dump => dump, { cases, dumps } = AMBER): any {
  const one = cases.find(each => each.name.includes(name))!;
  const dump = change(dumps[one.files[format]]);
  const log = JSON.parse(verifySarif([verifyNode(predictionOf(one), parseListing(dump, 'live/alpha 1.nft'))]));
  matchesSchema(log);
  expect(matchesSchema.errors).toBeNull();
  const located = log.runs[0].results.map(({ ruleId, message, locations: [{ physicalLocation, logicalLocations }] }: any) => {
    const line = physicalLocation.region?.startLine;
    return {
      ruleId,
      message: message.text,
      uri: physicalLocation.artifactLocation.uri,
      line: line && dump.split('\n')[line - 1].trim(),
      object: logicalLocations[0].name,
    };
  });
  const fingerprints = log.runs[0].results.map((each: any) => each.partialFingerprints);
  return { located, successful: log.runs[0].invocations[0].executionSuccessful, fingerprints };
}

test('a node in sync has no result', () => {
  expect(resultsOf('amber/initial')).toEqual({ located: [], successful: true, fingerprints: [] });
});

test('a difference is located in the listing: at the chain, set or map', () => {
  const { located } = resultsOf('endpoint-stale');
  const [{ object }] = located;
  expect(located[0]).toMatchObject({
    ruleId: 'live-changed', message: expect.stringMatching(/^alpha: Service team-x\/auth-4, port tcp/), uri: 'live/alpha%201.nft', line: `${object.replace('alpha: ', '')} {`,
  });
  expect(resultsOf('element-missing').located[0]).toMatchObject({ ruleId: 'live-missing', line: expect.stringMatching(/^(?:set|map) .* \{$/) });
});

test('what is missing altogether is located at the table, or at the file alone', () => {
  const emptied = resultsOf('table-emptied', 'text', dump => dump, readLiveWorld('cluster')).located;
  expect(new Set(emptied.map(({ line }: any) => line))).toEqual(new Set(['table ip kube-proxy {']));
  expect(resultsOf('amber/initial', 'text', () => '').located.map(({ ruleId, line, object }: any) => ({ ruleId, line, object }))).toEqual([
    { ruleId: 'live-missing', line: undefined, object: 'alpha: table ip kube-proxy' },
    { ruleId: 'live-missing', line: undefined, object: 'alpha: table ip6 kube-proxy' },
  ]);
});

test('a rule of another program is located in its chain', () => {
  const { located } = resultsOf('foreign-before', 'text', dump => dump, readLiveWorld('basil'));
  expect(located).toEqual([expect.objectContaining({ ruleId: 'live-foreign', object: expect.stringMatching(/^worker-1: table .* chain .*/) })]);
  expect(located[0].line).not.toMatch(/^(?:table|chain)/);
});

test('JSON is one line: the file alone is named', () => {
  expect(resultsOf('endpoint-stale', 'json').located[0]).toMatchObject({ ruleId: 'live-changed', line: undefined });
});

test('what cannot be told is a result of its own', () => {
  const { located, successful } = resultsOf('amber/initial', 'text', dump => dump.replace(/\t\telements = \{[^}]*\}\n/g, ''));
  expect([located[0].ruleId, successful]).toEqual(['live-unknown', false]);
});

test('fingerprints are all different, and the same the next time', () => {
  const { fingerprints } = resultsOf('churn-2~older-dump');
  expect(fingerprints.length).toBeGreaterThan(1);
  expect(new Set(fingerprints.map((each: any) => JSON.stringify(each))).size).toBe(fingerprints.length);
  expect(resultsOf('churn-2~older-dump').fingerprints).toEqual(fingerprints);
});
