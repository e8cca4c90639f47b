import { FindingObject } from './finding';
import { describeReference } from '../../cluster/inventory/object-reference';

/** What a reader calls an object of a finding: `Service shop/web`. */
export function describeFindingObject({ kind, objectNamespace, name }: FindingObject): string {
  return describeReference({ kind, namespace: objectNamespace, name });
}
