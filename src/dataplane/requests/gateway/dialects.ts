/** Whether a regular expression matches a text; `undefined` where that is not known. What it means is left to the implementation. */
export type RegexDialect = (pattern: string, text: string) => boolean | undefined;

/**
 * How implementations evaluate regular expressions, as far as that is known. The specification leaves it to them. Envoy matches the
 * whole value with RE2, nginx and Traefik search in it.
 */
const WHOLE: readonly string[] = ['envoy-gateway', 'istio', 'kgateway', 'cilium', 'contour', 'calico'];
const SEARCH: readonly string[] = ['nginx-gateway-fabric', 'traefik'];

/** The dialect of an implementation. For one that is not known an expression matches, or does not, where all agree. */
export function dialectOf(implementation: string | undefined): RegexDialect {
  if (implementation !== undefined && WHOLE.includes(implementation)) return wholeMatch;
  if (implementation !== undefined && SEARCH.includes(implementation)) return search;
  return (pattern, text) => {
    const [whole, part] = [wholeMatch(pattern, text), search(pattern, text)];
    return whole === part ? whole : undefined;
  };
}

const wholeMatch: RegexDialect = (pattern, text) => test(pattern, source => `^(?:${source})$`, text);
const search: RegexDialect = (pattern, text) => test(pattern, source => source, text);

/** What JavaScript can't read may mean something in the dialect. */
function test(pattern: string, around: (source: string) => string, text: string): boolean | undefined {
  const [, flags = '', source] = /^(?:\(\?([is]+)\))?(.*)$/s.exec(pattern)!;
  try {
    return new RegExp(around(source), [...new Set(flags)].join('')).test(text);
  } catch {
    return undefined;
  }
}
