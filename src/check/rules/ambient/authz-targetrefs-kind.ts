import { quoted } from '../../../base/errors';
import { specOf } from '../../../cluster/mesh/mesh';
import { targetRefsOf } from '../../../programs/istio/l7';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzTargetrefsKind: AmbientRule = {
  id: 'authz-targetrefs-kind',
  title: 'Target that a policy cannot have',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A policy targets a Service, ServiceEntry or Gateway of its own namespace, without naming that, and from Istio 1.25 on the '
    + 'GatewayClass istio-waypoint from the root namespace. The webhook refuses other kinds and a namespace. A GatewayClass elsewhere, or another '
    + 'one, is accepted and never applies; only the status WaypointAccepted says so.',
  remediation: 'Target the Service, ServiceEntry or Gateway in the namespace of the policy; for all waypoints, put the policy into istio-system and '
    + 'target GatewayClass istio-waypoint.',
  references: [
    'https://istio.io/latest/docs/reference/config/type/workload-selector/#PolicyTargetReference',
    'https://github.com/istio/istio/blob/1.30.3/pkg/config/validation/validation.go',
  ],
  * check(context) {
    const groups: Readonly<Record<string, string>> = { Service: '', ServiceEntry: 'networking.istio.io', Gateway: 'gateway.networking.k8s.io', GatewayClass: 'gateway.networking.k8s.io' };
    const found = context.objects.filter(({ kind }) => kind === 'AuthorizationPolicy').flatMap(policy => targetRefsOf(specOf(policy)).flatMap(({ kind, group, name, namespace }) => {
      const own = group === 'core' ? '' : group ?? '';
      const problem = !Object.hasOwn(groups, String(kind)) || groups[String(kind)] !== own ? `${String(kind)} of group ${quoted(own)} is refused`
        : namespace !== undefined && namespace !== '' ? `namespace ${quoted(namespace)} is refused`
          : kind !== 'GatewayClass' ? undefined
            : !context.has('1.25') ? 'GatewayClass is a target from Istio 1.25 on'
              : name !== 'istio-waypoint' ? `GatewayClass ${quoted(name)} is not istio-waypoint`
                : policy.namespace !== context.mesh.rootNamespace ? `GatewayClass is a target in ${context.mesh.rootNamespace} only` : undefined;
      return problem === undefined ? [] : [{ object: policy, detail: problem }];
    }));
    yield* whereAny(found, { message: 'Policies have targets that are refused, or that never get them.' });
  },
};
