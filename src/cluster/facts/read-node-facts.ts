import { NodeFacts } from './node-facts';
import { NodeFactsSet } from './node-facts-set';
import { factsOfText } from './read-facts';
import { readContents } from '../../input/read-files';

/**
 * The documents that the probe has printed, in files: one or several in each, one after another, as `kubectl logs` prints them with or
 * without `--prefix`.
 *
 * @param paths the files; `-` is standard input
 * @throws InputError where a file holds something else
 */
export function readNodeFacts(paths: readonly string[]): NodeFacts[] {
  return [...readContents(paths)].flatMap(({ name, content }) => factsOfText(content.toString('utf8').replace(/^\uFEFF/, ''), name));
}

/** The facts of all nodes that files are about; undefined where no file is named. */
export function nodeFactsOfFiles(paths: readonly string[] | undefined): NodeFactsSet | undefined {
  return paths === undefined || paths.length === 0 ? undefined : new NodeFactsSet(readNodeFacts(paths));
}
