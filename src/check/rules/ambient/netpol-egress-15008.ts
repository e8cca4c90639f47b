import { describeReference } from '../../../cluster/inventory/object-reference';
import { admitsPort } from '../../../cluster/mesh/network-policy';
import { HBONE_PORT } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { policiesWithout } from '../../goals/ambient/isolation';
import { AmbientRule } from '../../goals/ambient/rule';

export const netpolEgress15008: AmbientRule = {
  id: 'netpol-egress-15008',
  title: 'NetworkPolicy that keeps pods from the tunnels of the mesh',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'What enrolled pods send to pods in the mesh leaves them as a tunnel to port 15008 of the destination or of a waypoint. Pods whose '
    + 'egress is isolated, and that no rule lets out to TCP 15008, cannot reach the mesh. ztunnel itself uses the network of the pod, so that the '
    + 'rule is about its pods.',
  remediation: 'Add an egress rule for TCP port 15008 to the pods of the mesh and the waypoints, beside those for DNS.',
  references: ['https://istio.io/latest/docs/ambient/usage/networkpolicy/', 'https://github.com/istio/istio/issues/52742'],
  * check(context) {
    for (const { policy, objects } of policiesWithout(context, 'egress', rule => admitsPort(rule, HBONE_PORT))) {
      yield { message: `${describeReference(policy)} isolates what enrolled pods send, and no policy lets them out to TCP port ${HBONE_PORT}.`, objects };
    }
  },
};
