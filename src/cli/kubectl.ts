import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { InputError } from '../base/errors';
import { groupOf } from '../base/objects/api-version';

/** What a run of kubectl has said about why it failed. */
export interface KubectlFailure {
  readonly reason: 'not-served' | 'forbidden' | 'other';
  /** Its own words, on one line. */
  readonly message: string;
}

/** A kind that the cluster serves. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The user's own kubectl, which knows how to reach the cluster. Only reading commands are run. */
export class Kubectl {
  constructor(private readonly program: string, private readonly context?: string) {}

  /**
   * The kinds that can be listed, by their names, as `daemonsets.apps`.
   *
   * @throws InputError where the cluster does not answer
   */
  public listableKinds(): { readonly kinds: ReadonlyMap<string, ServedKind>; readonly failure?: KubectlFailure } {
    const { stdout, failure } = this.run(['api-resources', '--verbs=list', '--no-headers']);
    const kinds = new Map(stdout.split('\n').flatMap(line => {
      // Short names stand between the first column and the last three, where a kind has some.
      const [plural, ...columns] = line.trim().split(/\s+/);
      const [apiVersion, , kind] = columns.slice(-3);
      if (kind === undefined) return [];
      const group = groupOf(apiVersion);
      return [[group === '' ? plural : `${plural}.${group}`, { apiVersion, kind }]];
    }));
    // An API that an add-on serves may be down; then the exit code is 1, and all other kinds are there.
    if (kinds.size === 0) throw new InputError(`kubectl api-resources: ${failure?.message ?? 'the cluster does not serve any kind'}`);
    return { kinds, failure };
  }

  /** Writes the answer of a `get` into a file as it comes, without holding it. No file is left where it fails, or answers nothing. */
  public getInto(path: string, args: readonly string[]): KubectlFailure | 'nothing' | undefined {
    const file = openSync(path, 'wx');
    let failure: KubectlFailure | undefined;
    try {
      failure = this.run(['get', ...args, '-o', 'json'], file).failure;
    } finally {
      closeSync(file);
    }
    const isEmpty = statSync(path).size === 0;
    if (failure || isEmpty) rmSync(path);
    return failure ?? (isEmpty ? 'nothing' : undefined);
  }

  private run(args: readonly string[], file?: number): { readonly stdout: string; readonly failure?: KubectlFailure } {
    const context = this.context === undefined ? [] : [`--context=${this.context}`];
    const { error, status, signal, stdout, stderr } = spawnSync(this.program, [...context, ...args], {
      stdio: ['ignore', file ?? 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 64 * 1024 * 1024,
    });
    if (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw new InputError(isMissing ? `${this.program}: command not found; expected kubectl, for example, --kubectl /usr/local/bin/kubectl` : `${this.program}: ${error.message}`);
    }
    const answer = file === undefined ? stdout : '';
    if (status === 0) return { stdout: answer };
    return { stdout: answer, failure: failureOf(stderr, signal === null ? `exit code ${status}` : `ended by ${signal}`) };
  }
}

/** kubectl's own texts: kubernetes `staging/src/k8s.io/cli-runtime`, `apimachinery/pkg/api/errors`. Lines of its log precede them. */
function failureOf(stderr: string, otherwise: string): KubectlFailure {
  const lines = stderr.split('\n').map(line => line.trim()).filter(line => line !== '' && !/^[EWI]\d{4} /.test(line));
  const reason = lines.some(line => line.includes('the server doesn\'t have a resource type')) ? 'not-served'
    : lines.some(line => line.startsWith('Error from server (Forbidden)')) ? 'forbidden' : 'other';
  return { reason, message: lines.at(-1) ?? otherwise };
}
