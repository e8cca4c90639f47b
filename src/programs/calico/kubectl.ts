import { shellWord } from '../../base/text/shell';

/** A JSON merge patch (RFC 7386): a null removes a field. */
export interface MergePatch {
  readonly [field: string]: unknown;
}

/** A merge patch as text, nulls kept. */
export function mergePatchText(patch: MergePatch): string {
  return JSON.stringify(patch);
}

/**
 * The command that applies a merge patch.
 *
 * @param resource the kind with its group, since another add-on may have a kind of the same name
 */
export function kubectlPatch(resource: string, name: string, patch: MergePatch): string {
  return `kubectl patch ${resource} ${name} --type=merge -p ${shellWord(mergePatchText(patch))}`;
}
