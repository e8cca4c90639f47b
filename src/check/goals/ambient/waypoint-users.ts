import { AmbientContext } from './context';
import { ObjectReference } from '../../../cluster/inventory/object-reference';
import { WaypointUse } from '../../../cluster/mesh/mesh';
import { labelsOf } from '../../../cluster/mesh/waypoint';
import { ISTIO } from '../../../programs/istio/names';

/** An object whose own labels name a waypoint. */
export interface WaypointUser {
  readonly object: ObjectReference;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What has to go through the waypoint; a namespace names one for both. */
  readonly type: 'service' | 'workload' | 'namespace';
  readonly use?: WaypointUse;
}

/** The Namespaces, Services, ServiceEntries, pods and WorkloadEntries that name a waypoint. */
export function usersOfWaypoints({ mesh }: AmbientContext): WaypointUser[] {
  const all = [
    ...[...mesh.namespaces.values()].flatMap(({ object, name, labels }) => object ? [{ object, namespace: name, labels, type: 'namespace' as const }] : []),
    ...[...mesh.services, ...mesh.ofKind('networking.istio.io', 'ServiceEntry')]
      .map(object => ({ object, namespace: object.namespace ?? 'default', labels: labelsOf(object.object), type: 'service' as const })),
    ...mesh.workloads.map(({ workload }) => ({
      object: workload, namespace: workload.namespace, labels: workload.podLabels as Readonly<Record<string, string>>, type: 'workload' as const,
    })),
    ...mesh.ofKind('networking.istio.io', 'WorkloadEntry').map(object => ({
      object, namespace: object.namespace ?? 'default', labels: labelsOf(object.object), type: 'workload' as const,
    })),
  ];
  return all.filter(({ labels }) => labels[ISTIO.useWaypoint] !== undefined)
    .map(user => ({ ...user, use: mesh.waypointUse(user.labels, user.namespace, user.type === 'workload' ? 'workload' : 'service') }));
}
