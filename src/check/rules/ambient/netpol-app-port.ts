import { describeReference, ObjectReference } from '../../../cluster/inventory/object-reference';
import { namesAppPorts } from '../../../cluster/mesh/network-policy';
import { HBONE_PORT } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { policiesWith } from '../../goals/ambient/isolation';
import { policiesAtZtunnel } from '../../goals/ambient/policies';
import { AmbientRule } from '../../goals/ambient/rule';

export const netpolAppPort: AmbientRule = {
  id: 'netpol-app-port',
  title: 'NetworkPolicy for ports that mesh traffic does not show',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Policies of the network see mesh traffic on port 15008 only. A rule for a port of the application still restricts clients outside the '
    + 'mesh, but once 15008 is admitted, clients in the mesh reach every port of the pods.',
  remediation: 'Restrict clients in the mesh with an AuthorizationPolicy that selects the pods and names the ports.',
  references: ['https://istio.io/latest/docs/ambient/usage/networkpolicy/', 'https://istio.io/latest/docs/ambient/usage/l4-policy/'],
  * check(context) {
    const restricted = new Set(policiesAtZtunnel(context, 'ALLOW', 'DENY').flatMap(policy => context.mesh.selectedBy(policy).map(({ workload }) => describeReference(workload))));
    const isCovered = (object: ObjectReference | undefined): boolean => object !== undefined && restricted.has(describeReference(object));
    for (const { policy, objects } of policiesWith(context, rule => namesAppPorts(rule, HBONE_PORT), isCovered)) {
      yield { message: `${describeReference(policy)} restricts ports of enrolled pods, and no AuthorizationPolicy does so for clients in the mesh.`, objects };
    }
  },
};
