import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { cidrList, nonEmptyList, readWithProgress, splitList } from '../../src/cli/input-options';

test('a list has commas, and blanks do not matter', () => {
  expect(splitList(' a, b ,,c ')).toEqual(['a', 'b', 'c']);
  expect(splitList(' , ')).toEqual([]);
});

test('a list with something in it: each use of the option adds to it, and nothing twice', () => {
  expect(nonEmptyList('b,a, b')).toEqual(['b', 'a']);
  expect(nonEmptyList('c,a', ['b', 'a'])).toEqual(['b', 'a', 'c']);
  for (const value of ['', ',', ' , ']) expect(() => nonEmptyList(value)).toThrow(new InvalidArgumentError('Expected one value or several, separated by commas.'));
});

test('CIDRs', () => {
  expect(cidrList('10.96.0.0/12, fd00::/108')).toEqual(['10.96.0.0/12', 'fd00::/108']);
  expect(() => cidrList('10.96.0.0/12,x')).toThrow(new InvalidArgumentError('"x" is no CIDR: expected one as in 10.96.0.0/12.'));
  expect(() => cidrList(',')).toThrow(new InvalidArgumentError('"," is no CIDR: expected one as in 10.96.0.0/12.'));
});

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
