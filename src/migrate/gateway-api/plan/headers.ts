/** A change of headers, as the filters for requests and responses have it. */
export interface HeaderChange {
  readonly where: 'request' | 'response';
  readonly how: 'set' | 'add' | 'remove';
  readonly name: string;
  /** Of no account where the header is removed. */
  readonly value: string;
}

/** `name value`, or either of them quoted, with `always` behind. */
const ARGUMENTS = /^(\S+)\s+(?:"([^"$]*)"|'([^'$]*)'|([^\s"'$;]+))(?:\s+always)?$/;
const MORE_SET = /^(?:"([^":$]+):\s*([^"$]*)"|'([^':$]+):\s*([^'$]*)')$/;

/**
 * The changes of headers that a snippet consists of; `undefined` where it does anything else: that may be what keeps requests out.
 */
export function headersOfSnippet(snippet: string): HeaderChange[] | undefined {
  const changes: HeaderChange[] = [];
  const statements = snippet.replace(/#.*$/gm, '').split(/;\s*(?:\n|$)|;(?=(?:[^"']*["'][^"']*["'])*[^"']*$)/).map(text => text.trim()).filter(text => text !== '');
  for (const statement of statements) {
    const [, directive, rest] = /^(\w+)\s+([\s\S]*)$/.exec(statement) ?? [];
    if (directive === 'more_set_headers') {
      const [, a, b, c, d] = MORE_SET.exec(rest) ?? [];
      if ((a ?? c) === undefined) return undefined;
      changes.push({ where: 'response', how: 'set', name: a ?? c, value: (b ?? d ?? '').trim() });
    } else if (directive === 'add_header' || directive === 'proxy_set_header') {
      const [, name, ...values] = ARGUMENTS.exec(rest) ?? [];
      const value = values.find(each => each !== undefined);
      if (name === undefined || value === undefined) return undefined;
      changes.push(directive === 'add_header' ? { where: 'response', how: 'add', name, value } : { where: 'request', how: 'set', name, value });
    } else {
      return undefined;
    }
  }
  return changes.every(({ name, value }) => isHeader(name, value)) ? changes : undefined;
}

/** What the CRDs take for a header. */
export function isHeader(name: string, value: string): boolean {
  return /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/.test(name) && /^[!-~]+([\t ]?[!-~]+)*$/.test(value) && value.length <= 4096;
}

/** The filters for changes of headers. */
export function headerFilters(changes: readonly HeaderChange[]): unknown[] {
  return (['request', 'response'] as const).flatMap(where => {
    const [set, add] = (['set', 'add'] as const).map(how => changes.filter(change => change.where === where && change.how === how).map(({ name, value }) => ({ name, value })));
    const remove = changes.filter(change => change.where === where && change.how === 'remove').map(({ name }) => name);
    if (set.length === 0 && add.length === 0 && remove.length === 0) return [];
    const [type, field] = where === 'request' ? ['RequestHeaderModifier', 'requestHeaderModifier'] : ['ResponseHeaderModifier', 'responseHeaderModifier'];
    return [{ type, [field]: { ...set.length > 0 && { set }, ...add.length > 0 && { add }, ...remove.length > 0 && { remove } } }];
  });
}
