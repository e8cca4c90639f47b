import { ListedContainer, ListedElement, ListedExpression, ListedRule, ListedStatement, NotUnderstood } from './syntax';
import { valueOf } from './text-expressions';
import { notUnderstood } from './values';
import { Verdict } from '../model/statements';

/** An object of JSON, of which nothing is known yet. */
export interface JsonObject {
  readonly [field: string]: unknown;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A rule of a listing in JSON. */
export function jsonRule(expressions: readonly unknown[], comment: string | undefined, index: number): ListedRule {
  return {
    get text() {
      return JSON.stringify(expressions);
    },
    line: index,
    read: () => ({ statements: expressions.map(readStatement), texts: expressions.map(textOf), comment }),
  };
}

function readStatement(value: unknown): ListedStatement {
  try {
    return parseStatement(value);
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return { kind: 'opaque', text: textOf(value) };
  }
}

function textOf(value: unknown): string {
  return xtText(value) ?? JSON.stringify(value);
}

/** What text has in the place: `xt match conntrack`. */
function xtText(value: unknown): string | undefined {
  const xt = isJsonObject(value) ? value.xt : undefined;
  return isJsonObject(xt) ? `xt ${String(xt.type)} ${String(xt.name)}` : undefined;
}

function parseStatement(value: unknown): ListedStatement {
  const [kind, body] = only(value);
  const verdict = parseVerdict(value);
  if (verdict) return { kind: 'verdict', verdict };
  switch (kind) {
    case 'match': return parseMatch(object(body));
    case 'vmap': {
      const { key, data } = object(body);
      const expression = parseExpression(key);
      return { kind: 'vmap', key: expression, data: parseContainer(data, expression) };
    }
    case 'counter': return { kind: 'counter' };
    case 'notrack': return { kind: 'notrack' };
    case 'mangle': {
      const { key, value: set } = object(body);
      const target = parseExpression(key);
      return { kind: 'mangle', target, value: parseOperand(set, target) };
    }
    case 'masquerade':
    case 'redirect': return { kind, flags: isJsonObject(body) ? flagsText(body.flags) : '' };
    case 'reject': return { kind: 'reject', reason: isJsonObject(body) ? `${String(body.type)} ${String(body.expr ?? '')}`.trim() : '' };
    case 'dnat':
    case 'snat': {
      const { addr, port, flags } = object(body);
      return {
        kind: 'nat',
        type: kind,
        address: addr === undefined ? undefined : parseOperand(addr, undefined),
        port: port === undefined ? undefined : parseOperand(port, undefined),
        flags: flagsText(flags),
      };
    }
    case 'set': {
      const { op, elem, set } = object(body);
      if (typeof set !== 'string' || !set.startsWith('@')) return notUnderstood('set');
      return { kind: 'update', operation: String(op), set: set.slice(1), key: parseExpression(elem) };
    }
    default: return notUnderstood(kind);
  }
}

function parseMatch({ op, left, right }: JsonObject): ListedStatement {
  const expression = parseExpression(left);
  return { kind: 'match', left: expression, operator: op === 'in' ? '==' : String(op), right: parseOperand(right, expression) };
}

const VERDICTS: ReadonlySet<string> = new Set(['accept', 'drop', 'return']);

/** `{"drop": null}`, `{"goto": {"target": …}}`. */
export function parseVerdict(value: unknown): Verdict | undefined {
  if (!isJsonObject(value)) return undefined;
  const [kind] = Object.keys(value);
  if (VERDICTS.has(kind)) return { kind: kind as 'accept' | 'drop' | 'return' };
  const body = value[kind];
  if ((kind !== 'jump' && kind !== 'goto') || !isJsonObject(body) || typeof body.target !== 'string') return undefined;
  return { kind, chain: body.target };
}

const BIT_OPERATORS: ReadonlySet<string> = new Set(['&', '|', '^']);

function parseExpression(value: unknown): ListedExpression {
  const [kind, body] = only(value);
  if (BIT_OPERATORS.has(kind) && Array.isArray(body) && body.length === 2) {
    const left = parseExpression(body[0]);
    return { kind: 'binary', operator: kind as '&' | '|' | '^', left, right: parseOperand(body[1], left) };
  }
  if (kind === 'concat' && Array.isArray(body)) return { kind: 'concatenation', parts: body.map(parseExpression) };
  const fields = object(body);
  switch (kind) {
    case 'payload': return parsePayload(fields);
    case 'meta': return { kind: 'meta', key: String(fields.key) };
    case 'ct': return 'dir' in fields ? notUnderstood('dir') : { kind: 'ct', key: String(fields.key) };
    case 'fib': return { kind: 'fib', keys: list(fields.flags).map(String), result: String(fields.result) };
    case 'numgen': return { kind: 'numgen', mode: String(fields.mode), modulus: Number(fields.mod), offset: Number(fields.offset ?? 0) };
    case 'map': {
      const key = parseExpression(fields.key);
      return { kind: 'map', key, data: parseContainer(fields.data, key) };
    }
    default: return notUnderstood(kind);
  }
}

/** `{"protocol": "ip", "field": "saddr"}`, or in raw form the transport header's first two fields. */
function parsePayload({ protocol, field, base, offset, len }: JsonObject): ListedExpression {
  if (typeof protocol === 'string' && typeof field === 'string') return { kind: 'payload', header: protocol, field };
  if (base === 'th' && len === 16 && (offset === 0 || offset === 16)) return { kind: 'payload', header: 'th', field: offset === 0 ? 'sport' : 'dport' };
  return notUnderstood('payload');
}

/** A value, a set, or what is computed. */
function parseOperand(value: unknown, left: ListedExpression | undefined): ListedExpression {
  if (typeof value === 'string' && value.startsWith('@')) return { kind: 'reference', name: value.slice(1) };
  if (typeof value === 'string' || typeof value === 'number') return { kind: 'value', value: valueOf(value, left) };
  if (Array.isArray(value)) return { kind: 'members', members: value.map(member => ({ key: parseOperand(member, left) })) };
  const [kind, body] = only(value);
  switch (kind) {
    case 'set': return parseContainer(value, left);
    case 'prefix': {
      const { addr, len } = object(body);
      return { kind: 'value', value: `${String(addr)}/${String(len)}` };
    }
    case 'range': return { kind: 'value', value: list(body).map(String).join('-') };
    case 'concat': {
      const parts = list(body);
      return { kind: 'concatenation', parts: parts.map((part, i) => parseOperand(part, left?.kind === 'concatenation' ? left.parts[i] : undefined)) };
    }
    default: return parseExpression(value);
  }
}

function parseContainer(value: unknown, left: ListedExpression | undefined): ListedContainer {
  if (typeof value === 'string' && value.startsWith('@')) return { kind: 'reference', name: value.slice(1) };
  const members = isJsonObject(value) ? value.set : undefined;
  return { kind: 'members', members: list(members).map(member => jsonElement(member, left)) };
}

/** An element: its key, in a map with what it leads to; in an object where there is a comment, a timeout or a counter. */
export function jsonElement(value: unknown, left?: ListedExpression): ListedElement {
  if (Array.isArray(value) && value.length === 2) {
    const { key, comment } = jsonElement(value[0], left);
    const verdict = parseVerdict(value[1]);
    return { key, comment, verdict, data: verdict ? undefined : parseOperand(value[1], undefined) };
  }
  if (isJsonObject(value) && isJsonObject(value.elem)) {
    const { val, comment } = value.elem;
    return { key: parseOperand(val, left), comment: typeof comment === 'string' ? comment : undefined };
  }
  return { key: parseOperand(value, left) };
}

function flagsText(flags: unknown): string {
  return list(flags ?? []).map(String).join(',');
}

/** A list, or the one thing that is in the place of a list of one. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function object(value: unknown): JsonObject {
  return isJsonObject(value) ? value : notUnderstood(JSON.stringify(value) ?? 'nothing');
}

function only(value: unknown): [string, unknown] {
  const entries = Object.entries(object(value));
  return entries.length === 1 ? entries[0] : notUnderstood('an object with several fields');
}
