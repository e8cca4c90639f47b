import { quoted } from '../../../base/errors';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { isOf, platformOf } from '../../goals/ambient/platforms';
import { AmbientRule } from '../../goals/ambient/rule';

export const platformOpenshift: AmbientRule = {
  id: 'platform-openshift',
  title: 'OpenShift without the platform openshift',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'On OpenShift istio-cni and ztunnel have to be in kube-system, and the charts need global.platform: openshift: it sets the directories '
    + 'of Multus, the SELinux type, and that istiod signs certificates for kube-system/ztunnel.',
  remediation: 'Set global.platform to openshift for the charts istiod, cni and ztunnel, and install cni and ztunnel into kube-system.',
  references: [
    'https://istio.io/latest/docs/ambient/install/platform-prerequisites/#red-hat-openshift',
    'https://istio.io/latest/docs/ambient/install/helm/',
  ],
  * check(context) {
    if (!isOf(context, 'openshift')) return;
    const found = (['istiod', 'cni', 'ztunnel'] as const).flatMap(chart => context.settings(chart).flatMap(settings => {
      const { namespace } = settings.values;
      const platform = platformOf(settings, context);
      const problems = [
        ...platform === 'openshift' ? [] : [`global.platform ${quoted(platform)}`],
        ...chart === 'istiod' || namespace === undefined || namespace === 'kube-system' ? [] : [`namespace ${namespace}`],
      ];
      return problems.length === 0 ? [] : [{ object: settings.reference('global', 'platform'), detail: `chart ${chart}: ${problems.join(', ')}` }];
    }));
    yield* whereAny(found, { message: 'Charts of Istio are not set up for OpenShift.' });
    const running = ['install-cni', 'ztunnel'].flatMap(image => context.daemonSet(image)?.workload ?? []).filter(({ namespace }) => namespace !== 'kube-system');
    yield* whereAny(running.map(object => ({ object })), { message: 'DaemonSets of Istio are outside of kube-system on OpenShift.' });
  },
};
