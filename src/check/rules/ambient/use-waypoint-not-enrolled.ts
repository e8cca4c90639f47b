import { ISTIO } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';
import { usersOfWaypoints } from '../../goals/ambient/waypoint-users';

export const useWaypointNotEnrolled: AmbientRule = {
  id: 'use-waypoint-not-enrolled',
  title: 'Waypoint for pods that are not in the mesh',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'A waypoint is used by the ztunnels of clients. Where the pods behind it are not in ambient mode, clients in the mesh send to the '
    + 'waypoint, all others go around it, and nothing at the destination enforces anything.',
  remediation: 'Enroll the namespace or pods with istio.io/dataplane-mode: ambient, or let the ingress gateway use the waypoint with '
    + 'istio.io/ingress-use-waypoint: "true" where only that is meant.',
  references: ['https://istio.io/latest/docs/ambient/usage/waypoint/', 'https://istio.io/latest/docs/ambient/usage/add-workloads/'],
  * check(context) {
    const { mesh } = context;
    const users = usersOfWaypoints(context).filter(({ use, labels }) => use && labels[ISTIO.ingressUseWaypoint] !== 'true');
    const open = users.filter(({ object, namespace, type }) => {
      if (mesh.namespace(namespace).labels[ISTIO.ingressUseWaypoint] === 'true') return false;
      if (type === 'namespace') return !mesh.isAmbient(namespace);
      if (object.kind !== 'Service') return false;
      const workloads = mesh.workloadsOf(mesh.service(namespace, object.name)!);
      return workloads.length > 0 ? workloads.every(({ isCaptured }) => !isCaptured) : mesh.namespaces.has(namespace) && !mesh.isAmbient(namespace);
    });
    yield* whereAny(open.map(({ object, use }) => ({ object, detail: `Gateway ${use!.namespace}/${use!.name}` })), {
      message: 'Labels name waypoints for what is not in ambient mode.',
    });
  },
};
