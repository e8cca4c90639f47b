import { ListedExpression, ListedRule, ListedStatement, NotUnderstood } from './syntax';
import { isExpressionStart, parseContainer, parseExpression, parseOperand, parseVerdict } from './text-expressions';
import { Tokens } from './tokens';
import { notUnderstood, portNumber } from './values';

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

/** A rule in a line of a listing. */
export function textRule(text: string, line: number): ListedRule {
  return { text, line, read: () => readRule(text) };
}

function readRule(text: string): { statements: ListedStatement[]; texts: string[]; comment?: string } {
  const statements: ListedStatement[] = [];
  const texts: string[] = [];
  let tokens: Tokens;
  try {
    tokens = new Tokens(text);
  } catch (error) {
    return { statements: [opaque(text, error)], texts: [text] };
  }
  while (tokens.next !== undefined) {
    if (tokens.next === 'comment') {
      const comment = /^comment "([^"]*)"$/.exec(tokens.rest());
      if (comment) return { statements, texts, comment: comment[1] };
    }
    const { start } = tokens;
    try {
      statements.push(parseStatement(tokens));
      texts.push(tokens.since(start));
    } catch (error) {
      const end = Math.max(start, endOf(text));
      const rest = text.slice(start, end).trim();
      statements.push(opaque(rest, error));
      texts.push(rest);
      tokens = new Tokens(text, end === start ? text.length : end);
    }
  }
  if (tokens.hasRemark) {
    const remark = text.slice(text.indexOf('#'));
    statements.push({ kind: 'opaque', text: remark });
    texts.push(remark);
  }
  return { statements, texts };
}

/** Where the end of a rule begins, which is understood whatever comes before it: a verdict and a comment. */
function endOf(text: string): number {
  let end = text.length;
  if (text.endsWith('"')) {
    const comment = text.lastIndexOf(' comment "', end - 2);
    if (comment >= 0) end = comment;
  }
  const words = text.slice(Math.max(0, end - MAX_VERDICT), end);
  const verdict = /(?:^| )(?:accept|drop|return|(?:jump|goto) [^\s"]+)$/.exec(words);
  return verdict ? end - words.length + verdict.index : end;
}

/** Longer than any verdict: names of chains have up to 128 characters, or 256. */
const MAX_VERDICT = 300;

function opaque(text: string, error: unknown): ListedStatement {
  if (!(error instanceof NotUnderstood)) throw error;
  return { kind: 'opaque', text };
}

function parseStatement(tokens: Tokens): ListedStatement {
  const verdict = parseVerdict(tokens);
  if (verdict) return { kind: 'verdict', verdict };
  switch (tokens.next) {
    case 'counter': return parseCounter(tokens);
    case 'notrack':
      tokens.take();
      return { kind: 'notrack' };
    case 'masquerade':
    case 'redirect': return { kind: tokens.take() as 'masquerade' | 'redirect', flags: takeUntilNext(tokens) };
    case 'reject': return parseReject(tokens);
    case 'dnat':
    case 'snat': return parseNat(tokens);
    case 'add':
    case 'update': return parseUpdate(tokens);
  }
  return isExpressionStart(tokens.next) ? parseExpressionStatement(tokens) : notUnderstood(tokens.next ?? 'the end');
}

/** `counter packets 3 bytes 180`, or one with a name. */
function parseCounter(tokens: Tokens): ListedStatement {
  tokens.take();
  if (tokens.takeIf('packets')) {
    tokens.take();
    tokens.expect('bytes');
    tokens.take();
  } else if (tokens.takeIf('name')) {
    tokens.take();
  }
  return { kind: 'counter' };
}

/** `reject`, `reject with icmp port-unreachable`; versions up to 0.9.8 put `type` between. */
function parseReject(tokens: Tokens): ListedStatement {
  tokens.take();
  if (!tokens.takeIf('with')) return { kind: 'reject', reason: '' };
  const protocol = tokens.take();
  tokens.takeIf('type');
  return { kind: 'reject', reason: `${protocol} ${tokens.take()}` };
}

const NAT_FLAGS: ReadonlySet<string> = new Set(['random', 'fully-random', 'persistent']);

function takeUntilNext(tokens: Tokens): string {
  const { start } = tokens;
  while (tokens.next !== undefined && (tokens.next === 'to' || tokens.next === ',' || tokens.next.startsWith(':') || NAT_FLAGS.has(tokens.next))) tokens.take();
  return tokens.since(start);
}

/** `10.244.1.13:8080`, `[fd00::1]:8080`, `10.244.1.13`, `fd00::1` or `:8080`. */
const TARGET = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)|([0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*))?(?::(\d+))?$/i;

function parseNat(tokens: Tokens): ListedStatement {
  const type = tokens.take() as 'dnat' | 'snat';
  // Older versions say here what is mapped: `dnat ip addr . port to …`.
  while (tokens.next !== undefined && ['ip', 'ip6', 'addr', '.', 'port', 'interval', 'prefix'].includes(tokens.next)) tokens.take();
  tokens.expect('to');
  if (isExpressionStart(tokens.next)) {
    const key = parseExpression(tokens);
    tokens.expect('map');
    const address: ListedExpression = { kind: 'map', key, data: parseContainer(tokens, key) };
    return { kind: 'nat', type, address, flags: takeUntilNext(tokens) };
  }
  let text = tokens.take();
  // With -S the port has a name in quotes: `10.244.1.13:"http-alt"`.
  if (text.endsWith(':') && tokens.next?.startsWith('"')) text += String(portNumber(tokens.takeString()));
  const target = TARGET.exec(text) ?? notUnderstood('a target');
  const address = target[1] ?? target[2] ?? target[3];
  return {
    kind: 'nat',
    type,
    address: address === undefined ? undefined : { kind: 'value', value: address },
    port: target[4] === undefined ? undefined : { kind: 'value', value: Number(target[4]) },
    flags: takeUntilNext(tokens),
  };
}

/** `update @affinity-… { ip saddr }`, with what each element keeps, if anything. */
function parseUpdate(tokens: Tokens): ListedStatement {
  const operation = tokens.take();
  const set = tokens.take();
  if (!set.startsWith('@')) return notUnderstood(set);
  tokens.expect('{');
  const key = parseExpression(tokens);
  tokens.expect('}');
  return { kind: 'update', operation, set: set.slice(1), key };
}

/** What begins with an expression: a comparison, a look-up, or a change of what the expression reads. */
function parseExpressionStatement(tokens: Tokens): ListedStatement {
  const left = parseExpression(tokens);
  if (tokens.takeIf('vmap')) return { kind: 'vmap', key: left, data: parseContainer(tokens, left) };
  if (tokens.takeIf('set')) return { kind: 'mangle', target: left, value: parseSetValue(tokens, left) };
  const operator = tokens.next !== undefined && COMPARISONS.has(tokens.next) ? tokens.take() : '==';
  return { kind: 'match', left, operator, right: parseOperand(tokens, left) };
}

/** `meta mark | 0x00004000`; what libxtables prints has `mark or 0x4000`, and a number alone sets the mark. */
function parseSetValue(tokens: Tokens, target: ListedExpression): ListedExpression {
  return isExpressionStart(tokens.next) ? parseExpression(tokens) : parseOperand(tokens, target);
}
