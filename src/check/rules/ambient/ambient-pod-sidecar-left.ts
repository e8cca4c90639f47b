import { ISTIO } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const ambientPodSidecarLeft: AmbientRule = {
  id: 'ambient-pod-sidecar-left',
  title: 'Pods that keep a sidecar in an enrolled namespace',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'The pod template asks for a sidecar (sidecar.istio.io/inject: "true") or has the container istio-proxy in it. Such pods are not '
    + 'captured by ztunnel: their traffic bypasses waypoints, and policies for waypoints do not apply to what they send.',
  remediation: 'Remove the label or annotation and the container from the template, and roll the workload out again.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/add-workloads/',
    'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
  ],
  * check({ mesh }) {
    const left = mesh.workloads.filter(({ isEnrolled }) => isEnrolled).flatMap(({ workload }) => {
      const { podLabels, podAnnotations, containers } = workload;
      const detail = podLabels[ISTIO.injectPod] === 'true' || podAnnotations[ISTIO.injectPod] === 'true' ? `${ISTIO.injectPod}: "true"`
        : containers.some(({ name }) => name === 'istio-proxy') ? 'container istio-proxy' : undefined;
      return detail === undefined ? [] : [{ object: workload, detail }];
    });
    yield* whereAny(left, { message: 'Workloads of an enrolled namespace keep their sidecars, so ztunnel leaves them out.' });
  },
};
