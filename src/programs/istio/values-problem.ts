/** One reason why values or an object are refused. */
export interface ValuesProblem {
  readonly path: readonly (string | number)[];
  /** What is wrong and what would be right. */
  readonly message: string;
}

/** `spec.rules[0].to` */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => typeof key === 'number' ? `${text}[${key}]` : /^[\w-]+$/.test(key) ? `${text}${text === '' ? '' : '.'}${key}` : `${text}["${key}"]`, '');
}
