import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const ambientHostNetwork: AmbientRule = {
  id: 'ambient-host-network',
  title: 'Pods on the network of their node are not in the mesh',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Pods with hostNetwork share the network namespace of their node. istio-cni never captures them, whatever the labels say: their '
    + 'traffic is in plain text, ztunnel enforces no policy on it, and they cannot reach what takes mutual TLS only.',
  remediation: 'Run the workload without hostNetwork, or label its pods istio.io/dataplane-mode: none to state that they are meant to be outside, and '
    + 'admit them in PeerAuthentications.',
  references: ['https://istio.io/latest/docs/ambient/usage/add-workloads/', 'https://github.com/istio/istio/blob/1.30.3/cni/pkg/util/podutil.go'],
  * check({ mesh }) {
    yield* whereAny(mesh.workloads.filter(({ isEnrolled, workload }) => isEnrolled && workload.hostNetwork).map(({ workload }) => ({ object: workload, detail: 'hostNetwork: true' })), {
      message: 'Labels enroll workloads that run on the network of their node.',
    });
  },
};
