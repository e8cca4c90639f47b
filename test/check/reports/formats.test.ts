import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_FORMATS } from '../../../src/check/reports/formats';
import { RULES_PAGE } from '../../../src/check/reports/report';
import { clean, FINDINGS, hostileReport, report } from '../../support/report-sample';

test('the formats are those that the documentation names', () => {
  expect(Object.keys(REPORT_FORMATS)).toEqual(['text', 'json', 'sarif', 'junit', 'github', 'markdown']);
});

describe.each(Object.entries(REPORT_FORMATS))('%s', (_, format) => {
  test('ends with one line feed', () => {
    for (const input of [report(), clean(), hostileReport()]) expect(format(input)).toMatch(/[^\n]\n$/);
  });

  test('does not depend on the order of findings of different rules', () => {
    expect(format(report({ findings: [...FINDINGS].reverse() }))).toBe(format(report()));
  });
});

test('the page of rules is in the repository of the package', () => {
  const { repository } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));
  expect(RULES_PAGE).toBe(`${repository.url.replace(/\.git$/, '')}/blob/main/docs/rules.md`);
});
