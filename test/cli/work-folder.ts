import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Plain } from '../support/builders';

export const FIXTURES = join(__dirname, '..', 'fixtures', 'cluster');

/** The files of the reference cluster, in FIXTURES. */
export const CLUSTER: readonly string[] = ['networking.yaml', 'kube-proxy.yaml', 'calico.yaml'];

/** A temporary folder for the tests of a file. */
export interface WorkFolder {
  readonly path: string;
  /** Writes a file of text or of objects, and answers with its path. */
  readonly file: (name: string, content: string | readonly Plain[]) => string;
}

/** Makes a folder, which is gone after the tests. */
export function workFolder(): WorkFolder {
  const path = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
  afterAll(() => rmSync(path, { recursive: true }));
  return {
    path,
    file: (name, content) => {
      const file = join(path, name);
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify({ apiVersion: 'v1', kind: 'List', items: content }));
      return file;
    },
  };
}
