import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const cniNodeRace: AmbientRule = {
  id: 'cni-node-race',
  title: 'Pods that start before istio-cni',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'On a node that is new or has just booted, pods can start before istio-cni is ready. They run outside the mesh then, without an error, '
    + 'until they are restarted. A taint that istiod removes keeps them off the node; a configuration of its own, whose name comes first, makes the '
    + 'kubelet wait.',
  remediation: 'Set cni.istioOwnedCNIConfig to true in Istio 1.27 or later, or give new nodes the taint cni.istio.io/not-ready and set '
    + 'pilot.taint.enabled.',
  references: [
    'https://github.com/istio/istio/issues/55913',
    'https://github.com/istio/istio/issues/60882',
    'https://github.com/istio/istio/issues/61182',
  ],
  * check(context) {
    const isTainted = context.settings('istiod').some(settings => settings.at('taint', 'enabled') === true);
    const found = context.settings('cni').filter(settings => settings.values.chart.name === 'cni' && settings.at('ambient', 'enabled') === true && settings.at('istioOwnedCNIConfig') !== true);
    yield* whereAny(isTainted ? [] : found.map(settings => ({ object: settings.reference('cni', 'istioOwnedCNIConfig') })), {
      message: 'Nothing keeps pods from starting on a node before istio-cni is ready there.',
    });
  },
};
