import { differingServices } from './differing-services';
import { reconcile } from './reconcile';
import { ComparedRuleset } from './ruleset-difference';
import { withThoseThatShare } from './sharing-services';
import { Family } from '../../base/ip/address';
import { Explainer } from '../explain/explainer';
import { ServiceFilter } from '../explain/frontends';
import { GeneratedTable, generateTables, RulesetInputs } from '../nftables/generate';
import { RulesetDetails } from '../node-rulesets';

/** A ruleset that is compared with another one: what it is made from, and its tables once they are asked for. */
export interface Side {
  readonly inputs: RulesetInputs;
  readonly details: RulesetDetails;
  readonly tables: () => ReadonlyMap<Family, GeneratedTable>;
}

/** Both sides of a comparison. Of predictions only the Services that differ are compared, and have their rules made. */
export function comparedSides(before: Side, after: Side): [ComparedRuleset, ComparedRuleset] {
  const [one, other] = [besides(before, after), besides(after, before)];
  const isPredicted = [one, other].every(({ details }) => details.tables === undefined);
  const names = isPredicted ? differingServices(one.inputs, other.inputs) : undefined;
  return [compared(one, other, names), compared(other, one, names)];
}

/**
 * A side as it is compared with the other one. What a node really has takes the words of a prediction where it means the same, and
 * its objects, so that only real differences are left.
 */
function besides(side: Side, other: Side): Side {
  const { gaps } = side.details;
  if (gaps === undefined || other.details.gaps !== undefined) return side;
  const tables = new Map([...side.tables()].map(([family, { table }]) => {
    const { table: predicted, conflicts } = other.tables().get(family)!;
    return [family, { table: reconcile(table, predicted, conflicts, false).table, conflicts: [] }] as const;
  }));
  return { inputs: other.inputs, details: { ...other.details, assumptions: [], notes: [], tables, gaps }, tables: () => tables };
}

/** @param names the Services whose rules are compared; undefined where they are all */
function compared({ inputs, details, tables }: Side, other: Side, names: ReadonlySet<string> | undefined): ComparedRuleset {
  let ofAll: Explainer | undefined;
  const explainer = (isWanted: ServiceFilter | undefined): Explainer => {
    if (names && isWanted) return new Explainer(inputs, generateTables(inputs, namesAround(isWanted, [inputs, other.inputs])), details);
    ofAll ??= new Explainer(inputs, tables(), details);
    return ofAll;
  };
  return {
    kubernetesVersion: details.minor,
    nodeName: inputs.node.name,
    assumptions: details.assumptions,
    inputs,
    tables: [...(names ? generateTables(inputs, names) : tables()).values()].map(({ table }) => table),
    rows: (families, isWanted) => explainer(isWanted).rows(families, isWanted),
  };
}

/** The Services whose rules packets to the wanted ones can meet. */
function namesAround(isWanted: ServiceFilter, sides: readonly RulesetInputs[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { cluster } of sides) for (const [name, service] of cluster.services) if (isWanted(service)) names.add(name);
  return withThoseThatShare(names, sides);
}
