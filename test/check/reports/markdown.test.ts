import { markdownReport } from '../../../src/check/reports/markdown';
import { clean, finding, healthRule, hostileReport, report } from '../../support/report-sample';

test('a report', () => {
  expect(markdownReport(report())).toMatchSnapshot();
});

test('nothing found', () => {
  expect(markdownReport(clean())).toBe('## kube-proxy 1.36 in nftables mode\n\nFrom IPVS mode to kube-proxy 1.36 in nftables mode: 3 nodes, 2 Services. '
    + 'Distribution: kubeadm; kube-proxy\'s mode: ipvs.\n\nNothing found that is in the way of kube-proxy 1.36 in nftables mode.\n');
});

test('what to do is said once for several findings of a rule', () => {
  const text = markdownReport(report({ findings: [finding(healthRule, 'One.'), finding(healthRule, 'Two.'), finding(healthRule, 'Three.', [], { remediation: 'Wait.' })] }));
  expect(text.split('\n').filter(line => line.startsWith('- '))).toEqual([
    '- <code>health-check</code>: Health checks need a hole in the firewall. Allow the ports.',
    '- <code>health-check</code>: Health checks need a hole in the firewall. Wait.',
  ]);
});

test('hostile names stay within their cells', () => {
  const text = markdownReport(hostileReport());
  const rows = text.split('\n').filter(line => line.startsWith('|'));
  // Without what is escaped, only the ends of cells are left.
  expect(rows.map(row => row.replace(/\\[^\n]/g, '').split('|').length)).toEqual([5, 5, 5, 5, 5, 5, 6, 6, 6]);
  const tags = [...text.replace(/\\[^\n]/g, '').matchAll(/<[^>]*>/g)].map(([tag]) => tag);
  expect([...new Set(tags)].filter(tag => !tag.startsWith('<https://')).sort()).toEqual(['</code>', '</details>', '</summary>', '<code>', '<details>', '<summary>']);
  // Nobody is called, but within code, where nobody is.
  expect(text.replace(/<code>.*?<\/code>/g, '')).not.toMatch(/@(?!&#8203;)/);
  expect(text).toMatchSnapshot();
});
