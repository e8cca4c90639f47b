import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { Mesh, specOf } from '../../cluster/mesh/mesh';
import { MeshObject } from '../../cluster/mesh/mesh-objects';
import { mayMatch, rulesOf, targetRefsOf } from '../../programs/istio/l7';
import { actionOf } from '../../programs/istio/objects/authorization-policy';

/** The waypoint of a namespace that has none yet. */
export const WAYPOINT = 'waypoint';

/** What becomes of the policies of a namespace. */
export interface PlannedPolicies {
  /** Copies for the waypoint, which enforces them once Services use it. */
  readonly atWaypoint: readonly PlainObject[];
  /** Where there is a waypoint: policies for pods with it let in, which take the place of those of their name. */
  readonly withWaypoint: readonly PlainObject[];
  /** Where there is a waypoint: copies of these, since only the waypoint still sees the clients. */
  readonly ofClients: readonly PlainObject[];
  /** What ztunnel would make wrong, or nothing, of: deleted as soon as the pods are in ambient mode. */
  readonly deleted: readonly MeshObject[];
  /** What `withWaypoint` takes the place of. */
  readonly changed: readonly MeshObject[];
  /** What cannot be planned. */
  readonly open: readonly string[];
}

/** The policies of a namespace. */
export function planPolicies(mesh: Mesh, namespace: string): PlannedPolicies {
  const of = (kind: string): MeshObject[] => mesh.ofKind('security.istio.io', kind).filter(each => each.namespace === namespace && targetRefsOf(specOf(each)).length === 0);
  const atWaypoint: PlainObject[] = [];
  const withWaypoint: PlainObject[] = [];
  const ofClients: PlainObject[] = [];
  const deleted: MeshObject[] = [];
  const changed: MeshObject[] = [];
  const open: string[] = [];
  const copy = (policy: MeshObject, copies: PlainObject[]): void => {
    const refs = targetsOf(mesh, policy);
    if (refs.length === 0) {
      open.push(`${policy.kind} ${namespace}/${policy.name} selects no pods of a Service, so that it has no target at a waypoint`);
      return;
    }
    const { selector: _, ...spec } = specOf(policy);
    const metadata = { name: `${policy.name}-waypoint`.slice(0, 253), namespace };
    copies.push({ apiVersion: 'security.istio.io/v1', kind: policy.kind, metadata, spec: { ...spec, targetRefs: refs } });
  };
  const move = (policy: MeshObject): void => {
    copy(policy, atWaypoint);
    deleted.push(policy);
  };
  for (const policy of of('AuthorizationPolicy')) {
    const rules = rulesOf(specOf(policy));
    if (['CUSTOM', 'AUDIT'].includes(actionOf(specOf(policy))) || rules.some(({ l7 }) => l7.length > 0)) {move(policy);} else if (actionOf(specOf(policy)) === 'ALLOW' && rules.length > 0 && !rules.some(({ rule }) => mayMatch(rule, { namespace, serviceAccount: WAYPOINT }, namespace))) {
      withWaypoint.push(letIn(policy, namespace));
      copy(policy, ofClients);
      changed.push(policy);
    }
  }
  for (const authentication of of('RequestAuthentication')) move(authentication);
  return { atWaypoint, withWaypoint, ofClients, deleted, changed, open };
}

/** The Services whose pods a policy selects, or the waypoint where it is for all of the namespace. */
function targetsOf(mesh: Mesh, policy: MeshObject): PlainObject[] {
  if (!isPlainObject(specOf(policy).selector)) return [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: WAYPOINT }];
  const selected = mesh.selectedBy(policy);
  const services = mesh.services.filter(service => service.namespace === policy.namespace && mesh.workloadsOf(service)
    .some(workload => selected.includes(workload)));
  return services.map(({ name }) => ({ group: '', kind: 'Service', name }));
}

/** The policy with a rule more, for what comes through the waypoint: what is about clients is enforced there. */
function letIn({ object, name }: MeshObject, namespace: string): PlainObject {
  const spec = isPlainObject(object.spec) ? object.spec : {};
  const rules = Array.isArray(spec.rules) ? spec.rules : [];
  const waypoint = { from: [{ source: { principals: [`cluster.local/ns/${namespace}/sa/${WAYPOINT}`] } }] };
  return { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name, namespace }, spec: { ...spec, rules: [...rules as readonly unknown[], waypoint] } };
}
