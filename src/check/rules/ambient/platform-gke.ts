import { quoted } from '../../../base/errors';
import { specOf } from '../../../cluster/mesh/mesh';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { isGke, platformOf } from '../../goals/ambient/platforms';
import { AmbientRule } from '../../goals/ambient/rule';

export const platformGke: AmbientRule = {
  id: 'platform-gke',
  title: 'GKE without the platform gke',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'istio-cni and ztunnel have a priority class that GKE admits in kube-system only, or where a ResourceQuota allows it. From Istio 1.26 '
    + 'on the charts add that quota with global.platform: gke; without it, and outside of kube-system, no pod of the DaemonSets is admitted.',
  remediation: 'Set global.platform to gke for the charts cni and ztunnel (before Istio 1.26 also resourceQuotas.enabled: true for cni), or install '
    + 'them into kube-system.',
  references: [
    'https://istio.io/latest/docs/ambient/install/platform-prerequisites/#google-kubernetes-engine-gke',
    'https://cloud.google.com/kubernetes-engine/docs/concepts/priority-classes',
  ],
  * check(context) {
    if (!isGke(context)) return;
    const found = (['cni', 'ztunnel'] as const).flatMap(chart => context.settings(chart).filter(settings => settings.values.namespace !== 'kube-system'
      && String(settings.at('resourceQuotas', 'enabled')) !== 'true').map(settings => ({ object: settings.reference('global', 'platform'), detail: `chart ${chart}: global.platform ${quoted(platformOf(settings, context))}` })));
    yield* whereAny(found, { message: 'Charts of Istio are for GKE, and neither set the platform gke with a quota nor go to kube-system.' });
    const quotas = context.mesh.ofKind('', 'ResourceQuota').filter(quota => JSON.stringify(specOf(quota)).includes('system-node-critical')).map(({ namespace }) => namespace);
    const running = ['install-cni', 'ztunnel'].flatMap(image => context.daemonSet(image)?.workload ?? []).filter(({ namespace }) => namespace !== 'kube-system' && !quotas.includes(namespace));
    yield* whereAny(running.map(object => ({ object })), { message: 'DaemonSets of Istio are outside of kube-system on GKE, and no ResourceQuota admits their priority class.' });
  },
};
