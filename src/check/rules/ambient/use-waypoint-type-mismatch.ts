import { describeReference } from '../../../cluster/inventory/object-reference';
import { takesTraffic } from '../../../cluster/mesh/waypoint';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';
import { usersOfWaypoints } from '../../goals/ambient/waypoint-users';

export const useWaypointTypeMismatch: AmbientRule = {
  id: 'use-waypoint-type-mismatch',
  title: 'Waypoint that does not take this traffic',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A waypoint takes what is addressed to Services, to pods, or both, as its label istio.io/waypoint-for says; the default is service. A '
    + 'Service with a waypoint for workloads, or a pod with one for services, gets the reason UnsupportedTrafficType, and traffic goes direct. '
    + 'Where a namespace names such a waypoint, no condition says so at all.',
  remediation: 'Set istio.io/waypoint-for of the Gateway to all, or name another waypoint.',
  references: [
    'https://istio.io/latest/docs/reference/config/labels/#IoIstioWaypointFor',
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/serviceregistry/ambient/waypoints.go',
  ],
  * check(context) {
    const wrong = usersOfWaypoints(context).flatMap(({ object, type, use }) => {
      const waypoint = use?.waypoint;
      if (!waypoint) return [];
      const isTaken = type === 'namespace' ? takesTraffic(waypoint, 'service') || takesTraffic(waypoint, 'workload') : takesTraffic(waypoint, type);
      const isForServices = type !== 'namespace' || takesTraffic(waypoint, 'service')
        || !context.mesh.services.some(service => service.namespace === object.name && context.mesh.waypointOfService(service)?.by === 'namespace');
      return isTaken && isForServices ? [] : [{ object, detail: `${describeReference(waypoint)} is for ${waypoint.trafficType}` }];
    });
    yield* whereAny(wrong, { message: 'Labels name waypoints that do not take what is addressed to these objects.' });
  },
};
