import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const sidecarResource: AmbientRule = {
  id: 'sidecar-resource',
  title: 'Sidecar object in a namespace without sidecars',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'A Sidecar object configures the proxies in pods. In a namespace that is only in ambient mode there are none, so that neither its '
    + 'egress hosts nor its outboundTrafficPolicy apply. istioctl analyze reports IST0167.',
  remediation: 'Delete the Sidecar object once the last pod with a sidecar is gone. To restrict what pods may reach, use AuthorizationPolicies at the '
    + 'destinations, or an egress gateway.',
  references: [
    'https://istio.io/latest/docs/reference/config/analysis/ist0167/',
    'https://istio.io/latest/docs/reference/config/networking/sidecar/',
  ],
  * check(context) {
    const found = context.objects.filter(({ kind, group }) => kind === 'Sidecar' && group === 'networking.istio.io').filter(({ namespace = 'default' }) => {
      return context.mesh.isAmbient(namespace) && !context.mesh.workloads
        .some(({ workload, isInjected }) => workload.namespace === namespace && isInjected);
    });
    yield* whereAny(found.map(object => ({ object })), { message: 'Sidecar objects are in namespaces that have no sidecars.' });
  },
};
