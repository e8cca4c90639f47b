import { CurrentMode, NftablesContext } from './context';
import { DECISIONS } from './node-facts';
import { NFTABLES_QUESTIONS } from './questions';
import { NftablesRule } from './rule';
import { RULES } from './rules';
import { InputError } from '../../../base/errors';
import { Cluster } from '../../../cluster/cluster';
import { calicoOf } from '../../../cluster/inventory/calico';
import { unknownReleaseNotices } from '../../../programs/kube-proxy/releases';
import { findingsOf } from '../../findings/find';
import { Finding } from '../../findings/finding';
import { goalOf } from '../goal';
import { GoalAnswers } from '../question';

const MODES: Readonly<Record<CurrentMode, string>> = { iptables: 'iptables', ipvs: 'IPVS', nftables: 'nftables' };

const concerns = ({ from }: NftablesRule, { mode }: NftablesContext): boolean => from.includes(mode);

/**
 * What is to be known of a cluster before its kube-proxy of a version runs in nftables mode, most severe first.
 *
 * @param targetVersion the version that kube-proxy will have, as in `1.36`
 * @throws InputError where the version is none
 */
export function nftablesFindings(cluster: Cluster, targetVersion: string, rules: readonly NftablesRule[] = RULES): Finding[] {
  const context = new NftablesContext(cluster, targetVersion);
  return findingsOf(rules.filter(rule => concerns(rule, context)), context, DECISIONS).findings;
}

/** kube-proxy in nftables mode, from whatever mode it is in. */
export const NFTABLES = goalOf<NftablesContext, NftablesRule>({
  questions: NFTABLES_QUESTIONS,
  rules: RULES,
  decisions: DECISIONS,
  contextOf: (cluster, { targetVersion, calicoVersion }) => {
    if (targetVersion === undefined) throw new InputError('target version: is missing; expected the version that kube-proxy will have, for example, 1.36');
    if (calicoVersion !== undefined) cluster.stateCalicoVersion(calicoVersion);
    return new NftablesContext(cluster, targetVersion);
  },
  before: ({ before }) => before,
  concerns,
  scopeOf: ({ from }) => from.length === Object.keys(MODES).length ? 'any mode' : from.map(mode => MODES[mode]).join(' and '),
  describe: ({ cluster, mode, targetMinor, targetVersion, whyUndecided }, answers: GoalAnswers) => ({
    title: `kube-proxy ${targetVersion} in nftables mode`,
    from: `${MODES[mode]} mode`,
    facts: { mode, distribution: cluster.recognition.name, currentMode: cluster.recognition.currentMode },
    targetVersion,
    notices: [
      ...unknownReleaseNotices(targetMinor),
      ...cluster.recognition.against.length === 0 ? [] : [`the cluster is taken for one of ${cluster.recognition.name}, but the input also shows `
        + `${cluster.recognition.against.join(' and ')}; leave out what is of other clusters, or state the distribution (--distribution)`],
      ...whyUndecided === undefined ? [] : [`whether traffic to a Service really changes is not decided, only what its settings may mean: ${whyUndecided}`],
      ...answers.calicoVersion !== undefined && !calicoOf(cluster) ? ['the input shows no Calico, so its version has no effect'] : [],
    ],
  }),
});
