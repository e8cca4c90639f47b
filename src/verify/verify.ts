import { causesOf } from './causes';
import { ClusterWords } from './cluster-words';
import { compareTable } from './compare-table';
import { Difference } from './difference';
import { ForeignChain, foreignChains, ForeignEffect } from './foreign-chains';
import { FrontendIndex } from './frontends';
import { Family } from '../base/ip/address';
import { isLoopback } from '../base/ip/cidr';
import { FAMILY_OF, IP_FAMILY_OF } from '../base/ip/enums';
import { IpFamily } from '../base/ip/ip-family';
import { BehaviorChange } from '../dataplane/compare/behavior-change';
import { reconcile } from '../dataplane/compare/reconcile';
import { liveGaps } from '../dataplane/live-gaps';
import { GeneratedTable } from '../dataplane/nftables/generate';
import { Table } from '../dataplane/nftables/model/table';
import { readObjectName } from '../dataplane/nftables/object-names';
import { Listing, ListedTable } from '../dataplane/nftables/parse/syntax';
import { toModel } from '../dataplane/nftables/parse/to-model';
import { Ruleset } from '../dataplane/ruleset';

/** Whether a node has what is predicted. */
export type Outcome = 'in-sync' | 'differs' | 'unknown';

/** What `verifyNode` found. */
export interface Verification {
  readonly nodeName: string;
  readonly kubernetesVersion: string;
  readonly outcome: Outcome;
  readonly differences: readonly Difference[];
  /** What the listing can't tell. One sentence each. */
  readonly unknown: readonly string[];
  /** What may explain the differences, the likeliest first. One sentence each. */
  readonly causes: readonly string[];
  /** What is there and is not a fault. One sentence each. */
  readonly notes: readonly string[];
  /** Base chains of other programs. */
  readonly foreignChains: readonly ForeignChain[];
  /** What was compared with the prediction. */
  readonly listing: Listing;
  /** The ruleset that the node has, in the words of the prediction where it is the same. */
  readonly live: Ruleset;
  /** What clients notice of the differences: before is what is predicted, after what is there. */
  readonly behavior: () => readonly BehaviorChange[];
}

/**
 * Compares what a node has with what is predicted for it.
 *
 * @param family one of kube-proxy's tables alone; both where it is not given
 */
export function verifyNode(predicted: Ruleset, listing: Listing, family?: IpFamily): Verification {
  const unknown: string[] = [];
  const notes: string[] = [];
  const differences: Difference[] = [];
  const liveTables = new Map<Family, GeneratedTable>();
  const readTables = new Map<Family, Table>();
  const { inputs, tables } = predicted._made;
  for (const [tableFamily, generated] of tables) {
    if (family !== undefined && FAMILY_OF[family] !== tableFamily) {
      liveTables.set(tableFamily, generated);
      continue;
    }
    const listed = listing.tables.find(table => table.family === tableFamily && table.name === generated.table.name);
    const found = liveTable(listed, listing, generated);
    unknown.push(...found.unknown);
    if (found.read) readTables.set(tableFamily, found.read);
    notes.push(...found.notes);
    const words = new ClusterWords(inputs.cluster, tableFamily);
    if (found.isKnown) differences.push(...compareTable(found.table, generated.table, words));
    else if (listed?.isDormant) differences.push(...compareTable({ ...generated.table, isDormant: true }, generated.table, words));
    liveTables.set(tableFamily, { table: found.isKnown ? found.table ?? emptyTable(generated.table) : generated.table, conflicts: [] });
  }
  const foreign = foreignOf(predicted, listing, family);
  differences.push(...foreign.differences);
  notes.push(...foreign.notes);
  const live = predicted._withTables(liveTables, liveGaps(listing, readTables.values()));
  return {
    nodeName: predicted.nodeName,
    kubernetesVersion: predicted.kubernetesVersion,
    outcome: differences.length > 0 ? 'differs' : unknown.length > 0 ? 'unknown' : 'in-sync',
    differences,
    unknown,
    causes: [
      ...listing.tables.length === 0 ? [EMPTY_LISTING] : [],
      ...causesOf(differences, inputs, tables, readTables, predicted.kubernetesVersion),
    ],
    notes,
    foreignChains: foreign.chains,
    listing,
    live,
    behavior: () => predicted.compareWith(live).behaviorChanges,
  };
}

/** Measured: nft 1.0.6 and 0.9.8 end with a segmentation fault, and have printed nothing. */
const EMPTY_LISTING = 'The listing is empty. nft prints nothing where it crashes either, as nft 1.0.6 and older do on tables that 1.1.3 or newer '
  + 'has written: see whether its exit code was 0, or list the rules with the nft of kube-proxy\'s pod.';

interface LiveTable {
  /** The table, reconciled with the prediction; undefined where the node has none. */
  readonly table?: Table;
  /** The table as it was read. */
  readonly read?: Table;
  /** Whether the listing shows what is in the table. */
  readonly isKnown: boolean;
  readonly unknown: readonly string[];
  readonly notes: readonly string[];
}

function liveTable(listed: ListedTable | undefined, listing: Listing, { table: predicted, conflicts }: GeneratedTable): LiveTable {
  const name = `table ${predicted.family} ${predicted.name}`;
  if (listed?.isCut || (!listed && listing.isCut)) {
    return { isKnown: false, notes: [], unknown: [`${name}: the listing ends before it, as nft -j of versions up to 1.0.6 does where a table is dormant; list the rules as text`] };
  }
  if (!listed) return { isKnown: true, unknown: [], notes: [] };
  const live = toModel({ ...listed, family: predicted.family });
  const isTerse = hasNoElements(live, predicted);
  const { table, staleChains } = reconcile(live, predicted, conflicts, isTerse);
  return {
    table,
    read: live,
    isKnown: true,
    unknown: isTerse ? [`${name}: no set or map has any element, as nft -t lists them; list the rules without -t`] : [],
    notes: staleChains.length === 0 ? [] : [`${name} has ${staleChains.length === 1 ? 'an empty chain' : `${staleChains.length} empty chains`} of Services or endpoints that are gone; kube-proxy deletes such chains with a later sync`],
  };
}

/** A terse listing looks as if all sets were empty. Rules of Services without an element that leads to them are not kube-proxy's doing. */
function hasNoElements(live: Table, predicted: Table): boolean {
  const isEmpty = (containers: Table['sets'] | Table['maps']) => [...containers.values()].every(({ elements }) => elements.size === 0);
  const hasServices = [...live.chains.values()].some(({ name, rules }) => rules.length > 0 && readObjectName(name)?.object === 'service');
  return hasServices && isEmpty(live.sets) && isEmpty(live.maps) && !isEmpty(predicted.maps);
}

function emptyTable({ family, name, comment }: Table): Table {
  return { family, name, comment, chains: new Map(), sets: new Map(), maps: new Map() };
}

function foreignOf(predicted: Ruleset, listing: Listing, family: IpFamily | undefined) {
  const { inputs: { settings, interfaceIps, node }, tables } = predicted._made;
  const own = [...node.internalIps, ...interfaceIps];
  const addresses = new Set(own.map(({ text }) => text));
  const index = new FrontendIndex(
    [...tables.values()].map(({ table }) => table).filter(table => family === undefined || table.family === FAMILY_OF[family]),
    each => [...new Set(own.filter(address => address.family === each).map(({ text }) => text))],
    address => addresses.has(address) || isLoopback(address),
  );
  const { chains, effects, notLookedAt } = foreignChains(listing, index, settings.masqueradeMark);
  return {
    chains,
    differences: effects.map(effect => foreignDifference(effect)),
    notes: notLookedAt.map(chain => `${chain} has so many rules that not all of them were looked at`),
  };
}

/** What an effect means for a client. */
const EFFECTS: Readonly<Record<string, string>> = {
  drop: 'drops packets',
  reject: 'rejects packets',
  dnat: 'gives another destination to packets',
  redirect: 'redirects packets to the node itself',
  notrack: 'keeps connection tracking, without which no Service works, from packets',
  mark: 'sets the mark by which kube-proxy masquerades on packets',
};

function foreignDifference({ chain, families, effect, rule, frontends }: ForeignEffect): Difference {
  const [first] = frontends;
  const address = `${first.address} ${first.protocol} ${first.port}`;
  const more = frontends.length > 1 ? ` and ${frontends.length - 1} more` : '';
  return {
    family: IP_FAMILY_OF[families[0]],
    kind: 'foreign',
    object: `table ${chain.family} ${chain.table} chain ${chain.chain}`,
    description: `A rule of table ${chain.family} ${chain.table} (chain ${chain.chain}, before kube-proxy's) ${EFFECTS[effect] ?? effect} to ${address}${more}`,
    live: [rule],
    predicted: [],
  };
}
