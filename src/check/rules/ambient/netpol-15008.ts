import { describeReference } from '../../../cluster/inventory/object-reference';
import { admitsPort } from '../../../cluster/mesh/network-policy';
import { HBONE_PORT } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { policiesWithout } from '../../goals/ambient/isolation';
import { AmbientRule } from '../../goals/ambient/rule';

export const netpol15008: AmbientRule = {
  id: 'netpol-15008',
  title: 'NetworkPolicy that blocks the tunnels of the mesh',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Traffic between pods in the mesh arrives at port 15008 of the destination, whatever port the client asked for. Pods that policies of '
    + 'the network isolate, and that no rule admits to TCP 15008, cannot be reached from the mesh: connections time out, and the log of ztunnel '
    + 'names a possible NetworkPolicy.',
  remediation: 'Add a rule that admits TCP port 15008 from the pods of the mesh and the waypoints.',
  references: ['https://istio.io/latest/docs/ambient/usage/networkpolicy/', 'https://github.com/istio/istio/issues/52742'],
  * check(context) {
    for (const { policy, objects } of policiesWithout(context, 'ingress', rule => admitsPort(rule, HBONE_PORT))) {
      yield { message: `${describeReference(policy)} isolates enrolled pods, and no policy admits TCP port ${HBONE_PORT}.`, objects };
    }
  },
};
