import { authorityReferences, clientCertificateReferences } from '../../../cluster/gateway-api/tls-references';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { backendReferences } from '../../../dataplane/requests/gateway/backends';
import { isGranted } from '../../../dataplane/requests/gateway/grants';
import { GATEWAY_GROUP } from '../../../programs/gateway-api/kinds';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayReferenceNotGranted: GatewayApiRule = {
  id: 'gateway-reference-not-granted',
  title: 'Reference to another namespace without a ReferenceGrant',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A route may name a Service of another namespace, and a Gateway or ListenerSet a Secret, only if a ReferenceGrant in the namespace of the target allows it for the kind and '
    + 'namespace that refers. Without one, ResolvedRefs is false with the reason RefNotPermitted: requests to the backend are answered with 500, and '
    + 'the listener with the certificate is not served. A grant for a Gateway does not count for its ListenerSets, nor the other way round.',
  remediation: 'Add a ReferenceGrant to the namespace of the target: spec.from has kind and namespace of the object that refers, spec.to has the kind of the target.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/referencegrant/'],
  * check(context) {
    const { grants, routes, listeners } = context.model;
    const backends = routes.flatMap(route => backendReferences(route).flatMap(({ ref, at }): ConcernedObject[] => {
      const target = { group: ref.group ?? '', kind: ref.kind ?? 'Service', namespace: ref.namespace ?? route.namespace, name: ref.name };
      const from = { group: GATEWAY_GROUP, kind: route.kind, namespace: route.namespace };
      if (target.namespace === route.namespace || isGranted(grants, from, target)) return [];
      return [{ object: context.referenceOf(route), detail: `${at}: ${describeReference(target)}` }];
    }));
    const certificates = listeners.flatMap(({ name, owner, certificates: refs }) => refs.flatMap((ref): ConcernedObject[] => {
      if (ref.namespace === owner.namespace || isGranted(grants, { group: GATEWAY_GROUP, kind: owner.kind, namespace: owner.namespace }, { ...ref, group: '' })) return [];
      return [{ object: context.referenceOf(owner), detail: `listener ${name}: ${describeReference(ref)}` }];
    }));
    const ofGateways = context.objects.filter(each => !context.problems.has(each))
      .flatMap(object => [...authorityReferences(object), ...clientCertificateReferences(object)].flatMap((ref): ConcernedObject[] => {
        const from = { group: GATEWAY_GROUP, kind: object.kind, namespace: object.namespace ?? 'default' };
        return ref.namespace === from.namespace || isGranted(grants, from, ref) ? [] : [{ object, detail: `${ref.at}: ${describeReference(ref)}` }];
      }));
    yield* whereAny([...backends, ...certificates, ...ofGateways], {
      message: 'Objects refer to another namespace, and no ReferenceGrant in the input allows it.', severity: context.severityOfMissing,
    });
  },
};
