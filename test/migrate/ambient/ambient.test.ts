import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from './files';
import { AMBIENT_MIGRATION } from '../../../src/migrate/ambient';

const SIDECARS = readFileSync(join(__dirname, '../../../examples/ambient/sidecars.yaml'));

test('the folder for a mesh with sidecars', () => {
  const files = filesOf(SIDECARS);
  expect(files).toMatchSnapshot();
  expect(Object.keys(files).every(path => AMBIENT_MIGRATION.isFile(path))).toBe(true);
});

test('a namespace without rules about requests gets no waypoint', () => {
  const { 'RUNBOOK.md': runbook, ...others } = filesOf(Buffer.from('apiVersion: v1\nkind: Namespace\nmetadata: { name: plain, labels: { istio-injection: enabled } }\n'));
  expect(others).toEqual({});
  expect(runbook).toContain('kubectl label namespace plain istio.io/dataplane-mode=ambient istio-injection- --overwrite');
  expect(runbook).not.toContain('use-waypoint');
});

test('a mesh without sidecars has nothing to migrate', () => {
  const plain = Buffer.from('apiVersion: v1\nkind: Namespace\nmetadata: { name: plain }\n');
  expect(() => filesOf(plain)).toThrow('the input has no namespace whose pods get sidecars');
});
