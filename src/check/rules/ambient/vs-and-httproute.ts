import { meshRoutesOf, servicesOfVirtualService } from '../../../cluster/mesh/routes';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { AmbientRule } from '../../goals/ambient/rule';

export const vsAndHttproute: AmbientRule = {
  id: 'vs-and-httproute',
  title: 'Service with both a VirtualService and a route',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A waypoint knows VirtualServices (alpha) and routes of Gateway API. Where a Service has both, which of them applies is not defined.',
  remediation: 'Write all rules for the Service in one HTTPRoute, and delete the VirtualService.',
  references: ['https://istio.io/latest/docs/ambient/usage/l7-features/'],
  * check(context) {
    const { mesh } = context;
    for (const virtualService of mesh.ofKind('networking.istio.io', 'VirtualService')) {
      for (const service of servicesOfVirtualService(virtualService)) {
        const routes = meshRoutesOf(mesh, service);
        if (routes.length === 0 || !mesh.isAmbient(service.namespace)) continue;
        yield {
          message: `Service ${service.namespace}/${service.name} has a VirtualService and a route, and which one applies is not defined.`,
          objects: [virtualService, ...routes].map(object => ({ object })),
        };
      }
    }
  },
};
