import { Finding } from '../../../src/check/findings/finding';
import { jsonReport } from '../../../src/check/reports/json';
import { clean, hostileReport, report } from '../../support/report-sample';
import { UNPRINTABLE } from '../../support/unprintable';

test('a report', () => {
  expect(jsonReport(report())).toMatchSnapshot();
});

test('nothing found', () => {
  expect(JSON.parse(jsonReport(clean()))).toEqual({
    version: 1,
    tool: { name: 'cdk8s-nftables', version: '1.2.3' },
    goal: 'nftables',
    cluster: { nodes: 3, services: 2 },
    targetVersion: '1.36',
    mode: 'ipvs',
    distribution: 'kubeadm',
    currentMode: 'ipvs',
    summary: { blockers: 0, warnings: 0, infos: 0, waived: 0 },
    findings: [],
    waived: [],
  });
});

test('hostile names are the same when read back, and do nothing to a terminal', () => {
  const text = jsonReport(hostileReport());
  expect(text).not.toMatch(UNPRINTABLE);
  const { findings, waived } = hostileReport();
  expect(JSON.parse(text)).toMatchObject({ findings: findings.map(asWritten), waived: waived.map(({ finding }) => asWritten(finding)) });
});

/** The report names an object's namespace as Kubernetes does. */
function asWritten(finding: Finding): object {
  return { ...finding, objects: finding.objects.map(({ objectNamespace, ...rest }) => ({ ...rest, namespace: objectNamespace })) };
}
