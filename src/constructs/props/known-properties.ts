import { InputError } from '../../base/errors';
import { didYouMean } from '../../base/text/suggest';

/** The names of all properties of a type: the compiler asks for each of them. */
export type PropertyNames<Props> = { readonly [Name in keyof Required<Props>]: true };

/**
 * Refuses properties that nothing reads, such as misspelled ones. TypeScript and jsii's other languages refuse them on their own, and so
 * this is for JavaScript.
 *
 * @param path the construct's path, for messages
 * @throws InputError with a line for each unknown property
 */
export function refuseUnknown<Props extends object>(path: string, props: Props | undefined, names: PropertyNames<Props>): void {
  const known = Object.keys(names);
  const unknown = Object.entries(props ?? {}).filter(([name, value]) => value !== undefined && !known.includes(name));
  if (unknown.length === 0) return;
  throw new InputError(unknown.map(([name]) => `${path}: ${name}: unknown property${didYouMean(name, known)}`).join('\n'));
}
