/*
 * The syntax of the Common Expression Language, and nothing of its meaning: https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax.
 */

const ESCAPE = /\\(?:[abfnrtv\\?"'`]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})/.source;
const RAW = /[bB]?[rR](?:"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*')/.source;
const STRING = new RegExp(`${RAW}|[bB]?(?:"""(?:${ESCAPE}|[^\\\\])*?"""|'''(?:${ESCAPE}|[^\\\\])*?'''|"(?:${ESCAPE}|[^"\\\\\\n])*"|'(?:${ESCAPE}|[^'\\\\\\n])*')`);
const NUMBER = /0x[0-9a-fA-F]+u?|\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\.\d+(?:[eE][-+]?\d+)?|\d+u?/;
const TOKEN = new RegExp(`\\s*(?://[^\\n]*\\n\\s*)*(?:(${STRING.source})|(${NUMBER.source})|([_a-zA-Z][_a-zA-Z0-9]*|\`[-_./a-zA-Z0-9 ]+\`)|(==|!=|<=|>=|&&|\\|\\||[-+*/%<>!?:.,()[\\]{}]))`, 'y');

interface Token {
  readonly kind: 'literal' | 'name' | 'sign';
  readonly text: string;
}

const RESERVED: readonly string[] = [
  'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while',
];
const BINARY: readonly string[] = ['||', '&&', '<', '<=', '>', '>=', '==', '!=', 'in', '+', '-', '*', '/', '%'];

/** Whether a text is an expression, as far as its syntax says; what macros other than `has` do not take counts as well. */
export function isCelExpression(text: string): boolean {
  const tokens = tokensOf(text);
  if (!tokens) return false;
  const reader = new Reader(tokens);
  return reader.expression() && reader.isAtEnd;
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const found = TOKEN.exec(trimmed);
    if (!found) return undefined;
    const [, string, number, name, sign] = found;
    const isLiteral = string !== undefined || number !== undefined || ['true', 'false', 'null'].includes(name);
    tokens.push({ kind: isLiteral ? 'literal' : sign === undefined && name !== 'in' ? 'name' : 'sign', text: string ?? number ?? name ?? sign });
  }
  return tokens;
}

/** Reads tokens from left to right; each method says whether what it is named after was there. Precedence does not matter for syntax. */
class Reader {
  private next = 0;
  /** Whether what was read last chooses a field, as in `a.b`. */
  private isSelection = false;

  constructor(private readonly tokens: readonly Token[]) {}

  public get isAtEnd(): boolean {
    return this.next === this.tokens.length;
  }

  public expression(): boolean {
    if (!this.operand()) return false;
    while (BINARY.some(operator => this.take(operator))) {
      if (!this.operand()) return false;
      this.isSelection = false;
    }
    if (!this.take('?')) return true;
    const isRight = this.expression() && this.take(':') && this.expression();
    this.isSelection = false;
    return isRight;
  }

  private operand(): boolean {
    if (this.take('!')) while (this.take('!'));
    else while (this.take('-'));
    let isName = this.tokens[this.next]?.kind === 'name';
    if (!this.primary()) return false;
    let isSelection = false;
    for (;;) {
      if (this.take('.')) {
        // Words that are reserved can be fields.
        if (!this.takeKind('name')) return false;
        isSelection = !this.take('(');
        if (!isSelection && !this.list(')')) return false;
      } else if (this.take('[')) {
        if (!this.expression() || !this.take(']')) return false;
        isName = isSelection = false;
      } else if (isName && this.take('{')) {
        if (!this.fields()) return false;
        isName = isSelection = false;
      } else {
        this.isSelection = isSelection;
        return true;
      }
    }
  }

  private primary(): boolean {
    if (this.takeKind('literal')) return true;
    if (this.take('(')) return this.expression() && this.take(')');
    if (this.take('[')) return this.list(']');
    if (this.take('{')) return this.fields();
    this.take('.');
    if (this.tokens[this.next]?.text === 'has' && this.tokens[this.next + 1]?.text === '(') {
      this.next += 2;
      return this.expression() && this.isSelection && this.take(')');
    }
    return this.name() && (!this.take('(') || this.list(')'));
  }

  private name(): boolean {
    return !RESERVED.includes(this.tokens[this.next]?.text) && !this.tokens[this.next]?.text.startsWith('`') && this.takeKind('name');
  }

  /** The rest of a list up to its end. */
  private list(end: string): boolean {
    if (this.take(end)) return true;
    if (end === ']' && this.take(',')) return this.take(end);
    do {
      if (end === ']' && this.take(end)) return true;
      if (!this.expression()) return false;
    } while (this.take(','));
    return this.take(end);
  }

  /** The rest of a mapping. */
  private fields(): boolean {
    if (this.take(',')) return this.take('}');
    while (!this.take('}')) {
      if (!this.expression() || !this.take(':') || !this.expression()) return false;
      if (!this.take(',')) return this.take('}');
    }
    return true;
  }

  private take(text: string): boolean {
    const token = this.tokens[this.next];
    if (token?.kind !== 'sign' || token.text !== text) return false;
    this.next++;
    return true;
  }

  private takeKind(kind: Token['kind']): boolean {
    if (this.tokens[this.next]?.kind !== kind) return false;
    this.next++;
    return true;
  }
}
