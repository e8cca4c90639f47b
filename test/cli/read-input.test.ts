import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWithProgress } from '../../src/cli/read-input';

test('objects of files and folders, with their places', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
  try {
    mkdirSync(join(folder, 'manifests'));
    const manifest = (name: string) => `# one\nkind: Namespace\nmetadata: {name: ${name}}\n`;
    writeFileSync(join(folder, 'manifests', 'b.yaml'), manifest('b'));
    writeFileSync(join(folder, 'manifests', 'a.json'), '{"kind": "Namespace", "metadata": {"name": "a"}}');
    writeFileSync(join(folder, 'first'), manifest('first'));
    const found = Array.from(readWithProgress([join(folder, 'first'), join(folder, 'manifests')]), ({ object, source }) => [(object.metadata as any).name, source.toString()]);
    expect(found).toEqual([
      ['first', `${join(folder, 'first')}, line 2`], ['a', `${join(folder, 'manifests', 'a.json')}, line 1`], ['b', `${join(folder, 'manifests', 'b.yaml')}, line 2`],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
