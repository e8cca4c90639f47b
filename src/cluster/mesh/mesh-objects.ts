import { SourceLocation } from '../../base/errors';
import { groupOf } from '../../base/objects/api-version';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { ISTIO_GROUPS_AND_KINDS } from '../../programs/istio/objects/kinds';
import { ObjectReference, readReference } from '../inventory/object-reference';

/** An object that says how a service mesh treats traffic, or who may talk to whom, as it is written. */
export interface MeshObject extends ObjectReference {
  readonly group: string;
  readonly object: PlainObject;
}

/** Kinds without a namespace. */
const CLUSTER_SCOPED = ['CiliumClusterwideNetworkPolicy', 'GlobalNetworkPolicy'];

/** Of other programs than Istio. */
const OTHERS: readonly string[] = [
  '/Service', '/ResourceQuota', 'install.istio.io/IstioOperator', 'networking.k8s.io/NetworkPolicy', 'cilium.io/CiliumNetworkPolicy', 'cilium.io/CiliumClusterwideNetworkPolicy',
  'projectcalico.org/NetworkPolicy', 'projectcalico.org/GlobalNetworkPolicy', 'crd.projectcalico.org/NetworkPolicy', 'crd.projectcalico.org/GlobalNetworkPolicy',
  'vpcresources.k8s.aws/SecurityGroupPolicy',
];

/** The group and name of each of these kinds. */
export const MESH_GROUPS_AND_KINDS: readonly string[] = [...ISTIO_GROUPS_AND_KINDS, ...OTHERS];

/** What of a Service says which pods it has, and what it asks of a mesh. */
const SERVICE_FIELDS = ['type', 'clusterIP', 'selector', 'ports', 'externalName'];

/** @throws InputError where it has no name */
export function readMeshObject(given: PlainObject, source?: SourceLocation): MeshObject {
  const { status: _, ...object } = given;
  const reference = readReference(given, source);
  const group = groupOf(given.apiVersion) ?? '';
  return {
    ...reference,
    ...!CLUSTER_SCOPED.includes(reference.kind) && { namespace: reference.namespace ?? 'default' },
    group,
    object: `${group}/${reference.kind}` === '/Service' ? reduced(object) : object,
  };
}

/** There can be many Services, and most of what they have is kept elsewhere. */
function reduced({ apiVersion, kind, metadata, spec }: PlainObject): PlainObject {
  const { name, namespace, labels, annotations } = isPlainObject(metadata) ? metadata : {} as PlainObject;
  const fields = isPlainObject(spec) ? Object.entries(spec).filter(([key]) => SERVICE_FIELDS.includes(key)) : [];
  return { apiVersion, kind, metadata: { name, namespace, labels, annotations }, spec: Object.fromEntries(fields) };
}
