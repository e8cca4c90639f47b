import { specOf } from '../../../cluster/mesh/mesh';
import { serviceOfHost, virtualServicesOf } from '../../../cluster/mesh/routes';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const drConsistentHash: AmbientRule = {
  id: 'dr-consistent-hash',
  title: 'Consistent hashing that a waypoint does not apply',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Before Istio 1.31 a waypoint applies consistentHash of a DestinationRule only where a VirtualService routes the requests. Without one '
    + 'requests are spread over all endpoints, and sessions that rely on the hash break.',
  remediation: 'Update to Istio 1.31, or add a VirtualService for the host.',
  references: [
    'https://istio.io/latest/news/releases/1.31.x/announcing-1.31/change-notes/',
    'https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB',
  ],
  * check(context) {
    const { mesh } = context;
    if (context.has('1.31')) return;
    const found = mesh.ofKind('networking.istio.io', 'DestinationRule').filter(each => {
      const name = serviceOfHost(specOf(each).host, each.namespace ?? 'default');
      const service = name && mesh.service(name.namespace, name.name);
      const hasHash = JSON.stringify(specOf(each).trafficPolicy ?? {}).includes('"consistentHash"');
      return hasHash && service && mesh.waypointOfService(service)?.isBound && virtualServicesOf(mesh, { namespace: 'default', ...service }).length === 0;
    });
    yield* whereAny(found.map(object => ({ object, detail: `host ${String(specOf(object).host)}` })), { message: 'DestinationRules ask for consistent hashing, which waypoints do not apply without a VirtualService.' });
  },
};
