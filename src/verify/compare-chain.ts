import { ClusterWords, servicePortText } from './cluster-words';
import { Difference, DifferenceKind } from './difference';
import { joinHostPort } from '../base/ip/address';
import { FAMILY_OF } from '../base/ip/enums';
import { IpFamily } from '../base/ip/ip-family';
import { ChainDifference } from '../dataplane/compare/table-difference';
import { Chain, Rule } from '../dataplane/nftables/model/table';
import { readObjectName } from '../dataplane/nftables/object-names';
import { renderRule } from '../dataplane/nftables/render/nft-script';

/** A chain that is not as predicted, in words. */
export function chainDifference(chain: ChainDifference, family: IpFamily, words: ClusterWords): Difference {
  const { name, before, after } = chain;
  const servicePort = words.servicePortOf(name);
  const place = servicePort ? `${servicePortText(servicePort)}: ` : '';
  const text = (rules: readonly Rule[]) => rules.map(({ statements, comment }) => renderRule(statements, comment, FAMILY_OF[family]));
  const [live, predicted] = [only(chain, 'removed'), only(chain, 'added')];
  const { kind, problem } = after ? before ? changedChain(chain, live, predicted, { words, text }) : { kind: 'missing' as const, problem: `chain ${name} is missing` }
    : extraChain(before!, words);
  return {
    family,
    kind,
    object: `chain ${name}`,
    ...servicePort === undefined ? {} : { servicePort },
    description: `${place}${place === '' ? problem[0].toUpperCase() + problem.slice(1) : problem}`,
    // Of rules in another order the whole chain shows what it is.
    live: text(isReordered(live, predicted, text) ? before!.rules : live),
    predicted: text(isReordered(live, predicted, text) ? after!.rules : predicted),
  };
}

/** Whether the rules that are not where they should be are all somewhere else. */
function isReordered(live: readonly Rule[], predicted: readonly Rule[], text: (rules: readonly Rule[]) => string[]): boolean {
  const sorted = (rules: readonly Rule[]) => text(rules).sort().join('\n');
  return live.length > 0 && sorted(live) === sorted(predicted);
}

function only({ rules }: ChainDifference, action: 'added' | 'removed'): Rule[] {
  return rules.filter(edit => edit.action === action).map(({ value }) => value);
}

interface Problem {
  readonly kind: DifferenceKind;
  readonly problem: string;
}

/** A chain that is not predicted. */
function extraChain({ name, rules }: Chain, words: ClusterWords): Problem {
  const servicePort = words.servicePortOf(name);
  if (!servicePort) return { kind: 'foreign', problem: `chain ${name} is not one of kube-proxy's` };
  const content = `${rules.length === 1 ? 'a rule' : `${rules.length} rules`}`;
  const endpoint = readObjectName(name)?.endpoint;
  if (!words.hasServicePort(servicePort)) return { kind: 'stale', problem: `no Service has this port, but chain ${name} still has ${content}` };
  return {
    kind: 'stale',
    problem: endpoint === undefined ? `chain ${name} has ${content}, and is not needed` : `chain ${name} of endpoint ${endpoint}, which is not in use, has ${content}`,
  };
}

/** A chain that is there, but differs. */
function changedChain(
  chain: ChainDifference, live: readonly Rule[], predicted: readonly Rule[],
  { words, text }: { readonly words: ClusterWords; readonly text: (rules: readonly Rule[]) => string[] },
): Problem {
  const { name, before, after, hasOtherProperties } = chain;
  if (hasOtherProperties) {
    const policy = before!.base?.policy;
    if (policy !== after!.base?.policy) return { kind: 'changed', problem: `chain ${name} has the policy ${policy ?? 'accept'} instead of ${after!.base?.policy ?? 'accept'}` };
    return { kind: 'changed', problem: `chain ${name} hooks into another place` };
  }
  if (before!.rules.length === 0) return { kind: 'missing', problem: `chain ${name} is empty, and should have ${after!.rules.length === 1 ? 'a rule' : `${after!.rules.length} rules`}` };
  const endpoints = endpointsProblem(live, predicted, words);
  if (endpoints) return { kind: endpoints.kind, problem: `chain ${name} ${endpoints.problem}` };
  if (isReordered(live, predicted, text)) return { kind: 'changed', problem: `the rules of chain ${name} are in another order` };
  const foreign = live.filter(isForeign).length;
  if (predicted.length === 0) {
    return { kind: foreign > 0 ? 'foreign' : 'changed', problem: `chain ${name} has ${count(live.length, 'rule')} that kube-proxy does not write there` };
  }
  if (live.length === 0) return { kind: 'missing', problem: `chain ${name} lacks ${count(predicted.length, 'rule')}` };
  return { kind: 'changed', problem: `chain ${name} has ${count(live.length, 'rule')} in the place of ${predicted.length === 1 ? 'another' : `${predicted.length} others`}` };
}

/** A rule with something that kube-proxy never writes. */
function isForeign({ statements }: Rule): boolean {
  return statements.some(({ kind }) => kind === 'opaque' || kind === 'counter');
}

const count = (number: number, word: string): string => `${number === 1 ? 'a' : number} ${word}${number === 1 ? '' : 's'}`;

/** What is the matter with the endpoints, where a rule that spreads over them is all that differs. */
function endpointsProblem(live: readonly Rule[], predicted: readonly Rule[], words: ClusterWords): Problem | undefined {
  if (live.length !== 1 || predicted.length !== 1) return undefined;
  const [actual, expected] = [targetsOf(live[0]), targetsOf(predicted[0])];
  if (!actual || !expected) return undefined;
  const missing = expected.filter(target => !actual.includes(target));
  const extra = actual.filter(target => !expected.includes(target));
  const list = (targets: readonly string[]) => targets.map(target => `${target}${words.podAt(target.replace(/^\[?([^\]]*?)\]?:\d+$/, '$1'))}`).join(', ');
  if (missing.length > 0 && extra.length > 0) {
    return { kind: 'changed', problem: `leads to ${list(extra)}, which ${extra.length === 1 ? 'is not an endpoint' : 'are not endpoints'}, and not to ${list(missing)}` };
  }
  if (missing.length > 0) return { kind: 'missing', problem: `does not lead to ${missing.length === 1 ? 'endpoint' : 'endpoints'} ${list(missing)}` };
  if (extra.length > 0) return { kind: 'stale', problem: `leads to ${list(extra)}, which ${extra.length === 1 ? 'is not an endpoint' : 'are not endpoints'}` };
  // Where the endpoints are as predicted, something else of the rule is not.
  if (actual.join() === expected.join()) return undefined;
  return { kind: 'changed', problem: 'has its endpoints in another order, or some of them more often than once' };
}

/** The endpoints that a rule spreads over; undefined for other rules. */
function targetsOf({ statements }: Rule): string[] | undefined {
  const last = statements.at(-1);
  switch (last?.kind) {
    case 'dnat': return [joinHostPort(last.target.address.includes(':') ? 'ip6' : 'ip', last.target.address, last.target.port)];
    case 'numgen-dnat': return last.targets.map(({ address, port }) => joinHostPort(address.includes(':') ? 'ip6' : 'ip', address, port));
    case 'numgen-vmap': return last.verdicts.map(verdict => ('chain' in verdict ? readObjectName(verdict.chain)?.endpoint ?? verdict.chain : verdict.kind));
    default: return undefined;
  }
}
