import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { ciliumSettings } from '../../goals/ambient/cilium';
import { AmbientRule } from '../../goals/ambient/rule';

export const ciliumExclusive: AmbientRule = {
  id: 'cilium-exclusive',
  title: 'Cilium removes the plugin of Istio',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'With cni-exclusive (chart value cni.exclusive, true by default) Cilium renames every other file in the directory of CNI '
    + 'configurations, and so removes the chained plugin that istio-cni adds. New pods then start outside the mesh, or not at all.',
  remediation: 'Set cni.exclusive to false in the values of Cilium.',
  references: [
    'https://docs.cilium.io/en/stable/network/servicemesh/istio/',
    'https://istio.io/latest/docs/ambient/install/platform-prerequisites/',
  ],
  * check(context) {
    if (!context.isAmbient) return;
    yield* whereAny(ciliumSettings(context.cluster).filter(({ value }) => value('cni-exclusive') === 'true').map(({ object }) => ({ object: object('cni-exclusive'), detail: 'cni-exclusive: true' })), {
      message: 'Cilium takes the directory of CNI configurations for itself, where istio-cni adds its plugin.',
    });
  },
};
