import { listOf } from '../../../base/text/words';
import { backendReferences } from '../../../dataplane/requests/gateway/backends';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayBackendNotFound: GatewayApiRule = {
  id: 'gateway-backend-not-found',
  title: 'Backend that does not exist, or not with this port',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A backend is a Service with one of the ports in its spec.ports (not a targetPort). If there is none, ResolvedRefs is false with the reason BackendNotFound. The backend keeps its share '
    + 'of the requests, and they are answered with 500; with TCP, TLS and UDP, connections are refused. The rule applies where the input has Services.',
  remediation: 'Correct name, namespace or port of the backend, or create the Service.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional'],
  * check(context) {
    const { routes, services } = context.model;
    if (!services) return;
    const objects = routes.flatMap(route => backendReferences(route).flatMap(({ ref, at }): ConcernedObject[] => {
      if ((ref.group ?? '') !== '' || (ref.kind ?? 'Service') !== 'Service') return [];
      const name = `${ref.namespace ?? route.namespace}/${ref.name}`;
      const ports = services.get(name);
      if (ports?.includes(ref.port)) return [];
      const why = ports ? `Service ${name} does not have port ${ref.port}; it has ${ports.length === 0 ? 'none' : listOf(ports.map(String))}` : `Service ${name} is not in the input`;
      return [{ object: context.referenceOf(route), detail: `${at}: ${why}` }];
    }));
    yield* whereAny(objects, { message: 'Routes send requests to backends that do not exist.', severity: context.severityOfMissing });
  },
};
