import { clusterOf, machine } from './findings';
import { checkCluster } from '../../../src/check/reports/check-cluster';
import { Plain } from '../../support/builders';

const old = (annotation?: string): Plain => {
  const node = machine('old', { kernelVersion: '5.4.0' });
  return { ...node, metadata: { name: 'old', ...annotation !== undefined && { annotations: { 'cdk8s-nftables/ignore': annotation } } } };
};

function checked(annotation?: string) {
  const { report, notices } = checkCluster(clusterOf([old(annotation)]), { targetVersion: '1.36' });
  return {
    isFound: report.findings.some(({ ruleId }) => ruleId === 'node-kernel-too-old'),
    waived: report.waived.map(({ finding: { ruleId, objects }, ...waiver }) => [ruleId, objects.map(({ name }) => name), waiver]),
    notices,
  };
}

test('an annotation waives findings of a rule about its object', () => {
  expect(checked()).toEqual({ isFound: true, waived: [], notices: [] });
  expect(checked('node-kernel-too-old=Goes away in May.')).toEqual({
    isFound: false, waived: [['node-kernel-too-old', ['old'], { reason: 'Goes away in May.' }]], notices: [],
  });
});

test('each line is for a rule, and a reason may have any letters', () => {
  const { isFound, notices } = checked('node-windows = none\n\n  node-kernel-too-old = a=b; c  \n');
  expect([isFound, notices]).toEqual([false, ['Node old: annotation cdk8s-nftables/ignore: node-windows matches no finding']]);
});

test.each([
  ['node-kernel-too-old', 'Node old: annotation cdk8s-nftables/ignore: "node-kernel-too-old" does not have the form RULE=reason; it has no effect'],
  ['node-kernel-too-old=', 'Node old: annotation cdk8s-nftables/ignore: "node-kernel-too-old=" does not have the form RULE=reason; it has no effect'],
  ['node-kernel-to-old=x', 'Node old: annotation cdk8s-nftables/ignore: no rule has the id "node-kernel-to-old"; did you mean node-kernel-too-old?; it has no effect'],
])('%j has no effect, and a note says so', (annotation, notice) => {
  expect(checked(annotation)).toEqual({ isFound: true, waived: [], notices: [notice] });
});

test('rules that are left out make no notes about annotations', () => {
  const { report, notices } = checkCluster(clusterOf([old('node-kernel-too-old=x')]), { targetVersion: '1.36', excludeRules: ['node-kernel-too-old'] });
  expect([report.waived, report.applied.has('node-kernel-too-old'), notices]).toEqual([[], false, []]);
  expect(() => checkCluster(clusterOf([]), { targetVersion: '1.36', includeRules: ['node-kernel'] })).toThrow('includeRules: no rule has the id "node-kernel"');
});
