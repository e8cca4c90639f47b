import { textReport } from '../../../src/check/reports/text';
import { clean, finding, hostileReport, kernelRule, node, report, WAIVED } from '../../support/report-sample';
import { UNPRINTABLE } from '../../support/unprintable';

test('a report', () => {
  expect(textReport(report())).toMatchSnapshot();
});

test('nothing found', () => {
  expect(textReport(clean())).toBe('Nothing found that is in the way of kube-proxy 1.36 in nftables mode\n');
  expect(textReport(clean({ waived: WAIVED }))).toBe('Nothing found that is in the way of kube-proxy 1.36 in nftables mode; 1 waived\n');
});

test('lines below headings are as wide as asked for', () => {
  const lines = textReport(report(), { width: 60 }).split('\n').filter(line => /^ (?!.*(?:https:|- ))/.test(line));
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(60);
  expect(lines).toContain('  kube-proxy in nftables mode requires kernel 5.13 or later,');
});

test('colours are for severities alone, wherever the output goes', () => {
  const coloured = textReport(report(), { colour: true });
  expect(coloured).toContain('\u001b[1m\u001b[31mblocker\u001b[39m\u001b[22m kernel-too-old: Kernel too old\n');
  expect(coloured).toContain('\u001b[1m\u001b[33mwarning\u001b[39m\u001b[22m health-check');
  expect(coloured).toContain('\u001b[1m\u001b[36minfo\u001b[39m\u001b[22m scheduler');
  expect(coloured.replace(new RegExp('\u001b\\[\\d+m', 'g'), '')).toBe(textReport(report()));
});

test.each([[11, 11, undefined], [12, 10, '- and 2 more, which the format json lists'], [400, 10, '- and 390 more, which the format json lists']])(
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
