import { Finding } from '../../../src/check/findings/finding';
import { applyWaivers, Waived, Waiver } from '../../../src/check/findings/waiver';
import { readWaivers } from '../../../src/check/findings/waiver-file';
import { finding, healthRule, kernelRule, node, schedulerRule, service } from '../../support/report-sample';

const KERNEL = finding(kernelRule, 'Too old.', [node('worker-1', 12), node('worker-2', 80), node('db-1', 90)]);
const HEALTH = finding(healthRule, 'No hole.', [service('shop', 'web'), service('shop', 'cart')]);
const SCHEDULER = finding(schedulerRule, 'None.');
const ALL = [KERNEL, HEALTH, SCHEDULER];

function waiver(rule: string, objects?: string[], more: object = {}): Waiver {
  const document = { waivers: [{ rule, reason: 'Known.', expires: '2030-05-31', ...objects && { objects }, ...more }] };
  return readWaivers(document, 'waivers.yaml', ALL.map(({ ruleId }) => ruleId))[0];
}

/** `kernel-too-old: worker-1 worker-2` for each finding. */
const names = (findings: readonly Finding[]) => findings.map(({ ruleId, objects }) => [ruleId, ...objects.map(({ name }) => name)].join(' '));

function summary({ findings, waived, notices }: Waived) {
  return { findings: names(findings), waived: names(waived.map(one => one.finding)), notices };
}

const apply = (...waivers: Waiver[]) => summary(applyWaivers(ALL, waivers, '2030-05-01'));

test('without waivers all findings count as they are', () => {
  expect(applyWaivers(ALL, [], '2030-05-01')).toEqual({ findings: ALL, waived: [], notices: [] });
});

test('named objects are taken out of a finding', () => {
  const used = waiver('kernel-too-old', ['Node worker-1']);
  expect(applyWaivers([KERNEL], [used], '2030-05-01')).toEqual({
    findings: [{ ...KERNEL, objects: [node('worker-2', 80), node('db-1', 90)] }],
    waived: [{ finding: { ...KERNEL, objects: [node('worker-1', 12)] }, reason: 'Known.', expires: '2030-05-31' }],
    notices: [],
  });
});

test('a finding all of whose objects are waived does not count, nor one of a rule that is waived as a whole', () => {
  expect(apply(waiver('kernel-too-old', ['Node worker-*', 'Node db-1']), waiver('health-check'), waiver('scheduler'))).toEqual({
    findings: [],
    waived: ['kernel-too-old worker-1 worker-2 db-1', 'health-check web cart', 'scheduler'],
    notices: [],
  });
});

test('a finding without objects is waived by a waiver without objects alone', () => {
  expect(apply(waiver('scheduler', ['ConfigMap kube-system/kube-proxy']))).toEqual({
    findings: names(ALL),
    waived: [],
    notices: ['waivers.yaml: waiver of scheduler for ConfigMap kube-system/kube-proxy matches no finding'],
  });
});

test('of several waivers for an object the first counts, and neither is idle', () => {
  const result = applyWaivers(ALL, [waiver('kernel-too-old', ['Node worker-1']), waiver('kernel-too-old', undefined, { reason: 'All.' }), waiver('kernel-too-old', ['Node worker-1'])], '2030-05-01');
  expect(summary(result)).toEqual({ findings: ['health-check web cart', 'scheduler'], waived: ['kernel-too-old worker-1', 'kernel-too-old worker-2 db-1'], notices: [] });
  expect(result.waived.map(({ reason }) => reason)).toEqual(['Known.', 'All.']);
});

test('a waiver counts on its last day, and not on the next', () => {
  const one = waiver('scheduler');
  expect(summary(applyWaivers([SCHEDULER], [one], '2030-05-31'))).toEqual({ findings: [], waived: ['scheduler'], notices: [] });
  expect(summary(applyWaivers([SCHEDULER], [one], '2030-06-01'))).toEqual({
    findings: ['scheduler'],
    waived: [],
    notices: ['waivers.yaml: waiver of scheduler expired on 2030-05-31 and no longer counts'],
  });
});

test('what a waiver is for in vain is told', () => {
  expect(apply(waiver('health-check', ['Service shop/web', 'Service shop/crat', 'Service cart'])).notices)
    .toEqual(['waivers.yaml: waiver of health-check for Service shop/crat, Service cart matches no finding']);
  expect(summary(applyWaivers([], [waiver('scheduler')], '2030-05-01')).notices).toEqual(['waivers.yaml: waiver of scheduler matches no finding']);
});

test.each([
  ['Node worker-*', 'worker-1', true], ['Node *', 'worker-1', true], ['Node *-1', 'worker-1', true], ['Node w*r-*1', 'worker-1', true], ['Node worker-1*', 'worker-1', true],
  ['Node worker', 'worker-1', false], ['Node work*r-1r-1', 'worker-1', false], ['Node *b*', 'worker-1', false], ['Node worker.1', 'worker-1', false], ['Node worker-*-1', 'worker-1', false],
  ['Pod worker-*', 'worker-1', false], ['Node default/worker-1', 'worker-1', false], ['Node a*a', 'a', false],
  [`Node ${'*a'.repeat(2000)}b`, 'a'.repeat(5000), false],
])('%.30s for %.20s: %s', (pattern, name, matches) => {
  expect(applyWaivers([finding(kernelRule, '', [node(name, 1)])], [waiver('kernel-too-old', [pattern])], '2030-05-01').findings).toHaveLength(matches ? 0 : 1);
});
