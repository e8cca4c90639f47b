import { compareReplacement, ReplacementDifference } from '../../../dataplane/kube-proxy-replacement/compare';
import { ReplacementView } from '../../../dataplane/kube-proxy-replacement/view';
import { ServiceBehaviorConsequence } from '../../../dataplane/modes/vocabulary';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumRule } from '../../goals/cilium/rule';
import { shownMode } from '../../goals/cilium/service-replacement';

/** What concerns every Service, and only those clusters whose network leads ClusterIPs to nodes. */
const RARE: readonly string[] = ['cluster-ip-from-outside'];

function isBreak({ consequence, topic }: ReplacementDifference): boolean {
  return consequence === ServiceBehaviorConsequence.BREAKS && !RARE.includes(topic);
}

export const ciliumServiceBehavior: CiliumRule = {
  id: 'cilium-service-behavior',
  title: 'Services that Cilium serves in another way',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Cilium\'s replacement of kube-proxy differs from kube-proxy in what it serves: external IPs from pods, SCTP, families that are off, and whatever the values of the chart decide. '
    + 'Clients of these Services fail when kube-proxy is gone.',
  remediation: 'Set the values that are named, or change the Services. cdk8s-nftables diff --goal cilium --from-mode MODE shows everything that differs, and what is not known.',
  references: ['https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/'],
  * check({ cluster, minor, shown, replacesKubeProxy }) {
    const mode = shownMode(cluster);
    if (!shown || !replacesKubeProxy || mode === undefined) return;
    const { differences } = compareReplacement(new ReplacementView(cluster, mode, minor, shown.config));
    for (const { after, value, concerned } of differences.filter(isBreak)) {
      yield* whereAny(concerned.map(({ name, detail }) => ({ object: cluster.services.get(name ?? '') ?? cluster.workloads.get(name ?? '') ?? shown.reference, detail })), {
        message: `${after}${value === undefined ? '' : ` (${value})`}`,
      });
    }
  },
};
