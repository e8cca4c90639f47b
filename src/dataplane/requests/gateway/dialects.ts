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

const wholeMatch = dialect(source => `^(?:${source})$`);
const search = dialect(source => source);

/** The dialect that compiles an expression with something around it, once. What JavaScript can't read may mean something in the dialect. */
function dialect(around: (source: string) => string): RegexDialect {
  const compiled = new Map<string, RegExp | undefined>();
  return (pattern, text) => {
    if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern, around));
    return compiled.get(pattern)?.test(text);
  };
}

function compile(pattern: string, around: (source: string) => string): RegExp | undefined {
  const [, flags = '', source] = /^(?:\(\?([is]+)\))?(.*)$/s.exec(pattern)!;
  try {
    return new RegExp(around(source), [...new Set(flags)].join(''));
  } catch {
    return undefined;
  }
}
