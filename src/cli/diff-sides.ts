import { InputError } from '../base/errors';
import { checkStandardInput } from '../input/read-files';

/** The flags that set which two rulesets are compared. */
export interface SideFlags {
  readonly kubernetesVersion?: string;
  readonly fromVersion?: string;
  readonly toVersion?: string;
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

/** One of the two rulesets: its own files beside those of both, and its version. */
export interface Side {
  readonly files: readonly string[];
  readonly kubernetesVersion: string;
}

/** What is compared. */
export interface Sides {
  /** The files of both sides. */
  readonly files: readonly string[];
  readonly before: Side;
  readonly after: Side;
}

/**
 * Which two rulesets are meant. With two versions all files belong to both; with one version there are two files, one for each
 * side. `--before` and `--after` add files to a side, and then all others belong to both.
 *
 * @throws InputError where that is not clear
 */
export function sidesOf(files: readonly string[], flags: SideFlags): Sides {
  const [fromVersion, toVersion] = versionsOf(flags);
  const hasOwnFiles = flags.before !== undefined || flags.after !== undefined;
  const isPair = !hasOwnFiles && flags.kubernetesVersion !== undefined;
  if (isPair && files.length !== 2) {
    throw new InputError(`with --kubernetes-version expected two files, BEFORE and AFTER, not ${files.length}: name more of them with --before and `
      + '--after, or two versions with --from-version and --to-version');
  }
  const [before, after] = isPair ? [[files[0]], [files[1]]] : [flags.before ?? [], flags.after ?? []];
  const common = isPair ? [] : files;
  if (common.length === 0 && (before.length === 0 || after.length === 0)) {
    throw new InputError('no files are named, or those of one side alone: expected FILE for both sides, or --before and --after');
  }
  checkStandardInput([...common, ...before, ...after]);
  return { files: common, before: { files: before, kubernetesVersion: fromVersion }, after: { files: after, kubernetesVersion: toVersion } };
}

function versionsOf({ kubernetesVersion, fromVersion, toVersion }: SideFlags): [string, string] {
  if (kubernetesVersion !== undefined) {
    if (fromVersion === undefined && toVersion === undefined) return [kubernetesVersion, kubernetesVersion];
  } else if (fromVersion !== undefined && toVersion !== undefined) {
    return [fromVersion, toVersion];
  }
  throw new InputError('expected --kubernetes-version for both sides, or --from-version and --to-version');
}
