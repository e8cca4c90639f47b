import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const waypointNameNone: AmbientRule = {
  id: 'waypoint-name-none',
  title: 'Waypoint of the name none',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The value none of the label istio.io/use-waypoint means that no waypoint is used, so a Gateway of that name can never be one.',
  remediation: 'Give the Gateway another name.',
  references: ['https://github.com/istio/istio/blob/1.30.3/pilot/pkg/serviceregistry/ambient/waypoints.go'],
  * check({ mesh }) {
    yield* whereAny(mesh.waypoints.filter(({ name }) => name === 'none').map(object => ({ object })), { message: 'A waypoint has the name that stands for no waypoint.' });
  },
};
