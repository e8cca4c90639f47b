import { Block, blocksOf, missingLine, proseOf, readPage } from './markdown';
import { FindingObject } from '../../src/check/findings/finding';
import { applyWaivers, Waived } from '../../src/check/findings/waiver';
import { readWaivers } from '../../src/check/findings/waiver-file';
import { RULES } from '../../src/check/goals/nftables/rules';
import { REPORT_FORMATS } from '../../src/check/reports/formats';
import { Report } from '../../src/check/reports/report';
import { nodeKernelTooOld } from '../../src/check/rules/node/node-kernel-too-old';
import { healthCheckNodePort } from '../../src/check/rules/service/health-check-node-port';
import { readObjects } from '../../src/input/read-objects';
import { found, kubeProxy, machine } from '../check/findings/findings';
import { Plain, storedService } from '../support/builders';
import { ASSESSED } from '../support/report-sample';

const PAGE = 'docs/findings.md';
const blocks = blocksOf(PAGE);
const ids = RULES.map(({ id }) => id);

/** The first block under a heading, or a later one. */
function under(heading: string, nth = 1): Block {
  const line = readPage(PAGE).split('\n').indexOf(heading) + 1;
  return blocks.filter(({ place }) => Number(place.split(':')[1]) > line)[nth - 1];
}

const LINES: { readonly [name: string]: number } = { 'worker-1': 12, 'worker-2': 80, 'web': 131, 'cart': 160 };
const inFile = (object: FindingObject): FindingObject => ({ ...object, file: 'cluster.yaml', line: LINES[object.name] });

function sample(): { readonly report: Report; readonly result: Waived } {
  const web = (name: string, port: number): Plain => storedService(name, { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: port });
  const objects = [
    kubeProxy({ mode: 'ipvs', nodePortAddresses: ['0.0.0.0/0', '::/0'] }),
    ...['worker-1', 'worker-2'].map(name => machine(name, { kernelVersion: '5.4.0-150-generic' })),
    web('shop/web', 31234),
    web('shop/cart', 31235),
  ];
  const rules = [healthCheckNodePort, nodeKernelTooOld];
  const findings = rules.flatMap(rule => found(rule, objects)).map(finding => ({ ...finding, objects: finding.objects.map(inFile) }));
  const [{ object }] = readObjects(Buffer.from(under('## Waivers').text), 'waivers.yaml');
  const result = applyWaivers(findings, readWaivers(object, 'waivers.yaml', ids), '2030-01-01');
  return { report: { ...result, ...ASSESSED, rules, applied: new Set(rules.map(({ id }) => id)), toolVersion: '1.0.0' }, result };
}

test.each(['text', 'json', 'junit', 'github', 'markdown'] as const)('what the page shows of %s is what it gives', format => {
  expect(missingLine(under(`### ${format}`), REPORT_FORMATS[format](sample().report))).toBeUndefined();
});

test('what the page shows where nothing is found is what it gives', () => {
  const clean = { ...sample().report, findings: [], waived: [] };
  expect(blocks.map(({ text }) => text)).toContain(REPORT_FORMATS.text(clean));
});

test('the page has all formats', () => {
  const headings = [...proseOf(PAGE).matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(Object.keys(REPORT_FORMATS));
});

test('the waivers of the page count, but for what the sample has not', () => {
  expect(sample().result.notices).toEqual([
    'waivers.yaml: waiver of health-check-node-port for Service staging/web-* matches no finding',
    'waivers.yaml: waiver of ipvs-scheduler matches no finding',
  ]);
});

test('the errors of the page are real', () => {
  const document = { waivers: [{ rule: 'node-kernel-to-old', expires: '2030-05-31' }] };
  expect(() => readWaivers(document, 'waivers.yaml', ids)).toThrow(new Error(under('## Waivers', 2).text.trimEnd()));
});
