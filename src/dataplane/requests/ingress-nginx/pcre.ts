/*
 * nginx's expressions are PCRE's. What JavaScript has under another name is translated; what it does not have can't be evaluated here.
 */

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9', alpha: 'A-Za-z', digit: '0-9', lower: 'a-z', upper: 'A-Z', xdigit: 'A-Fa-f0-9', space: '\\s', word: '\\w',
};

/** Atomic groups, possessive quantifiers, settings inside of the expression, recursion, and `\K`, `\A`, `\Z`, `\G`. */
const UNKNOWN = /\(\?(?:>|[a-z]*-?[a-z]+[):]|R|P=|P>|#|\|)|[*+?}]\+|\\[KAZzGQE]/;

const compiled = new Map<string, RegExp | undefined>();

/** An expression that ignores case, or does not; `undefined` where it can't be evaluated here. */
export function pcre(pattern: string, ignoreCase: boolean): RegExp | undefined {
  const key = `${ignoreCase ? 'i' : ''}/${pattern}`;
  if (!compiled.has(key)) compiled.set(key, compile(pattern, ignoreCase));
  return compiled.get(key);
}

function compile(pattern: string, ignoreCase: boolean): RegExp | undefined {
  // A setting at the very front is one for the whole expression.
  const [, front, rest] = /^(\^?)\(\?i\)(.*)$/s.exec(pattern) ?? [];
  if (rest !== undefined) return compile(`${front}${rest}`, true);
  if (UNKNOWN.test(pattern)) return undefined;
  const translated = pattern.replaceAll('(?P<', '(?<').replace(/\[:(\w+):\]/g, (text, name: string) => POSIX_CLASSES[name] ?? text);
  try {
    return new RegExp(translated, ignoreCase ? 'i' : '');
  } catch {
    return undefined;
  }
}
