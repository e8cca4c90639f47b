import { describeReference } from '../../../cluster/inventory/object-reference';
import { MeshWorkload, specOf } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { Waypoint } from '../../../cluster/mesh/waypoint';
import { rulesOf, targetRefsOf } from '../../../programs/istio/l7';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { policiesAtZtunnel } from '../../goals/ambient/policies';
import { AmbientRule } from '../../goals/ambient/rule';

export const waypointBypassOpen: AmbientRule = {
  id: 'waypoint-bypass-open',
  title: 'Policy of a waypoint that clients can go around',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'A policy with targetRefs is enforced at the waypoint only. Clients that address a pod instead of the Service, sidecars and everything '
    + 'outside the mesh do not use the waypoint, so its rules about requests do not apply to them. ztunnel at the destination can require the '
    + 'waypoint: it sees the identity of the waypoint as the source.',
  remediation: 'Add an AuthorizationPolicy with the selector of the pods, action DENY, and the principal of the waypoint in notPrincipals: '
    + 'cluster.local/ns/NAMESPACE/sa/WAYPOINT.',
  references: ['https://istio.io/latest/docs/ambient/usage/l7-features/', 'https://istio.io/latest/docs/ambient/usage/l4-policy/'],
  * check(context) {
    const { mesh } = context;
    const denials = policiesAtZtunnel(context, 'DENY');
    const requires = (policy: MeshObject, { namespace, name }: Waypoint): boolean => rulesOf(specOf(policy))
      .some(({ rule }) => JSON.stringify(rule.from ?? []).includes(`/ns/${namespace}/sa/${name}"`) && JSON.stringify(rule).includes('notPrincipals'));
    const isClosed = (workload: MeshWorkload, waypoint: Waypoint): boolean => denials
      .some(policy => mesh.selectedBy(policy).includes(workload) && requires(policy, waypoint));
    for (const policy of context.accepted('security.istio.io', 'AuthorizationPolicy')) {
      if (!rulesOf(specOf(policy)).some(({ l7 }) => l7.length > 0)) continue;
      for (const ref of targetRefsOf(specOf(policy)).filter(({ kind }) => kind === 'Service')) {
        const service = mesh.service(policy.namespace ?? 'default', String(ref.name));
        const use = service && mesh.waypointOfService(service);
        if (!service || !use?.isBound || !use.waypoint) continue;
        const { waypoint } = use;
        const workloads = mesh.workloadsOf(service);
        const open = workloads.filter(workload => workload.isCaptured && !isClosed(workload, waypoint)).map(({ workload }) => workload);
        // Without pods in the input, any policy of the namespace that requires the waypoint is taken for the one.
        const isAlone = workloads.length === 0 && mesh.isAmbient(waypoint.namespace) && !denials
          .some(denial => denial.namespace === policy.namespace && requires(denial, waypoint));
        yield* whereAny([...open, ...isAlone ? [service] : []].map(object => ({ object, detail: `behind ${describeReference(waypoint)}` })), {
          message: `Clients can go around the waypoint that enforces ${describeReference(policy)}.`,
        });
      }
    }
  },
};
