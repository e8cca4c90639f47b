import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { ciliumSettings } from '../../goals/ambient/cilium';
import { AmbientRule } from '../../goals/ambient/rule';

export const ciliumHostnsOnly: AmbientRule = {
  id: 'cilium-hostns-only',
  title: 'Cilium translates Services before ztunnel sees them',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'With kube-proxy replacement or socket load balancing, Cilium replaces the address of a Service in the socket call of the pod, unless '
    + 'bpf-lb-sock-hostns-only is true. ztunnel then sees the address of a pod instead of the Service: the waypoint of the Service is not used, and '
    + 'its policies do not apply. istioctl looks at bpf-lb-sock only.',
  remediation: 'Set socketLB.hostNamespaceOnly to true in the values of Cilium.',
  references: [
    'https://docs.cilium.io/en/stable/network/servicemesh/istio/',
    'https://istio.io/latest/docs/ambient/install/platform-prerequisites/',
  ],
  * check(context) {
    if (!context.isAmbient) return;
    const found = ciliumSettings(context.cluster).flatMap(({ value, object }) => {
      const key = ['kube-proxy-replacement', 'bpf-lb-sock'].find(each => ['true', 'strict'].includes(value(each) ?? ''));
      return key === undefined || value('bpf-lb-sock-hostns-only') === 'true' ? [] : [{ object: object(key), detail: `${key}: ${value(key)}, bpf-lb-sock-hostns-only: ${value('bpf-lb-sock-hostns-only') ?? 'not set'}` }];
    });
    yield* whereAny(found, { message: 'Cilium translates addresses of Services in sockets of pods, so ztunnel does not see the Services.' });
  },
};
