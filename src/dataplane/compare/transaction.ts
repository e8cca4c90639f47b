import { ChainDifference, ContainerDifference, ObjectDifference, TableDifference } from './table-difference';
import { passingRules } from '../nftables/model/lazy-chain';
import { ElementSet, VerdictMap } from '../nftables/model/table';
import { renderChain, renderElement, renderMap, renderRule, renderSet } from '../nftables/render/nft-script';

/** What stands above the chains that are deleted last. */
const STALE_CHAINS_COMMENT = [
  '# Nothing leads to the chains below any more. Kernels before 6.2 may still count references to them and refuse the transaction:',
  '# there, run the lines above first, and those below a second later.',
];

/**
 * The lines for `nft -f` that turn tables into others, in kube-proxy's wording; none where they are the same.
 *
 * What did not change is not named, so it keeps its handle, and sets keep the elements that packets added. Handles of rules are
 * known on the node alone, so a changed chain is emptied and filled again, as kube-proxy does (upstream: syncProxyRules). Packets
 * meet the old tables or the new ones, whatever the order of the lines. To nft the order matters: what is referred to is there
 * before what refers to it, and goes after it. Chains other than base chains go last: kube-proxy deletes these in a transaction
 * of their own, on account of older kernels.
 */
export function* transactionOf(differences: readonly TableDifference[]): Generator<string> {
  for (const difference of differences) yield* changeLines(difference);
  const deleted = differences.flatMap(({ family, table, chains }) => chains.filter(isStale).map(({ name }) => `delete chain ${family} ${table} ${name}`));
  if (deleted.length > 0) yield* [...STALE_CHAINS_COMMENT, ...deleted];
}

/** All lines but those that delete chains to which nothing leads. */
function* changeLines(difference: TableDifference): Generator<string> {
  checkChangeable(difference);
  const { family, chains, sets, maps } = difference;
  const table = `${family} ${difference.table}`;
  // A table that is there already wakes up by being added without the flag dormant.
  if (difference.isToBeAdded) yield `add table ${table}`;
  // A base chain gets another hook by being made anew. Nothing refers to it.
  for (const { name } of chains.filter(chain => chain.hasOtherProperties)) {
    yield `flush chain ${table} ${name}`;
    yield `delete chain ${table} ${name}`;
  }
  // A set that is added again takes the other timeout and keeps its elements.
  for (const { before, after, hasOtherProperties } of sets) if (after && (!before || hasOtherProperties)) yield `add set ${table} ${renderSet(after)}`;
  for (const { before, after } of maps) if (after && !before) yield `add map ${table} ${renderMap(after)}`;
  for (const { before, after, hasOtherProperties } of chains) {
    if (after && (!before || hasOtherProperties)) yield `add chain ${table} ${renderChain(after)}`;
  }
  for (const { name, before, hasOtherProperties } of chains) {
    if (before && passingRules(before).length > 0 && !hasOtherProperties) yield `flush chain ${table} ${name}`;
  }
  for (const { name, after } of chains) {
    for (const rule of after ? passingRules(after) : []) yield `add rule ${table} ${name} ${renderRule(rule.statements, rule.comment, family)}`;
  }
  for (const container of [...sets, ...maps]) if (container.after) yield* elementLines(table, container);
  for (const { name } of sets.filter(isRemoved)) yield `delete set ${table} ${name}`;
  for (const { name } of maps.filter(isRemoved)) yield `delete map ${table} ${name}`;
  for (const { name } of chains.filter(chain => isRemoved(chain) && !isStale(chain))) yield `delete chain ${table} ${name}`;
}

function* elementLines(table: string, { name, elements }: ContainerDifference<ElementSet | VerdictMap>): Generator<string> {
  for (const { key, before, after } of elements) {
    if (before) yield `delete element ${table} ${name} { ${key} }`;
    if (after) yield `add element ${table} ${name} { ${renderElement(key, after)} }`;
  }
}

function isRemoved({ after }: ObjectDifference<unknown>): boolean {
  return after === undefined;
}

function isStale({ before, after }: ChainDifference): boolean {
  return after === undefined && before?.base === undefined;
}

/** A name stands for one kind of chain, set or map in all versions: hooks and timeouts alone ever change. */
function checkChangeable({ chains, sets, maps }: TableDifference): void {
  const wrong = [
    ...chains.filter(({ before, after, hasOtherProperties }) => hasOtherProperties && !(before?.base && after?.base)),
    ...sets.filter(({ before, after, hasOtherProperties }) => hasOtherProperties && !sameButForTimeout(before!, after!)),
    ...maps.filter(({ hasOtherProperties }) => hasOtherProperties),
  ];
  if (wrong.length > 0) throw new Error(`${wrong[0].name} can't be changed in place`);
}

function sameButForTimeout(before: ElementSet, after: ElementSet): boolean {
  const properties = (set: ElementSet) => renderSet({ ...set, timeoutSeconds: set.timeoutSeconds === undefined ? undefined : 0 });
  return properties(before) === properties(after);
}
