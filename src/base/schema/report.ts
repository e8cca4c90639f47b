import { Problem } from './problem';
import { quoted } from '../errors';
import { withArticle } from '../text/words';

/** What the rules about configuration documents are made of. */

export function report(field: string, message: string | undefined): Problem[] {
  return message === undefined ? [] : [{ field, message }];
}

/** What is wrong with a value that has to be one of a few, if anything is. */
export function oneOf(value: string, expected: readonly string[], what: string): string | undefined {
  if (expected.includes(value)) return undefined;
  const options = expected.map(option => `"${option}"`);
  return `${quoted(value)} is not ${withArticle(what)}: expected ${options.length === 1 ? options[0] : `${options.slice(0, -1).join(', ')} or ${options.at(-1)}`}`;
}

/** The value at a path such as `etcd.local.dataDir`. */
export function valueAt(document: unknown, path: string): unknown {
  return path.split('.').reduce<any>((value, name) => value?.[name], document);
}
