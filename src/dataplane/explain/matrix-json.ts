import { MatrixSource } from './matrix-source';
import { BehaviorEntry } from './matrix-vocabulary';
import { plain } from '../../base/plain';

/** The entries as JSON, a line for each: a large cluster has hundreds of thousands. A change that breaks readers raises the version. */
export function* matrixJson({ nodeName, kubernetesVersion, mode, notes }: MatrixSource, entries: Iterable<BehaviorEntry>): Generator<string> {
  const head = { version: 1, node: nodeName, kubernetesVersion, mode, ...notes.length > 0 && { notes: notes.map(plain) } };
  yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
  let before: string | undefined;
  for (const entry of entries) {
    if (before !== undefined) yield `${before},`;
    before = plain(JSON.stringify(entry));
  }
  if (before !== undefined) yield before;
  yield ']}';
}
