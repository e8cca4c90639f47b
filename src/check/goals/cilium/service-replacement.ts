import { CiliumContext } from './context';
import { Cluster } from '../../../cluster/cluster';
import { compareReplacement, ReplacementComparison } from '../../../dataplane/kube-proxy-replacement/compare';
import { ReplacementView } from '../../../dataplane/kube-proxy-replacement/view';
import { KUBE_PROXY_MODES, KubeProxyMode } from '../../../dataplane/settings';
import { agentConfigOf } from '../../../programs/cilium/values/agent-config';
import { ChartValues } from '../../../programs/cilium/values/chart-values';
import { mergeValues } from '../../../programs/helm/merge-values';
import { GoalAnswers } from '../question';

/** What becomes of Services with Cilium in the place of kube-proxy, and what was assumed for that. */
export interface ServiceReplacement {
  readonly comparison: ReplacementComparison;
  readonly notices: readonly string[];
}

/** The mode of kube-proxy in the input; `undefined` where it does not show kube-proxy's configuration, or one for Windows. */
export function shownMode({ kubeProxyConfiguration }: Cluster): KubeProxyMode | undefined {
  if (!kubeProxyConfiguration) return undefined;
  // Empty is the default of kube-proxy.
  const mode = kubeProxyConfiguration.document.mode || 'iptables';
  return KUBE_PROXY_MODES.find(each => each === mode);
}

/**
 * Compares kube-proxy in a mode with the replacement of the Cilium that the input installs or runs; without any, with that of the chart's defaults.
 *
 * @throws InputError where the version is missing, or kube-proxy's configuration can't be used
 */
export function serviceReplacement(cluster: Cluster, answers: GoalAnswers, mode: KubeProxyMode): ServiceReplacement {
  const context = new CiliumContext(cluster, answers);
  const { minor, installations: [installation], shown } = context;
  const notices: string[] = [];
  const shownNow = shownMode(cluster);
  if (shownNow !== undefined && shownNow !== mode) notices.push(`kube-proxy is configured for ${shownNow} mode in the input; compared is what clients meet in ${mode} mode`);
  if (!cluster.nodes.size) notices.push('the input has no Nodes: what their addresses decide is not compared');
  if (!context.replacesKubeProxy) {
    notices.push(shown ? 'kubeProxyReplacement is not true: kube-proxy stays. Compared is what would become of Services if it were true'
      : 'the input has no values of Cilium\'s chart: its defaults with kubeProxyReplacement: true are compared');
  }
  // The chart writes some options only with the replacement.
  const config = context.replacesKubeProxy ? shown!.config
    : agentConfigOf(new ChartValues(mergeValues(installation?.values.given ?? {}, { kubeProxyReplacement: true }), minor));
  return { comparison: compareReplacement(new ReplacementView(cluster, mode, minor, config)), notices };
}
