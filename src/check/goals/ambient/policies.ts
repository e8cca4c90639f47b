import { AmbientContext } from './context';
import { specOf } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { targetRefsOf } from '../../../programs/istio/l7';
import { actionOf } from '../../../programs/istio/objects/authorization-policy';

/** The AuthorizationPolicies without targets: ztunnels and sidecars have them, and no waypoint. Those that the webhook refuses are left out. */
export function policiesAtZtunnel(context: AmbientContext, ...actions: readonly string[]): MeshObject[] {
  return context.accepted('security.istio.io', 'AuthorizationPolicy')
    .filter(policy => targetRefsOf(specOf(policy)).length === 0 && actions.includes(actionOf(specOf(policy))));
}
