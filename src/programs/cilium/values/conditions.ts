import { ChartValues, TemplateFailure } from './chart-values';
import { ownEnvoy, readsOneNamespace } from './options/computed';
import { isPlainObject } from '../../../base/objects/fields';

/**
 * Conditions of templates, as data has them: paths of values that an `if` takes for true, with `!`, `&`, `|` and parentheses. `a=="x"` compares,
 * `a>=1` too, `has:a` is `hasKey`, `nil:a` asks for null, `kind:string:a` for a type, and `@name` is a template of templates/_helpers.tpl.
 */
export type Test = (values: ChartValues) => boolean;

const known = new Map<string, Test>();

export function conditionOf(text: string): Test {
  const before = known.get(text);
  if (before) return before;
  const test = new Parser(text).parse();
  known.set(text, test);
  return test;
}

const TOKEN = /\s*(&|\||!|\(|\)|@[\w:./-]+|[\w:.-]+(?:==(?:"[^"]*"|\w+)|[<>]=?\d+)?)/y;

class Parser {
  private readonly tokens: string[] = [];

  constructor(private readonly text: string) {
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) this.tokens.push(match[1]);
  }

  public parse(): Test {
    if (this.tokens.length === 0) return () => true;
    const test = this.any();
    if (this.tokens.length > 0) throw new Error(`The condition ${this.text} ends before "${this.tokens[0]}".`);
    return test;
  }

  private any(): Test {
    const tests = [this.every()];
    while (this.take('|')) tests.push(this.every());
    return tests.length === 1 ? tests[0] : values => tests.some(test => test(values));
  }

  private every(): Test {
    const tests = [this.one()];
    while (this.take('&')) tests.push(this.one());
    return tests.length === 1 ? tests[0] : values => tests.every(test => test(values));
  }

  private one(): Test {
    if (this.take('!')) {
      const test = this.one();
      return values => !test(values);
    }
    if (!this.take('(')) return atom(this.tokens.shift()!);
    const test = this.any();
    if (!this.take(')')) throw new Error(`The condition ${this.text} has an open parenthesis.`);
    return test;
  }

  private take(token: string): boolean {
    if (this.tokens[0] !== token) return false;
    this.tokens.shift();
    return true;
  }
}

function atom(text: string): Test {
  const comparison = /^([^=<>]+)(==|>=|<=|>|<)(.+)$/.exec(text);
  if (comparison) return compared(comparison[1], comparison[2], JSON.parse(comparison[3]));
  if (text.startsWith('@')) return HELPERS[text] ?? (() => false);
  const [kind, path] = text.split(/:(?=[^:]*$)/);
  if (path === undefined) return values => values.isTrue(text);
  switch (kind) {
    case 'has': return values => hasPath(values, path);
    case 'nil': return values => values.at(path) === undefined;
    case 'kind:string': return values => typeof values.at(path) === 'string';
    default: return values => values.isTrue(path);
  }
}

function compared(path: string, operator: string, expected: unknown): Test {
  switch (operator) {
    case '==': return values => values.at(path) === expected;
    case '>=': return values => values.integer(path) >= Number(expected);
    case '<=': return values => values.integer(path) <= Number(expected);
    case '>': return values => values.integer(path) > Number(expected);
    default: return values => values.integer(path) < Number(expected);
  }
}

function hasPath(values: ChartValues, path: string): boolean {
  const parent = path.split('.').slice(0, -1).join('.');
  return (parent === '' || isPlainObject(values.at(parent))) && values.has(path);
}

/** Whether something holds; where a template fails with it, another rule says so. */
const attempted = (test: Test): Test => values => {
  try {
    return test(values);
  } catch (error) {
    if (error instanceof TemplateFailure) return false;
    throw error;
  }
};

const HELPERS: Readonly<Record<string, Test>> = {
  '@envoyDaemonSetEnabled': attempted(values => ownEnvoy(values) === 'true'),
  '@readSecretsOnlyFromSecretsNamespace': attempted(readsOneNamespace),
  '@identityAllocationCRD': values => ['crd', 'doublewrite-readkvstore', 'doublewrite-readcrd'].includes(values.text('identityAllocationMode')),
};
