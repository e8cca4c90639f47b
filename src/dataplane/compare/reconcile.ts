import { canonical, same } from './same';
import { kernelForm } from '../nftables/kernel-form';
import { Chain, ElementSet, MapElement, Rule, SetElement, Table, VerdictMap } from '../nftables/model/table';
import { KeyConflict } from '../nftables/model/table-builder';
import { readObjectName } from '../nftables/object-names';
import { renderRule, renderVerdict } from '../nftables/render/nft-script';

/** A live table in which all that is as it should be has the words of the prediction, so that the two can be compared as they are. */
export interface Reconciled {
  readonly table: Table;
  /** Chains without rules, which kube-proxy deletes with a later sync; they are not in the table any more. */
  readonly staleChains: readonly string[];
}

/**
 * Takes out of a live table what is not a fault: the empty chains of what is gone, comments of elements that a partial sync does not
 * renew, which of several Services has what they all claim, the elements that clients' connections put into affinity sets, the
 * kernel's spelling of networks, and comments on chains and sets, which listings in JSON lack.
 *
 * @param isTerse whether the listing left out all elements: those that are predicted are then taken to be there
 */
export function reconcile(live: Table, predicted: Table, conflicts: readonly KeyConflict[], isTerse: boolean): Reconciled {
  const staleChains = [...live.chains.values()].filter(chain => isStale(chain, predicted)).map(({ name }) => name);
  const kernel = [kernelForm(live), kernelForm(predicted)] as const;
  const chains = new Map<string, Chain>();
  for (const [name, chain] of live.chains) if (!staleChains.includes(name)) chains.set(name, reconciledChain(chain, name, kernel, predicted));
  const sets = new Map([...live.sets].map(([name, set]) => [name, reconciledSet(set, predicted.sets.get(name), isTerse)]));
  const maps = new Map([...live.maps].map(([name, map]) => [name, reconciledMap(map, predicted.maps.get(name), conflicts, isTerse)]));
  return { table: { ...live, comment: predicted.comment, chains, sets, maps }, staleChains };
}

/** A chain of a Service or endpoint that is gone: a partial sync flushes it, and a later one deletes it. */
function isStale({ name, base, rules }: Chain, predicted: Table): boolean {
  return rules.length === 0 && !base && !predicted.chains.has(name) && readObjectName(name) !== undefined;
}

/** Rules that mean the same are those of the prediction. */
function reconciledChain(chain: Chain, name: string, [live, expected]: readonly [Table, Table], predicted: Table): Chain {
  const original = predicted.chains.get(name);
  if (!original) return chain;
  const text = ({ statements, comment }: Rule) => renderRule(canonical({ statements }).statements, comment, predicted.family);
  const liveRules = live.chains.get(name)!.rules;
  const expectedRules = expected.chains.get(name)!.rules;
  let rules: readonly Rule[];
  if (same(liveRules, expectedRules)) {
    ({ rules } = original);
  } else {
    const known = new Map(expectedRules.map((rule, i) => [text(rule), original.rules[i]]));
    rules = chain.rules.map((rule, i) => known.get(text(liveRules[i])) ?? rule);
  }
  const { comment, ...rest } = chain;
  return { ...rest, ...original.comment === undefined ? {} : { comment: original.comment }, rules };
}

/** Affinity sets hold clients, of which nobody predicts anything. */
function reconciledSet(set: ElementSet, predicted: ElementSet | undefined, isTerse: boolean): ElementSet {
  if (!predicted) return set;
  const { comment, ...rest } = set;
  const isOfClients = set.timeoutSeconds !== undefined || predicted.timeoutSeconds !== undefined;
  return {
    ...rest,
    ...predicted.comment === undefined ? {} : { comment: predicted.comment },
    elements: isOfClients || isTerse ? predicted.elements : set.elements as Map<string, SetElement>,
  };
}

function reconciledMap(map: VerdictMap, predicted: VerdictMap | undefined, conflicts: readonly KeyConflict[], isTerse: boolean): VerdictMap {
  if (!predicted) return map;
  const { comment, ...rest } = map;
  const claims = new Set(conflicts.filter(conflict => conflict.map === map.name).map(({ key, lost }) => `${key} : ${renderVerdict(lost)}`));
  const reconciled = ([key, element]: [string, MapElement]): [string, MapElement] => {
    const expected = predicted.elements.get(key);
    const verdict = renderVerdict(element.verdict);
    const isAsExpected = expected && (verdict === renderVerdict(expected.verdict) || claims.has(`${key} : ${verdict}`));
    return [key, isAsExpected ? expected : element];
  };
  return {
    ...rest,
    ...predicted.comment === undefined ? {} : { comment: predicted.comment },
    elements: isTerse ? predicted.elements : new Map([...map.elements].map(reconciled)),
  };
}
