import { Purpose } from './model/purpose';
import { Statement } from './model/statements';
import { Chain, Rule, Table } from './model/table';
import {
  CLUSTER_IPS_CHECK, FIREWALL_CHECK, HAIRPIN_CONNECTIONS, MARK_FOR_MASQUERADE, MASQUERADING, NODEPORT_ENDPOINTS_CHECK, REJECT_CHAIN,
  SERVICE_ENDPOINTS_CHECK, SERVICES,
} from './rules/names';

/**
 * The table with the purposes of its rules, as they follow from the names of kube-proxy's chains. For a ruleset that was read
 * from a node: the rules of a generated one have their purposes already.
 */
export function withPurposes(table: Table): Table {
  const chains = [...table.chains].map(([name, chain]): [string, Chain] => (
    [name, { ...chain, rules: chain.rules.map(rule => ({ ...rule, purpose: purposeOf(chain, rule) })) }]
  ));
  return { ...table, chains: new Map(chains) };
}

/** What a rule in a chain of kube-proxy is for; undefined where kube-proxy has no such chain, or writes no such rule into it. */
export function purposeOf({ name, base }: Chain, { statements }: Rule): Purpose | undefined {
  if (base) return isHook(statements) ? 'hook' : undefined;
  return (PURPOSES[name] ?? PURPOSES[/^[a-z]+-/.exec(name)?.[0] ?? ''])?.(statements);
}

type PurposeOfStatements = (statements: readonly Statement[]) => Purpose | undefined;

/** By the name of a chain, or the prefix that the chains of Services and endpoints have. */
const PURPOSES: { readonly [name: string]: PurposeOfStatements | undefined } = {
  [SERVICES]: statements => ends(statements, 'vmap') ? 'service' : clusterIpMasquerade(statements),
  [MASQUERADING]: masquerading,
  [MARK_FOR_MASQUERADE]: statements => ends(statements, 'set-mark') ? 'mark' : undefined,
  [CLUSTER_IPS_CHECK]: statements => ends(statements, 'reject') ? 'undefined-port' : isVerdict(statements, 'drop') ? 'unallocated' : undefined,
  [SERVICE_ENDPOINTS_CHECK]: noEndpoints,
  [NODEPORT_ENDPOINTS_CHECK]: noEndpoints,
  [FIREWALL_CHECK]: statements => ends(statements, 'vmap') ? 'source-range-lookup' : undefined,
  [REJECT_CHAIN]: statements => ends(statements, 'reject') ? 'reject' : undefined,
  'service-': serviceRule,
  'local-': serviceRule,
  'external-': statements => {
    const isConditional = statements.some(({ kind }) => kind === 'match');
    if (asksForMasquerade(statements)) return isConditional ? 'masquerade-from-node' : 'external';
    return !isVerdict(statements, 'goto') ? undefined : isConditional ? 'short-circuit' : 'external-endpoints';
  },
  'firewall-': statements => isVerdict(statements, 'drop') ? 'firewall' : undefined,
  'endpoint-': statements => {
    if (ends(statements, 'dnat')) return 'endpoint';
    return ends(statements, 'set-update') ? 'remember-client' : asksForMasquerade(statements) ? 'hairpin' : undefined;
  },
};

function isHook(statements: readonly Statement[]): boolean {
  return isVerdict(statements, 'jump');
}

function noEndpoints(statements: readonly Statement[]): Purpose | undefined {
  return ends(statements, 'vmap') ? 'no-endpoints' : undefined;
}

function masquerading(statements: readonly Statement[]): Purpose | undefined {
  if (isVerdict(statements, 'return')) return 'unmarked';
  if (ends(statements, 'set-mark')) return 'clear-mark';
  if (!ends(statements, 'masquerade')) return undefined;
  const isForHairpins = statements.some(statement => statement.kind === 'match' && statement.right.kind === 'set' && statement.right.name === HAIRPIN_CONNECTIONS);
  return isForHairpins ? 'hairpin-connections' : 'masquerade';
}

function serviceRule(statements: readonly Statement[]): Purpose | undefined {
  if (['numgen-vmap', 'numgen-dnat', 'dnat'].some(kind => ends(statements, kind))) return 'load-balancing';
  return isVerdict(statements, 'goto') ? 'affinity' : clusterIpMasquerade(statements);
}

function clusterIpMasquerade(statements: readonly Statement[]): Purpose | undefined {
  if (!asksForMasquerade(statements)) return undefined;
  return statements.some(isLocalDetection) ? 'masquerade-cluster-ip' : 'masquerade-all';
}

/** All other matches of such a rule are about the destination. */
function isLocalDetection(statement: Statement): boolean {
  return statement.kind === 'match' && (statement.left.kind === 'meta' || (statement.left.kind === 'payload' && statement.left.field === 'saddr'));
}

function asksForMasquerade(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  return last?.kind === 'set-mark' || (last?.kind === 'verdict' && 'chain' in last.verdict && last.verdict.chain === MARK_FOR_MASQUERADE);
}

function ends(statements: readonly Statement[], kind: string): boolean {
  return statements.at(-1)?.kind === kind;
}

function isVerdict(statements: readonly Statement[], kind: string): boolean {
  const last = statements.at(-1);
  return last?.kind === 'verdict' && last.verdict.kind === kind;
}
