import { Table } from './nftables/model/table';
import { readObjectName } from './nftables/object-names';
import { effectOfStatement, jumpTargets } from './nftables/parse/effects';
import { ListedChain, ListedTable, Listing } from './nftables/parse/syntax';
import { TABLE } from './nftables/rules/names';
import { FAMILIES, Family } from '../base/ip/address';
import { listOf } from '../base/text/words';

/** Something of a listing that answers about packets cannot take into account. */
export interface LiveGap {
  /** The families whose packets it may concern. */
  readonly families: readonly Family[];
  /** `table ip filter, chain FORWARD: …`, without a period. */
  readonly text: string;
}

/** More rules of another program than these are not looked at: a node may have millions. */
const MOST_RULES = 20_000;

/** More chains than these are not named. */
const MOST_NAMES = 5;

/**
 * What may make answers from a listing incomplete: rules that are not understood, listings that lack something, and other programs'
 * chains that do something to packets, which are not followed.
 *
 * @param tables kube-proxy's tables as they were read
 */
export function liveGaps(listing: Listing, tables: Iterable<Table>): LiveGap[] {
  return [
    ...[...tables].flatMap(table => gapsOfOwn(table)),
    ...FAMILIES.flatMap(family => cutGaps(listing, family)),
    ...listing.tables.flatMap(table => (isOwn(table) ? [] : gapsOfForeign(table))),
  ];
}

function isOwn({ family, name }: ListedTable): boolean {
  return name === TABLE && (family === 'ip' || family === 'ip6');
}

function gapsOfOwn({ family, name, chains, sets, maps }: Table): LiveGap[] {
  const table = `table ${family} ${name}`;
  const opaque = [...chains.values()].filter(({ rules }) => rules.some(({ statements }) => statements.some(({ kind }) => kind === 'opaque')));
  const hasServices = [...chains.values()].some(chain => chain.rules.length > 0 && readObjectName(chain.name)?.object === 'service');
  const isEmpty = [...sets.values(), ...maps.values()].every(({ elements }) => elements.size === 0);
  return [
    ...opaque.length === 0 ? [] : [{
      families: [family], text: `${table}, ${chainsText(opaque.map(chain => chain.name))}: rules are not understood, and count as rules that do not match`,
    }],
    ...hasServices && isEmpty ? [{ families: [family], text: `${table}: no set or map has any element, as nft -t lists them; list the rules without -t` }] : [],
  ];
}

function chainsText(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMES);
  const rest = names.length - named.length;
  return `${names.length === 1 ? 'chain' : 'chains'} ${listOf([...named, ...rest > 0 ? [`${rest} more`] : []])}`;
}

function cutGaps(listing: Listing, family: Family): LiveGap[] {
  const table = listing.tables.find(each => each.family === family && each.name === TABLE);
  if (table ? !table.isCut : !listing.isCut) return [];
  return [{
    families: [family],
    text: `table ${family} ${TABLE}: the listing ends ${table ? 'inside of it' : 'before it'}, as nft -j of versions up to 1.0.6 does where a table is dormant; list the rules as text`,
  }];
}

const HOOKS: ReadonlySet<string> = new Set(['prerouting', 'input', 'forward', 'output', 'postrouting']);

function familiesOf(family: string): readonly Family[] {
  return family === 'inet' ? FAMILIES : FAMILIES.filter(each => each === family);
}

function gapsOfForeign(table: ListedTable): LiveGap[] {
  const families = familiesOf(table.family);
  if (families.length === 0 || table.isDormant) return [];
  return [...table.chains.values()].flatMap(chain => {
    const problem = chain.base && HOOKS.has(chain.base.hook) ? problemOf(chain, table) : undefined;
    return problem === undefined ? [] : [{ families, text: `table ${table.family} ${table.name}, chain ${chain.name} (${chain.base!.hook}) of another program is not followed: ${problem}` }];
  });
}

/** What changes neither whether a packet arrives nor where. */
const HARMLESS: ReadonlySet<string> = new Set(['accept', 'masquerade', 'snat', 'mark']);

/** What of a base chain and those that it leads to may matter; undefined where all of it accepts packets or leaves them alone. */
function problemOf(base: ListedChain, { chains }: ListedTable): string | undefined {
  const names = [base.name];
  const effects = new Set<string>();
  const unread = new Set<string>();
  let left = MOST_RULES;
  for (let i = 0; i < names.length; i++) {
    for (const rule of chains.get(names[i])?.rules ?? []) {
      if (left-- === 0) unread.add(names[i]);
      if (left < 0) break;
      const { statements } = rule.read();
      for (const statement of statements) {
        const effect = effectOfStatement(statement);
        if (effect !== undefined && !HARMLESS.has(effect)) effects.add(effect);
        if (statement.kind === 'opaque') unread.add(names[i]);
        for (const target of jumpTargets(statement)) if (!names.includes(target)) names.push(target);
      }
    }
  }
  const parts = [
    ...base.base!.policy === 'drop' ? ['its policy is drop'] : [],
    ...effects.size > 0 ? [`it has rules that ${listOf([...effects].sort())} packets`] : [],
    ...unread.size > 0 ? [`rules in ${chainsText([...unread])} are not understood`] : [],
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}
