import { describeReference } from '../../../cluster/inventory/object-reference';
import { specOf } from '../../../cluster/mesh/mesh';
import { takesTraffic } from '../../../cluster/mesh/waypoint';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const statefulsetHeadless: AmbientRule = {
  id: 'statefulset-headless',
  title: 'Headless Service whose traffic a waypoint does not get',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  description: 'Clients of a headless Service address its pods. That is traffic of workloads, which a waypoint for services does not take: it goes '
    + 'direct.',
  remediation: 'Set istio.io/waypoint-for of the waypoint to all or workload, and label the pods with istio.io/use-waypoint, where rules about '
    + 'requests are needed.',
  references: ['https://istio.io/latest/docs/reference/config/labels/#IoIstioWaypointFor', 'https://istio.io/latest/docs/ambient/usage/waypoint/'],
  * check(context) {
    const { mesh } = context;
    const found = mesh.services.filter(service => specOf(service).clusterIP === 'None').flatMap(object => {
      const use = mesh.waypointOfService(object);
      return use?.waypoint && !takesTraffic(use.waypoint, 'workload') ? [{ object, detail: `${describeReference(use.waypoint)} is for ${use.waypoint.trafficType}` }] : [];
    });
    yield* whereAny(found, { message: 'Headless Services have waypoints that do not take what is addressed to pods.' });
  },
};
