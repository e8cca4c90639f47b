import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const taintEnv: AmbientRule = {
  id: 'taint-env',
  title: 'Taint of nodes that nobody removes',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'With pilot.taint.enabled, istiod removes the taint cni.istio.io/not-ready from nodes where istio-cni is ready. Before Istio 1.30 the '
    + 'value only makes the permissions for it: the controller runs where the variable PILOT_ENABLE_NODE_UNTAINT_CONTROLLERS is set. Without it '
    + 'nodes keep the taint, and no pod is scheduled there.',
  remediation: 'Set pilot.env.PILOT_ENABLE_NODE_UNTAINT_CONTROLLERS to "true", or update to Istio 1.30.',
  references: [
    'https://istio.io/latest/news/releases/1.30.x/announcing-1.30/change-notes/',
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/features/pilot.go',
  ],
  * check(context) {
    if (context.has('1.30')) return;
    const found = context.settings('istiod').filter(settings => settings.at('taint', 'enabled') === true && String(settings.at('env', 'PILOT_ENABLE_NODE_UNTAINT_CONTROLLERS')) !== 'true');
    yield* whereAny(found.map(settings => ({ object: settings.reference('pilot', 'taint', 'enabled'), detail: 'pilot.taint.enabled: true' })), {
      message: `The chart of Istio ${context.version.minor} does not start the controller that removes the taint.`,
    });
  },
};
