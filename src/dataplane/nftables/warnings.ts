import { GeneratedTable, RulesetInputs } from './generate';
import { passingRules } from './model/lazy-chain';
import { Statement } from './model/statements';
import { Table } from './model/table';
import { Family } from '../../base/ip/address';

/** nft takes comments on elements of at most this many bytes. */
const MAX_ELEMENT_COMMENT = 128;

/**
 * What a reader of the ruleset has to know beyond its text: bugs of the version at hand that keep the ruleset from
 * being loaded, and places where kube-proxy leaves the result to chance. One sentence each.
 */
export function warningsOf(inputs: RulesetInputs, tables: ReadonlyMap<Family, GeneratedTable>): string[] {
  return [
    ...interfaceMatchWarnings(inputs, tables),
    ...podCidrWarnings(inputs),
    ...[...tables].flatMap(([family, generated]) => [...longCommentWarnings(family, generated), ...conflictWarnings(family, generated)]),
  ];
}

function interfaceMatchWarnings({ settings }: RulesetInputs, tables: ReadonlyMap<Family, GeneratedTable>): string[] {
  const detection = settings.localDetection;
  // All rules are looked at only where interfaces may be in them.
  const mayMatch = detection.mode === 'BridgeInterface' || detection.mode === 'InterfaceNamePrefix';
  if (!mayMatch || ![...tables.values()].some(({ table }) => matchesInterfaceIndex(table))) return [];
  switch (detection.mode) {
    case 'BridgeInterface':
      return [`kube-proxy of this version matches "iif ${detection.interfaceName}": its sync fails while the node does not have an interface of that name`
        + ' (kubernetes#134117, fixed in 1.33)'];
    case 'InterfaceNamePrefix':
      return [`kube-proxy of this version matches "iif ${detection.prefix}*", which takes no prefix: its sync fails unless an interface has just`
        + ' that name (kubernetes#134117, fixed in 1.33)'];
    default: return [];
  }
}

/** Whether a rule matches `iif`, which nft resolves to the index of an interface when the rule is loaded. */
function matchesInterfaceIndex(table: Table): boolean {
  const isInterfaceIndex = (statement: Statement) => statement.kind === 'match' && statement.left.kind === 'meta' && statement.left.key === 'iif';
  return [...table.chains.values()].some(chain => passingRules(chain).some(rule => rule.statements.some(isInterfaceIndex)));
}

function podCidrWarnings({ settings, node }: RulesetInputs): string[] {
  return settings.localDetection.mode === 'NodeCIDR' && node.podCidrs.length === 0
    ? [`Node ${node.name} has no spec.podCIDRs: with detectLocalMode NodeCIDR kube-proxy waits for them and programs nothing until they are there`]
    : [];
}

function longCommentWarnings(family: Family, { table }: GeneratedTable): string[] {
  const warnings = new Set<string>();
  for (const map of table.maps.values()) {
    for (const { comment } of map.elements.values()) {
      if (comment !== undefined && comment.length > MAX_ELEMENT_COMMENT) warnings.add(comment);
    }
  }
  return [...warnings].map(comment => `${family} table: the comment "${comment}" is longer than the ${MAX_ELEMENT_COMMENT} bytes that nft takes: every `
    + 'sync of kube-proxy fails while this service port has no endpoints (kubernetes#139516, fixed in 1.37)');
}

function conflictWarnings(family: Family, { conflicts }: GeneratedTable): string[] {
  const claims = new Set(conflicts.map(({ map, key }) => `several Services claim ${key} (map ${map})`));
  return [...claims].map(claim => `${family} table: ${claim}; which one wins in kube-proxy is random`);
}
