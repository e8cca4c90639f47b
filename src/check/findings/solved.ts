import { Finding, FindingObject } from './finding';
import { describeFindingObject } from './finding-object';
import { SEVERITIES } from './rule';

/** A finding, or as many of its objects, that what is about to be applied solves. */
export interface SolvedFinding {
  readonly finding: Finding;
  /** What solves it: `ConfigMap kube-system/kube-proxy (new.yaml, line 3)`. */
  readonly by: string;
}

/**
 * What is found in a cluster as it is, and no longer once something is applied. An object of a finding that its rule then finds
 * less severe counts as solved, since the rest of it is among what counts.
 *
 * @param before what is found without it
 * @param after what is found with it
 * @param by what is about to be applied
 */
export function solvedFindings(before: readonly Finding[], after: readonly Finding[], by: string): SolvedFinding[] {
  return before.flatMap(finding => {
    const left = after.filter(other => other.ruleId === finding.ruleId && SEVERITIES.indexOf(other.severity) <= SEVERITIES.indexOf(finding.severity));
    if (finding.objects.length === 0) return left.length > 0 ? [] : [{ finding, by }];
    const remaining = new Set(left.flatMap(({ objects }) => objects).map(keyOf));
    const objects = finding.objects.filter(object => !remaining.has(keyOf(object)));
    return objects.length === 0 ? [] : [{ finding: { ...finding, objects }, by }];
  });
}

function keyOf(object: FindingObject): string {
  return describeFindingObject(object);
}
