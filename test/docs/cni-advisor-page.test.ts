import { readFileSync } from 'node:fs';
import { correctionsTable } from '../../src/check/advice/cni-advice-text';
import { PLUGINS } from '../../src/programs/cni/plugins';

const page = readFileSync('docs/cni-advisor.md', 'utf8');

test('the page has what is known of guides, and nothing else', () => {
  const rows = page.slice(page.indexOf('## What guides often say')).split('\n').filter(line => line.startsWith('|'));
  expect(rows).toEqual(correctionsTable(PLUGINS));
});
