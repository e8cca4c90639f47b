import { RULES } from '../../../src/check/goals/nftables/rules';
import { Report } from '../../../src/check/reports/report';
import { sarifReport } from '../../../src/check/reports/sarif';
import { clean, finding, FINDINGS, healthRule, hostileReport, kernelRule, node, report, service } from '../../support/report-sample';
import { $schema, id, matchesSchema } from '../../support/sarif-schema';

function log(input: Report): any {
  const value = JSON.parse(sarifReport(input));
  matchesSchema(value);
  expect(matchesSchema.errors).toBeNull();
  return value;
}

const runOf = (input: Report) => log(input).runs[0];

test('the schema is the real one, and refuses what is wrong', () => {
  expect([$schema, id]).toEqual(['http://json-schema.org/draft-04/schema#', expect.stringContaining('sarif-2.1.0')]);
  const value = JSON.parse(sarifReport(report()));
  value.runs[0].results[0].level = 'fatal';
  value.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = 'cluster 1.yaml';
  matchesSchema(value);
  expect(matchesSchema.errors?.map(({ instancePath }) => instancePath)).toEqual([
    '/runs/0/results/0/level',
    '/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri',
  ]);
});

test('a report', () => {
  log(report());
  expect(sarifReport(report())).toMatchSnapshot();
});

test('nothing found: no results, and all rules nevertheless', () => {
  const run = runOf(clean());
  expect(run.results).toEqual([]);
  expect(run.tool.driver.rules.map((rule: any) => rule.id)).toEqual(['health-check', 'kernel-too-old', 'only-iptables', 'scheduler']);
});

test('the catalog as it is', () => {
  expect(runOf(clean({ rules: RULES })).tool.driver.rules).toHaveLength(RULES.length);
});

test('without waivers no result tells of suppressions, with waivers all do', () => {
  const suppressions = (input: Report) => runOf(input).results.map((result: any) => result.suppressions);
  expect(suppressions(report({ waived: [] }))).toEqual(Array(5).fill(undefined));
  expect(suppressions(report())).toEqual([[], [], [], [], [], [{ kind: 'external', justification: 'Goes away in May. (until 2030-05-31)' }]]);
});

test('files are relative references or file URIs, standard input is not a file', () => {
  const files = ['./a/../b c.yaml', 'c:d/50%.yaml', '/srv/ü.yaml', '../e.yaml', '<stdin>'];
  const run = runOf(report({ findings: [finding(kernelRule, 'Too old.', files.map(file => ({ ...node('worker-1', 1), file })))] }));
  expect(run.results.slice(0, files.length).map((result: any) => result.locations[0].physicalLocation?.artifactLocation.uri)).toEqual([
    'b%20c.yaml', 'c%3Ad/50%25.yaml', 'file:///srv/%C3%BC.yaml', '../e.yaml', undefined,
  ]);
});

describe('fingerprints', () => {
  const fingerprints = (input: Report): string[] => runOf(input).results.map((result: any) => result.partialFingerprints['ruleAndObject/v1']);

  test('differ by rule and object, and also where a rule finds two things about an object', () => {
    const twice = finding(healthRule, 'Another thing.', [service('shop', 'web')]);
    const all = fingerprints(report({ findings: [...FINDINGS, twice, finding(kernelRule, 'Odd.', [service('shop', 'web')])] }));
    expect(all).toHaveLength(8);
    expect(new Set(all).size).toBe(8);
  });

  test('stay as they are when wordings, files and lines change, and when other objects come and go', () => {
    const [one] = fingerprints(clean({ findings: [finding(kernelRule, 'Too old.', [node('worker-1', 1)])] }));
    const moved = finding(kernelRule, 'Older than 5.13.', [node('worker-0', 2), { ...node('worker-1', 40), file: 'other.yaml', detail: 'kernel 5.5' }]);
    expect(fingerprints(clean({ findings: [moved] }))[1]).toBe(one);
    expect(one).toBe('096917fcdaad92af111ef87a64c597be9431362d51fb12a3d6326a53d3c6ba61');
  });
});

test('hostile names make neither links nor placeholders, and the log stays valid', () => {
  const run = runOf(hostileReport());
  const [{ message, locations }] = run.results;
  expect(message.text).not.toMatch(/\]\(|(?<!\{)\{(?!\{)/);
  expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^a%3Ab\//);
  expect(sarifReport(hostileReport())).toMatchSnapshot();
});
