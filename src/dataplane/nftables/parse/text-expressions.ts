import { ListedContainer, ListedElement, ListedExpression, ListedValue } from './syntax';
import { Tokens, unquoted } from './tokens';
import { addressTypeName, ctBitNames, notUnderstood, numberOf, portNumber, protocolName } from './values';
import { Verdict } from '../model/statements';

/** Protocols whose header fields rules read, in as far as it matters which ones. */
const HEADERS: ReadonlySet<string> = new Set(['ip', 'ip6', 'tcp', 'udp', 'sctp', 'dccp', 'udplite', 'th']);

/** Header fields with one word that have one value. */
const FIELDS: ReadonlySet<string> = new Set(['saddr', 'daddr', 'sport', 'dport', 'protocol', 'nexthdr', 'ttl', 'hoplimit', 'length']);

/** Keys of `meta` that nft also prints without that word (upstream: meta.c, meta_key_is_unqualified). */
const BARE_META: ReadonlySet<string> = new Set(['mark', 'iif', 'oif', 'iifname', 'oifname', 'iifgroup', 'oifgroup', 'iiftype', 'oiftype', 'skuid', 'skgid', 'pkttype', 'rtclassid', 'nftrace']);

/** Both spellings of bit operations: words up to 0.9 and in what libxtables prints, symbols since. */
const BIT_OPERATORS: Readonly<Record<string, '&' | '|' | '^'>> = { '&': '&', '|': '|', '^': '^', 'and': '&', 'or': '|', 'xor': '^' };

/** The fields of the transport header, as versions print them that don't tell protocols apart. */
const RAW_FIELDS: Readonly<Record<string, string>> = { '@th,0,16': 'sport', '@th,16,16': 'dport' };

/** Whether an expression that reads something from a packet begins here. */
export function isExpressionStart(token: string | undefined): boolean {
  return token !== undefined
    && (HEADERS.has(token) || BARE_META.has(token) || token === 'meta' || token === 'ct' || token === 'fib' || token === 'numgen' || token in RAW_FIELDS || token === '@th');
}

/** What a rule reads: `ip daddr . meta l4proto . th dport`, `meta mark & 0x00004000`. */
export function parseExpression(tokens: Tokens): ListedExpression {
  const first = parseBits(tokens);
  if (tokens.next !== '.') return first;
  const parts = [first];
  while (tokens.takeIf('.')) parts.push(parseBits(tokens));
  return { kind: 'concatenation', parts };
}

function parseBits(tokens: Tokens): ListedExpression {
  let left = parsePrimary(tokens);
  while (tokens.next !== undefined && Object.hasOwn(BIT_OPERATORS, tokens.next)) {
    const operator = BIT_OPERATORS[tokens.take()];
    left = { kind: 'binary', operator, left, right: isExpressionStart(tokens.next) ? parsePrimary(tokens) : number(tokens) };
  }
  return left;
}

function parsePrimary(tokens: Tokens): ListedExpression {
  const word = tokens.take();
  if (word === 'meta') return { kind: 'meta', key: tokens.take() };
  if (BARE_META.has(word)) return { kind: 'meta', key: word };
  if (word === 'ct') return parseConntrack(tokens);
  if (word === 'fib') return parseFib(tokens);
  if (word === 'numgen') return parseNumgen(tokens);
  if (word === '@th') return parseRawTransport(tokens);
  if (!HEADERS.has(word)) return notUnderstood(word);
  const field = tokens.take();
  return FIELDS.has(field) ? { kind: 'payload', header: word, field } : notUnderstood(field);
}

/** `@th,16,16`, of which the commas are words. */
function parseRawTransport(tokens: Tokens): ListedExpression {
  tokens.expect(',');
  const offset = tokens.take();
  tokens.expect(',');
  const raw = `@th,${offset},${tokens.take()}`;
  return Object.hasOwn(RAW_FIELDS, raw) ? { kind: 'payload', header: 'th', field: RAW_FIELDS[raw] } : notUnderstood(raw);
}

/** Keys of ct with one word and one value. */
const CT_KEYS: ReadonlySet<string> = new Set(['state', 'status', 'mark', 'direction', 'zone', 'helper']);

function parseConntrack(tokens: Tokens): ListedExpression {
  const key = tokens.take();
  return CT_KEYS.has(key) ? { kind: 'ct', key } : notUnderstood(`ct ${key}`);
}

function parseFib(tokens: Tokens): ListedExpression {
  const keys = [tokens.take()];
  while (tokens.takeIf('.')) keys.push(tokens.take());
  return { kind: 'fib', keys, result: tokens.take() };
}

function parseNumgen(tokens: Tokens): ListedExpression {
  const mode = tokens.take();
  tokens.expect('mod');
  const modulus = numberOf(tokens.take()) ?? notUnderstood('numgen');
  return { kind: 'numgen', mode, modulus, offset: tokens.takeIf('offset') ? numberOf(tokens.take()) ?? notUnderstood('numgen') : 0 };
}

function number(tokens: Tokens): ListedValue {
  return { kind: 'value', value: numberOf(tokens.take()) ?? notUnderstood('a mask that is no number') };
}

/** What an expression is compared with: a value, values, or a set. */
export function parseOperand(tokens: Tokens, left: ListedExpression): ListedExpression {
  const token = tokens.next ?? notUnderstood('the end');
  if (token.startsWith('@')) return { kind: 'reference', name: tokens.take().slice(1) };
  if (token === '{') return parseMembers(tokens, left);
  const first = parseKey(tokens, left);
  if (tokens.next !== ',') return first;
  const members: ListedElement[] = [{ key: first }];
  while (tokens.takeIf(',')) members.push({ key: parseKey(tokens, left) });
  return { kind: 'members', members };
}

/** A set or map inside of a rule, or the name of one: `{ a, b }`, `{ 0 : goto a, 1 : goto b }`, `@service-ips`. */
export function parseContainer(tokens: Tokens, left: ListedExpression): ListedContainer {
  if (tokens.next?.startsWith('@')) return { kind: 'reference', name: tokens.take().slice(1) };
  return parseMembers(tokens, left);
}

function parseMembers(tokens: Tokens, left: ListedExpression | undefined): ListedContainer {
  tokens.expect('{');
  const members = parseElements(tokens, left);
  tokens.expect('}');
  return { kind: 'members', members };
}

/** Elements up to a closing brace or the end. */
export function parseElements(tokens: Tokens, left?: ListedExpression): ListedElement[] {
  const elements: ListedElement[] = [];
  while (tokens.next !== undefined && tokens.next !== '}') {
    elements.push(parseElement(tokens, left));
    if (!tokens.takeIf(',')) break;
  }
  return elements;
}

function parseElement(tokens: Tokens, left: ListedExpression | undefined): ListedElement {
  const key = parseKey(tokens, left);
  let comment = parseElementOptions(tokens);
  if (!tokens.takeIf(':')) return { key, comment };
  const verdict = parseVerdict(tokens);
  const data = verdict ? undefined : parseKey(tokens, undefined);
  comment = parseElementOptions(tokens) ?? comment;
  return { key, comment, verdict, data };
}

/** What may follow a key, of which the comment alone is kept: what has expired or was counted changes all the time. */
function parseElementOptions(tokens: Tokens): string | undefined {
  let comment: string | undefined;
  for (;;) {
    switch (tokens.next) {
      case 'comment':
        tokens.take();
        comment = tokens.takeString();
        break;
      case 'timeout':
      case 'expires':
        tokens.take();
        tokens.take();
        break;
      case 'counter':
      case 'limit':
      case 'quota':
      case 'last':
        tokens.take();
        while (tokens.next !== undefined && ![',', '}', ':', 'comment', 'timeout', 'expires', 'counter'].includes(tokens.next)) tokens.take();
        break;
      default: return comment;
    }
  }
}

/** A verdict, where one begins here. */
export function parseVerdict(tokens: Tokens): Verdict | undefined {
  switch (tokens.next) {
    case 'accept':
    case 'drop':
    case 'return':
      return { kind: tokens.take() as 'accept' | 'drop' | 'return' };
    case 'jump':
    case 'goto':
      return { kind: tokens.take() as 'jump' | 'goto', chain: tokens.takeString() };
    default: return undefined;
  }
}

/** A value, or several side by side: `10.96.0.10 . udp . 53`. */
function parseKey(tokens: Tokens, left: ListedExpression | undefined): ListedExpression {
  const first = parseValue(tokens, left?.kind === 'concatenation' ? left.parts[0] : left);
  if (tokens.next !== '.') return first;
  const parts = [first];
  while (tokens.takeIf('.')) parts.push(parseValue(tokens, left?.kind === 'concatenation' ? left.parts[parts.length] : undefined));
  return { kind: 'concatenation', parts };
}

function parseValue(tokens: Tokens, left: ListedExpression | undefined): ListedValue {
  const token = tokens.take();
  if (/^[{},;:]$/.test(token) || token === '==' || token === '!=') return notUnderstood(token);
  return { kind: 'value', value: valueOf(unquoted(token), left) };
}

/** A value in the one spelling that it has here, by what it is compared with. */
export function valueOf(value: string | number, left: ListedExpression | undefined): string | number {
  switch (left?.kind) {
    case 'payload':
      if (left.field === 'sport' || left.field === 'dport') return portNumber(value);
      return left.field === 'protocol' || left.field === 'nexthdr' ? protocolName(value) : value;
    case 'meta': return left.key === 'l4proto' ? protocolName(value) : numberOf(value) ?? value;
    case 'ct': return ctBitNames(left.key, value).join(',');
    case 'fib': return left.result === 'type' ? addressTypeName(value) : value;
    case 'binary':
    case 'numgen': return numberOf(value) ?? value;
    default: return value;
  }
}
