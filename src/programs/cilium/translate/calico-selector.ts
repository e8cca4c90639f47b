/** A requirement of a label, as Kubernetes writes it. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

/** Requirements that all hold; a selector of Calico is one or several of these, one of which holds, or none where it selects nothing. */
export type Conjunction = readonly Requirement[];

/** A part of a value, which labels of Kubernetes cannot be selected by. */
interface PartOfValue {
  readonly key: string;
  readonly part: 'contains' | 'starts with' | 'ends with';
  readonly value: string;
}

/** A selector of Calico. */
export type Selector =
  | { readonly all: readonly Selector[] } | { readonly any: readonly Selector[] } | { readonly not: Selector }
  | { readonly one: Requirement } | { readonly part: PartOfValue } | { readonly global: true };

/** What all endpoints and sets have. */
export const EVERYTHING: Selector = { all: [] };

/** A selector that cannot be read, or that labels of Kubernetes cannot express. */
export class SelectorProblem extends Error {}

/** A name with a parenthesis at once is a function; quoted texts have no escapes. */
const TOKEN = /[ \t]*(?:(has\(|all\(|global\(|&&|\|\||!=|==|[(){},!])|"([^"]*)"|'([^']*)'|([A-Za-z0-9_./-]+))/y;
/** No selector of a policy has as many alternatives. */
const MOST = 64;

/**
 * Reads a selector as libcalico-go does (lib/selector/parser and tokenizer); an empty one selects everything.
 *
 * @throws SelectorProblem where Calico does not read it
 */
export function parseCalicoSelector(text: string): Selector {
  const parser = new Parser(tokensOf(text), text);
  if (parser.isAtEnd) return EVERYTHING;
  const tree = parser.either();
  if (!parser.isAtEnd) throw new SelectorProblem(`the selector ${JSON.stringify(text)} cannot be read`);
  return tree;
}

interface Token {
  readonly text: string;
  readonly kind: 'sign' | 'quoted' | 'word';
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.replace(/[ \t]+$/, '').length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match) throw new SelectorProblem(`the selector ${JSON.stringify(text)} cannot be read`);
    const [, sign, double, single, word] = match as (string | undefined)[];
    const quoted = double ?? single;
    tokens.push(sign !== undefined ? { text: sign, kind: 'sign' } : quoted !== undefined ? { text: quoted, kind: 'quoted' } : { text: word!, kind: 'word' });
  }
  return tokens;
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[], private readonly source: string) {}

  public get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  public either(): Selector {
    const any = [this.both()];
    while (this.takes('||')) any.push(this.both());
    return any.length === 1 ? any[0] : { any };
  }

  private both(): Selector {
    const all = [this.single()];
    while (this.takes('&&')) all.push(this.single());
    return all.length === 1 ? all[0] : { all };
  }

  private single(): Selector {
    if (this.takes('!')) return { not: this.single() };
    if (this.takes('(')) {
      const inner = this.either();
      this.expect(')');
      return inner;
    }
    if (this.takes('all(')) {
      this.expect(')');
      return EVERYTHING;
    }
    if (this.takes('global(')) {
      this.expect(')');
      return { global: true };
    }
    if (this.takes('has(')) {
      const key = this.next('word');
      this.expect(')');
      return { one: { key, operator: 'Exists' } };
    }
    return this.comparison(this.next('word'));
  }

  private comparison(key: string): Selector {
    if (this.takes('==')) return { one: { key, operator: 'In', values: [this.next('quoted')] } };
    // As in Kubernetes, this holds for what does not have the label.
    if (this.takes('!=')) return { one: { key, operator: 'NotIn', values: [this.next('quoted')] } };
    const word = this.next('word');
    switch (word) {
      case 'in': return { one: { key, operator: 'In', values: this.values() } };
      case 'not':
        if (this.takesWord('in')) return { one: { key, operator: 'NotIn', values: this.values() } };
        break;
      case 'notin': return { one: { key, operator: 'NotIn', values: this.values() } };
      case 'contains': return { part: { key, part: 'contains', value: this.next('quoted') } };
      case 'starts':
      case 'ends':
        if (this.takesWord('with')) return { part: { key, part: `${word} with`, value: this.next('quoted') } };
        break;
      case 'startswith': return { part: { key, part: 'starts with', value: this.next('quoted') } };
      case 'endswith': return { part: { key, part: 'ends with', value: this.next('quoted') } };
    }
    throw this.problem();
  }

  private values(): string[] {
    this.expect('{');
    const values: string[] = [];
    while (!this.takes('}')) {
      values.push(this.next('quoted'));
      if (!this.takes(',')) {
        this.expect('}');
        break;
      }
    }
    return values;
  }

  private next(kind: Token['kind']): string {
    const token = this.tokens[this.at++] as Token | undefined;
    if (token?.kind !== kind) throw this.problem();
    return token.text;
  }

  private takes(text: string): boolean {
    const token = this.tokens[this.at] as Token | undefined;
    if (token?.kind !== 'sign' || token.text !== text) return false;
    this.at++;
    return true;
  }

  private takesWord(text: string): boolean {
    const token = this.tokens[this.at] as Token | undefined;
    if (token?.kind !== 'word' || token.text !== text) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw this.problem();
  }

  private problem(): SelectorProblem {
    return new SelectorProblem(`the selector ${JSON.stringify(this.source)} cannot be read`);
  }
}

/** Whether labels fulfill a selector. */
export function selects(selector: Selector, labels: Readonly<Record<string, string>>): boolean {
  if ('all' in selector) return selector.all.every(each => selects(each, labels));
  if ('any' in selector) return selector.any.some(each => selects(each, labels));
  if ('not' in selector) return !selects(selector.not, labels);
  if ('global' in selector) return true;
  const { key } = 'one' in selector ? selector.one : selector.part;
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if ('one' in selector) return holds(selector.one, value);
  const { part, value: text } = selector.part;
  return value !== undefined && (part === 'contains' ? value.includes(text) : part === 'starts with' ? value.startsWith(text) : value.endsWith(text));
}

/** Whether the value of its label, or that there is none, fulfills a requirement. */
export function holds({ operator, values = [] }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
  }
}

/** A selector whose labels have other names. */
export function renamed(selector: Selector, nameOf: (key: string) => string): Selector {
  if ('all' in selector) return { all: selector.all.map(each => renamed(each, nameOf)) };
  if ('any' in selector) return { any: selector.any.map(each => renamed(each, nameOf)) };
  if ('not' in selector) return { not: renamed(selector.not, nameOf) };
  if ('one' in selector) return { one: { ...selector.one, key: nameOf(selector.one.key) } };
  return 'part' in selector ? { part: { ...selector.part, key: nameOf(selector.part.key) } } : selector;
}

const OPPOSITE = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist', DoesNotExist: 'Exists' } as const;

export function opposite(requirement: Requirement): Requirement {
  return { ...requirement, operator: OPPOSITE[requirement.operator] };
}

/**
 * A selector as alternatives of requirements; `all()` is one without any, and what selects nothing has none.
 *
 * @throws SelectorProblem where Kubernetes has nothing like it
 */
export function alternativesOf(selector: Selector, isNegated = false): Conjunction[] {
  if ('not' in selector) return alternativesOf(selector.not, !isNegated);
  if ('global' in selector) throw new SelectorProblem('global() selects what is in no namespace, which labels cannot');
  if ('part' in selector) {
    const { key, part } = selector.part;
    throw new SelectorProblem(`the selector compares parts of a value (${key} ${part}), which labels cannot`);
  }
  if ('one' in selector) return [[isNegated ? opposite(selector.one) : selector.one]].filter(isPossible).map(withoutEmpty);
  const isEither = 'any' in selector !== isNegated;
  const parts = ('any' in selector ? selector.any : selector.all).map(each => alternativesOf(each, isNegated));
  const joined = (sofar: Conjunction[], next: Conjunction[]): Conjunction[] => limited(sofar.flatMap(one => next.map(other => [...one, ...other])));
  const found = isEither ? parts.flat() : parts.reduce(joined, [[]]);
  return limited(found);
}

function limited(alternatives: Conjunction[]): Conjunction[] {
  if (alternatives.length > MOST) throw new SelectorProblem('the selector has too many alternatives');
  return alternatives;
}

/** One of no values is never met. */
function isPossible(requirements: Conjunction): boolean {
  return !requirements.some(({ operator, values }) => operator === 'In' && values?.length === 0);
}

/** Other than no value is always met. */
function withoutEmpty(requirements: Conjunction): Conjunction {
  return requirements.filter(({ operator, values }) => operator !== 'NotIn' || values!.length > 0);
}

/** Whether no labels fulfill all requirements. */
export function areContradictory(requirements: Conjunction): boolean {
  const byKey = new Map<string, Requirement[]>();
  for (const each of requirements) byKey.set(each.key, [...byKey.get(each.key) ?? [], each]);
  return [...byKey.values()].some(own => {
    const [given] = own.filter(({ operator }) => operator === 'In');
    if (given !== undefined) return !given.values!.some(value => own.every(each => holds(each, value)));
    return own.some(({ operator }) => operator === 'Exists') && own.some(({ operator }) => operator === 'DoesNotExist');
  });
}

/** The selector of Kubernetes with these requirements. */
export function labelSelector(requirements: Conjunction): { readonly matchLabels?: object; readonly matchExpressions?: readonly object[] } {
  const isLabel = ({ operator, values }: Requirement): boolean => operator === 'In' && values?.length === 1;
  const labels = new Map<string, string>();
  const others: Requirement[] = [];
  for (const requirement of requirements) {
    const { key, values } = requirement;
    // A key with two values at once selects nothing; as an expression it stays so.
    if (isLabel(requirement) && !labels.has(key)) labels.set(key, values![0]);
    else others.push(requirement);
  }
  return { ...labels.size > 0 && { matchLabels: Object.fromEntries(labels) }, ...others.length > 0 && { matchExpressions: others } };
}
