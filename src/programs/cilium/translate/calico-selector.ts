/** A requirement of a label, as Kubernetes writes it. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

/** Requirements that all hold; a selector of Calico is one or several of these, one of which holds. */
export type Conjunction = readonly Requirement[];

type Node = { readonly all: readonly Node[] } | { readonly any: readonly Node[] } | { readonly one: Requirement };

/** A selector that labels of Kubernetes cannot express. */
export class SelectorProblem extends Error {}

const TOKEN = /\s*(?:(&&|\|\||!=|==|[(){},!])|"([^"]*)"|'([^']*)'|([A-Za-z0-9_./:-]+))/y;
/** No selector of a policy has as many alternatives. */
const MOST = 64;

/**
 * A selector of Calico (libcalico-go, lib/selector/parser) as alternatives of requirements; `all()` is one without any.
 *
 * @throws SelectorProblem where Kubernetes has nothing like it
 */
export function parseCalicoSelector(text: string): Conjunction[] {
  const parser = new Parser(tokensOf(text));
  const tree = parser.either();
  if (!parser.isAtEnd) throw new SelectorProblem(`the selector ${JSON.stringify(text)} cannot be read`);
  const alternatives = alternativesOf(tree);
  if (alternatives.length > MOST) throw new SelectorProblem('the selector has too many alternatives');
  return alternatives;
}

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) throw new SelectorProblem(`the selector ${JSON.stringify(text)} cannot be read`);
    const quoted = match[2] ?? match[3];
    tokens.push({ text: quoted ?? match[1] ?? match[4], isQuoted: quoted !== undefined });
  }
  return tokens;
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  public get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  public either(): Node {
    const any = [this.both()];
    while (this.takes('||')) any.push(this.both());
    return any.length === 1 ? any[0] : { any };
  }

  private both(): Node {
    const all = [this.single()];
    while (this.takes('&&')) all.push(this.single());
    return all.length === 1 ? all[0] : { all };
  }

  private single(): Node {
    if (this.takes('!')) return negated(this.single());
    if (this.takes('(')) {
      const inner = this.either();
      this.expect(')');
      return inner;
    }
    const name = this.word();
    if (name === 'all' && this.takes('(')) {
      this.expect(')');
      return { all: [] };
    }
    if (name === 'global' && this.takes('(')) throw new SelectorProblem('global() selects what is in no namespace, which labels cannot');
    if (name === 'has' && this.takes('(')) {
      const key = this.word();
      this.expect(')');
      return { one: { key, operator: 'Exists' } };
    }
    return { one: this.comparison(name) };
  }

  private comparison(key: string): Requirement {
    const operator = this.word();
    switch (operator) {
      case '==': return { key, operator: 'In', values: [this.value()] };
      // As in Kubernetes, this holds for what does not have the label.
      case '!=': return { key, operator: 'NotIn', values: [this.value()] };
      case 'in': return { key, operator: 'In', values: this.values() };
      case 'not':
        if (this.takes('in')) return { key, operator: 'NotIn', values: this.values() };
        break;
      case 'contains':
      case 'starts':
      case 'ends':
        throw new SelectorProblem(`the selector compares parts of a value (${key} ${operator}), which labels cannot`);
    }
    throw new SelectorProblem('the selector cannot be read');
  }

  private values(): string[] {
    this.expect('{');
    const values: string[] = [];
    while (!this.takes('}')) {
      values.push(this.value());
      this.takes(',');
    }
    return values;
  }

  private value(): string {
    const token = this.tokens[this.at++] as Token | undefined;
    if (!token?.isQuoted) throw new SelectorProblem('the selector cannot be read');
    return token.text;
  }

  private word(): string {
    const token = this.tokens[this.at++] as Token | undefined;
    if (!token || token.isQuoted) throw new SelectorProblem('the selector cannot be read');
    return token.text;
  }

  private takes(text: string): boolean {
    const token = this.tokens[this.at] as Token | undefined;
    if (!token || token.isQuoted || token.text !== text) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw new SelectorProblem('the selector cannot be read');
  }
}

const OPPOSITE = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist', DoesNotExist: 'Exists' } as const;

function negated(node: Node): Node {
  if ('all' in node) {
    if (node.all.length === 0) throw new SelectorProblem('!all() selects nothing');
    return { any: node.all.map(negated) };
  }
  if ('any' in node) return { all: node.any.map(negated) };
  return { one: { ...node.one, operator: OPPOSITE[node.one.operator] } };
}

function alternativesOf(node: Node): Conjunction[] {
  if ('one' in node) return [[node.one]];
  if ('any' in node) return node.any.flatMap(alternativesOf);
  return node.all.reduce<Conjunction[]>((sofar, each) => {
    const next = sofar.flatMap(before => alternativesOf(each).map(after => [...before, ...after]));
    if (next.length > MOST) throw new SelectorProblem('the selector has too many alternatives');
    return next;
  }, [[]]);
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
