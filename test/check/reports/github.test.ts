import { githubReport } from '../../../src/check/reports/github';
import { clean, finding, hostileReport, kernelRule, node, report } from '../../support/report-sample';

test('a report', () => {
  expect(githubReport(report())).toMatchSnapshot();
});

test('nothing found', () => {
  expect(githubReport(clean())).toBe('Nothing found that is in the way of kube-proxy 1.36 in nftables mode\n');
});

test('standard input is not a file to annotate', () => {
  const objects = [{ ...node('worker-1', 4), file: '<stdin>' }];
  expect(githubReport(report({ findings: [finding(kernelRule, 'Too old.', objects)] }))).toMatch(/^::error title=kernel-too-old%3A Kernel too old::Too old\.%0A/);
});

test('hostile names are within the command that they belong to', () => {
  const lines = githubReport(hostileReport()).split(/\r\n|[\r\n\u2028]/);
  expect(lines).toHaveLength(4);
  // What the runner reads: a name, properties without an unescaped comma or colon, and data.
  for (const line of lines.slice(0, 2)) {
    const [, command, properties, data] = /^::([a-z]+) (.*?)::(.*)$/.exec(line)!;
    expect(['error', 'warning']).toContain(command);
    expect(properties.split(',').map(property => property.split('=')[0])).toEqual(['file', 'line', 'title']);
    expect(properties).not.toContain(':');
    expect(data).not.toMatch(/%(?!25|0D|0A)/);
    expect(line).not.toMatch(/\p{Cc}/u);
  }
});
