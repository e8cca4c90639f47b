import { textReport } from '../../../src/check/reports/text';
import { clean, finding, hostileReport, kernelRule, node, report, WAIVED } from '../../support/report-sample';
import { UNPRINTABLE } from '../../support/unprintable';

const HEADER = 'From IPVS mode to kube-proxy 1.36 in nftables mode: 3 nodes, 2 Services\n'
  + 'Distribution: kubeadm; kube-proxy\'s mode: ipvs\n';

test('a report', () => {
  expect(textReport(report())).toMatchSnapshot();
});

test('nothing found', () => {
  expect(textReport(clean())).toBe(`${HEADER}\nNothing found that is in the way of kube-proxy 1.36 in nftables mode\n`);
  expect(textReport(clean({ waived: WAIVED }))).toBe(`${HEADER}\nNothing found that is in the way of kube-proxy 1.36 in nftables mode; 1 waived\n`);
});

test('lines below headings are as wide as asked for', () => {
  const lines = textReport(report(), { width: 60 }).split('\n').filter(line => /^ (?!.*(?:https:|- ))/.test(line));
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(60);
  expect(lines).toContain('  kube-proxy in nftables mode requires kernel 5.13 or later,');
});

test('colors are for severities alone, wherever the output goes', () => {
  const colored = textReport(report(), { color: true });
  expect(colored).toContain('\u001b[1m\u001b[31mblocker\u001b[39m\u001b[22m kernel-too-old: Kernel too old\n');
  expect(colored).toContain('\u001b[1m\u001b[33mwarning\u001b[39m\u001b[22m health-check');
  expect(colored).toContain('\u001b[1m\u001b[36minfo\u001b[39m\u001b[22m scheduler');
  expect(colored.replace(new RegExp('\u001b\\[\\d+m', 'g'), '')).toBe(textReport(report()));
});

test.each([[11, 11, undefined], [12, 10, '- and 2 more (use --all, or the format json, for all of them)'], [400, 10, '- and 390 more (use --all, or the format json, for all of them)']])(
  'of %i objects %i are named', (count, named, rest) => {
    const objects = Array.from({ length: count }, (_, i) => node(`worker-${i}`, i + 1));
    const lines = (all?: boolean) => textReport(report({ findings: [finding(kernelRule, 'Too old.', objects)] }), { all }).split('\n')
      .map(line => line.trim()).filter(line => line.startsWith('- '));
    expect(lines().filter(line => line.startsWith('- Node'))).toEqual(lines(true).slice(0, named));
    expect(lines()[named]).toBe(rest);
    expect(lines(true)).toHaveLength(count);
  },
);

test('hostile names stay within their line, and do nothing to a terminal', () => {
  const text = textReport(hostileReport());
  expect(text).not.toMatch(UNPRINTABLE);
  expect(text).toMatchSnapshot();
});

const SOLVED = { finding: finding(kernelRule, 'Too old.', [node('worker-9', 7)]), by: 'ConfigMap kube-system/kube-proxy (new.yaml, line 3)' };

test('brief: the header, a line for each finding, and the sum', () => {
  expect(textReport(report({ solved: [SOLVED] }), { brief: true, width: 60 })).toBe([
    'From IPVS mode to kube-proxy 1.36 in nftables mode: 3 nodes,',
    '2 Services',
    'Distribution: kubeadm; kube-proxy\'s mode: ipvs',
    '',
    'Summary',
    'blocker kernel-too-old: Kernel too old (Node worker-1, Node…',
    'warning health-check: Health checks need a hole in the fire…',
    'info    scheduler: No schedulers',
    '',
    '1 blocker, 1 warning, 1 info; 1 waived, 1 solved',
    '',
  ].join('\n'));
});

test('findings of a rule are in one block, which says once what to do, and differ by their messages in the summary', () => {
  const lines = textReport(report({ findings: [finding(kernelRule, 'One.', [node('a', 1)]), finding(kernelRule, 'Two.', [node('b', 2)])] })).split('\n');
  expect(lines.filter(line => line.startsWith('blocker'))).toEqual([
    'blocker kernel-too-old: Kernel too old', 'blocker kernel-too-old: One. (Node a)', 'blocker kernel-too-old: Two. (Node b)',
  ]);
  expect(lines.filter(line => line.includes('What to do'))).toHaveLength(1);
});

test('what is solved is shown with what solves it, and is not a finding', () => {
  const text = textReport(clean({ solved: [SOLVED] }));
  expect(text).toContain('Solved by ConfigMap kube-system/kube-proxy (new.yaml, line 3): kernel-too-old (Kernel too old)\n  - Node worker-9: kernel 5.4.0 (dump/cluster 1.yaml:7)\n');
  expect(text).toMatch(/\nNothing found that is in the way of kube-proxy 1\.36 in nftables mode; 1 solved\n$/);
});

test('a width that nothing can be read in counts as 40', () => {
  expect(textReport(report(), { width: 0 })).toBe(textReport(report(), { width: 40 }));
});
