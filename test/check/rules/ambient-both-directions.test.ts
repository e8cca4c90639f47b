import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RULES = join(__dirname, '../../../src/check/rules/ambient');
const TESTS = join(__dirname, 'ambient');

test.each(readdirSync(RULES))('%s has a test with a finding, and one without', file => {
  const text = readFileSync(join(TESTS, file.replace(/\.ts$/, '.test.ts')), 'utf8');
  expect(text).toMatch(/toEqual\(\[\]\)/);
  expect(text).toMatch(/toEqual\(\[\s*[^\]\s]|toMatchObject\(\[/);
});
