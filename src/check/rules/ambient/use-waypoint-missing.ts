import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';
import { usersOfWaypoints } from '../../goals/ambient/waypoint-users';

export const useWaypointMissing: AmbientRule = {
  id: 'use-waypoint-missing',
  title: 'Waypoint that does not exist',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The label istio.io/use-waypoint names a Gateway that is not in the input. A waypoint that is missing does not block anything: traffic '
    + 'goes direct, and the policies and routes of the waypoint do not apply. The Service gets the condition istio.io/WaypointBound with the reason '
    + 'WaypointMissing.',
  remediation: 'Create the waypoint in the namespace of the object, or in that of the label istio.io/use-waypoint-namespace, or correct the name. '
    + 'Deploy it before the label.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/waypoint/',
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/serviceregistry/ambient/waypoints.go',
  ],
  * check(context) {
    const users = usersOfWaypoints(context).filter(({ use }) => use && !use.waypoint && !/[/#]/.test(use.name));
    yield* whereAny(users.map(({ object, use }) => ({ object, detail: `Gateway ${use!.namespace}/${use!.name}` })), {
      message: 'Labels name waypoints that are not in the input, so traffic goes around them.',
    });
  },
};
