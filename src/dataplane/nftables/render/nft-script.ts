import { sortedByName, sortedNames } from './sorted-by-name';
import { Family, joinHostPort } from '../../../base/ip/address';
import { AnonymousSet, Expression, Operand } from '../model/expressions';
import { passingRules } from '../model/lazy-chain';
import { DnatTarget, Statement, Verdict } from '../model/statements';
import { Chain, ElementSet, MapElement, SetElement, Table, VerdictMap } from '../model/table';

/**
 * Writes a table as a script for `nft -f`, one operation a line, in kube-proxy's own wording and in the order of
 * knftables' Dump: the table; chains, sets and maps by name; rules; elements. Elements are sorted by the names of their
 * sets and maps and by their keys, since kube-proxy has no order for them.
 */
export function* renderNftScript(table: Table): Generator<string> {
  for (const text of nftScriptTexts(table)) yield* text.split('\n');
}

/** A text has about as many characters: handing each of 400,000 lines on by itself takes a tenth of a preview's time. */
const TEXT = 4 * 1024;

/** The same script in texts of some lines each, without the line feeds that end them. */
export function* nftScriptTexts(table: Table): Generator<string> {
  const prefix = `${table.family} ${table.name}`;
  const chains = sortedByName(table.chains);
  let text = `add table ${prefix}${renderTableProperties(table)}\n`;
  for (const chain of chains) {
    text += `add chain ${prefix} ${renderChain(chain)}\n`;
    if (text.length < TEXT) continue;
    yield text.slice(0, -1);
    text = '';
  }
  for (const set of sortedByName(table.sets)) text += `add set ${prefix} ${renderSet(set)}\n`;
  for (const map of sortedByName(table.maps)) text += `add map ${prefix} ${renderMap(map)}\n`;
  for (const chain of chains) {
    const start = `add rule ${prefix} ${chain.name} `;
    for (const rule of passingRules(chain)) text += `${start}${renderRule(rule.statements, rule.comment, table.family)}\n`;
    if (text.length < TEXT) continue;
    yield text.slice(0, -1);
    text = '';
  }
  for (const { name, elements } of sortedByName<ElementSet | VerdictMap>(new Map<string, ElementSet | VerdictMap>([...table.sets, ...table.maps]))) {
    const start = `add element ${prefix} ${name} { `;
    for (const key of sortedNames(elements)) {
      text += `${start}${renderElement(key, elements.get(key)!)} }\n`;
      if (text.length < TEXT) continue;
      yield text.slice(0, -1);
      text = '';
    }
  }
  if (text !== '') yield text.slice(0, -1);
}

/** A table's properties, as nft writes them after its name. */
function renderTableProperties({ comment, isDormant }: Table): string {
  const properties = [...isDormant ? ['flags dormant ;'] : [], ...comment === undefined ? [] : [`comment ${quote(comment)} ;`]];
  return properties.length === 0 ? '' : ` { ${properties.join(' ')} }`;
}

/** A rule as nft writes it. */
export function renderRule(statements: readonly Statement[], comment: string | undefined, family: Family): string {
  let text = '';
  for (const statement of statements) text += text === '' ? renderStatement(statement, family) : ` ${renderStatement(statement, family)}`;
  return comment === undefined ? text : `${text} comment ${quote(comment)}`;
}

/** A verdict as nft writes it. */
export function renderVerdict(verdict: Verdict): string {
  return 'chain' in verdict ? `${verdict.kind} ${verdict.chain}` : verdict.kind;
}

function renderStatement(statement: Statement, family: Family): string {
  switch (statement.kind) {
    case 'match': {
      const operator = statement.operator === 'implicit' ? '' : ` ${statement.operator}`;
      return `${renderExpression(statement.left)}${operator} ${renderOperand(statement.right)}`;
    }
    case 'verdict': return renderVerdict(statement.verdict);
    case 'vmap': return `${renderExpression(statement.key)} vmap @${statement.map}`;
    case 'numgen-vmap': return `${numgen(statement.verdicts)} vmap { ${numbered(statement.verdicts, renderVerdict)} }`;
    case 'reject': return 'reject';
    case 'masquerade': return 'masquerade fully-random';
    case 'set-mark': return `mark set ${renderExpression(statement.value)}`;
    case 'dnat': return `dnat to ${joinHostPort(family, statement.target.address, statement.target.port)}`;
    case 'numgen-dnat':
      return `dnat ${family} addr . port to ${numgen(statement.targets)} map { ${numbered(statement.targets, renderTarget)} }`;
    case 'set-update': return `update @${statement.set} { ${renderExpression(statement.key)} }`;
    case 'counter': return 'counter';
    case 'opaque': return statement.text;
  }
}

function renderExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'payload': return `${expression.header} ${expression.field}`;
    // kube-proxy leaves the word "meta" out where nft does not need it.
    case 'meta': return expression.key === 'l4proto' ? 'meta l4proto' : expression.key;
    case 'ct': return `ct ${expression.key}`;
    case 'fib': return `fib ${expression.address} type`;
    case 'concatenation': return expression.parts.map(renderExpression).join(' . ');
    case 'bitwise': return `${renderExpression(expression.left)} ${expression.operator} ${mask(expression.mask)}`;
  }
}

function renderOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'literal': return String(operand.value);
    case 'set': return `@${operand.name}`;
    case 'anonymous-set': return renderAnonymousSet(operand);
  }
}

function renderAnonymousSet({ members, compact }: AnonymousSet): string {
  return `{ ${members.join(compact ? ',' : ' , ')} }`;
}

function renderTarget({ address, port }: DnatTarget): string {
  return `${address} . ${port}`;
}

function numgen(choices: readonly unknown[]): string {
  return `numgen random mod ${choices.length}`;
}

function numbered<T>(values: readonly T[], render: (value: T) => string): string {
  let text = `0 : ${render(values[0])}`;
  for (let i = 1; i < values.length; i++) text += ` , ${i} : ${render(values[i])}`;
  return text;
}

/** A chain's name and properties, as nft writes them after the table. */
export function renderChain({ name, base, comment }: Chain): string {
  if (base) return `${name} { type ${base.type} hook ${base.hook} priority ${base.priority} ;${base.policy === undefined ? '' : ` policy ${base.policy} ;`} }`;
  return comment === undefined ? name : `${name} { comment ${quote(comment)} ; }`;
}

/** A set's name and properties, as nft writes them after the table. */
export function renderSet({ name, keyType, timeoutSeconds, comment }: ElementSet): string {
  const timeout = timeoutSeconds === undefined ? '' : ` flags dynamic,timeout ; timeout ${timeoutSeconds}s ;`;
  return `${name} { type ${keyType.join(' . ')} ;${timeout}${comment === undefined ? '' : ` comment ${quote(comment)} ;`} }`;
}

/** A map's name and properties, as nft writes them after the table. */
export function renderMap({ name, keyType, comment }: VerdictMap): string {
  return `${name} { type ${keyType.join(' . ')} : verdict ;${comment === undefined ? '' : ` comment ${quote(comment)} ;`} }`;
}

/** An element of a set or map, as nft writes it between braces. */
export function renderElement(key: string, element: SetElement | MapElement): string {
  if (!('verdict' in element)) return key;
  return `${key}${element.comment === undefined ? '' : ` comment ${quote(element.comment)}`} : ${renderVerdict(element.verdict)}`;
}

/** `0x00004000`: kube-proxy's spelling of marks. */
function mask(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

/** Comments hold names that were checked when they were read, so there is nothing to escape; this is the last check. */
function quote(comment: string): string {
  if (!/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(comment)) throw new Error(`${JSON.stringify(comment)} can't stand in an nft comment`);
  return `"${comment}"`;
}
