import { readPage } from './markdown';
import { policiesPage } from '../../scripts/policies-page';

test('docs/ingress-policies.md is that of the tables: if not, npx projen rules-page', () => {
  expect(readPage('docs/ingress-policies.md')).toBe(policiesPage());
});
