import { PlainObject } from '../../../../base/objects/fields';
import { mappingOf } from '../../../../base/objects/loose';
import { describeReference } from '../../../../cluster/inventory/object-reference';
import { Mesh, specOf } from '../../../../cluster/mesh/mesh';
import { MeshObject } from '../../../../cluster/mesh/mesh-objects';
import { Known } from '../condition';

/** What a PeerAuthentication asks of connections: mutual TLS, or not. */
type Mode = 'STRICT' | 'PERMISSIVE' | 'DISABLE' | 'UNSET';

/** Whether connections without mutual TLS are refused, and by which object. */
export interface MutualTls {
  /** Undefined where the port decides, and is not known. */
  readonly isRequired: Known;
  readonly by?: MeshObject;
}

interface Policies {
  readonly mesh?: MeshObject;
  readonly namespace?: MeshObject;
  readonly workload?: MeshObject;
}

/** Whether a proxy at a pod asks for mutual TLS at a port. */
export function mutualTlsAt(
  proxy: 'ztunnel' | 'sidecar', mesh: Mesh, policies: readonly MeshObject[],
  { namespace, podLabels }: { readonly namespace: string; readonly podLabels: PlainObject }, port: number | undefined,
): MutualTls {
  const found = policiesFor(mesh.rootNamespace, policies, namespace, podLabels);
  const { required, by } = proxy === 'ztunnel' ? ztunnelMode(found, port) : sidecarMode(found, port);
  const isOpen = port === undefined && found.workload !== undefined && Object.keys(mappingOf(specOf(found.workload).portLevelMtls)).length > 0;
  return { isRequired: isOpen ? undefined : required, ...by && { by } };
}

function modeOf(value: unknown): Mode {
  const { mode } = mappingOf(value);
  // The number of it does as well.
  const word = typeof mode === 'number' ? ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'][mode] : mode;
  return word === 'STRICT' || word === 'PERMISSIVE' || word === 'DISABLE' ? word : 'UNSET';
}

const isStrict = (policy: MeshObject | undefined): boolean => policy !== undefined && modeOf(specOf(policy).mtls) === 'STRICT';
const isUnset = (policy: MeshObject): boolean => modeOf(specOf(policy).mtls) === 'UNSET';

function selectorOf(policy: MeshObject): PlainObject {
  return mappingOf(mappingOf(specOf(policy).selector).matchLabels);
}

const hasSelector = (policy: MeshObject): boolean => Object.keys(selectorOf(policy)).length > 0;

/** The oldest of each level counts; of those from files, the first. `convertedSelectorPeerAuthentications` */
function policiesFor(root: string, all: readonly MeshObject[], namespace: string, labels: PlainObject): Policies {
  const created = ({ object }: MeshObject): string => String(mappingOf(object.metadata).creationTimestamp ?? '');
  const compare = (a: MeshObject, b: MeshObject): number => created(a) < created(b) ? -1 : created(a) > created(b) ? 1 : 0;
  const oldest = (some: readonly MeshObject[]): MeshObject | undefined => [...some].sort(compare).at(0);
  const selects = (policy: MeshObject): boolean => Object.entries(selectorOf(policy)).every(([key, value]) => labels[key] === value);
  return {
    mesh: oldest(all.filter(policy => policy.namespace === root && !hasSelector(policy))),
    namespace: namespace === root ? undefined : oldest(all.filter(policy => policy.namespace === namespace && !hasSelector(policy))),
    workload: namespace === root ? undefined : oldest(all.filter(policy => policy.namespace === namespace && hasSelector(policy) && selects(policy))),
  };
}

interface Required {
  readonly required: boolean;
  readonly by?: MeshObject;
}

/** The mode of the mesh, or of the namespace where it says one. */
function parentMode({ mesh, namespace }: Policies): Required {
  const own = namespace && !isUnset(namespace) ? namespace : mesh;
  return { required: isStrict(own), by: own };
}

/**
 * istiod makes policies for ztunnel of PeerAuthentications: pilot/pkg/serviceregistry/ambient/authorization.go, `convertedSelectorPeerAuthentications`
 * decides which of them a workload has, and `convertPeerAuthentication` what is in one with modes of ports.
 */
function ztunnelMode(policies: Policies, port: number | undefined): Required {
  const { workload } = policies;
  const parent = parentMode(policies);
  if (!workload) return parent;
  const ports = Object.entries(mappingOf(specOf(workload).portLevelMtls)).map(([key, value]) => [Number(key), modeOf(value)] as const);
  const has = (...modes: readonly Mode[]): boolean => ports.some(([, mode]) => modes.includes(mode));
  const own = modeOf(specOf(workload).mtls);
  const ofPort = (): Required => ({ required: convertedRefuses(policies, ports, port), by: workload });
  switch (own) {
    case 'STRICT': return has('PERMISSIVE', 'DISABLE') ? ofPort() : { required: true, by: workload };
    case 'PERMISSIVE':
    case 'DISABLE': return has('STRICT') ? ofPort() : { required: false, by: workload };
    case 'UNSET': return parent.required ? has('PERMISSIVE') ? ofPort() : parent : has('STRICT') ? ofPort() : { ...parent, required: false };
  }
}

/** Whether the policy that istiod makes of a PeerAuthentication with ports denies a connection without an identity at a port. */
function convertedRefuses({ mesh, namespace, workload }: Policies, ports: readonly (readonly [number, Mode])[], port: number | undefined): boolean {
  const own = modeOf(specOf(workload!).mtls);
  const isParentStrict = own === 'UNSET' && (isStrict(namespace) || ((!namespace || isUnset(namespace)) && isStrict(mesh)));
  const strictPorts = own === 'STRICT' || isParentStrict ? [] : ports.filter(([, mode]) => mode === 'STRICT').map(([number]) => number);
  // Below a namespace that says nothing, and a mesh that is strict, exceptions of ports are dropped.
  const dropsOpenPorts = own === 'PERMISSIVE' || own === 'DISABLE'
    || (own === 'UNSET' && (namespace ? !isStrict(namespace) : !isStrict(mesh)));
  const openPorts = dropsOpenPorts ? [] : ports.filter(([, mode]) => mode === 'PERMISSIVE' || mode === 'DISABLE').map(([number]) => number);
  const isMerged = openPorts.length > 0 && ((isStrict(mesh) && (!namespace || isUnset(namespace) || isStrict(namespace))) || isStrict(namespace));
  const refusesPort = port !== undefined && strictPorts.includes(port);
  const refusesOthers = (own === 'STRICT' || isMerged) && (port === undefined || !openPorts.includes(port));
  return refusesPort || refusesOthers;
}

/** A sidecar has the mode of the port, or else of the workload, the namespace or the mesh. */
function sidecarMode(policies: Policies, port: number | undefined): Required {
  const { workload } = policies;
  const ofPort = workload && port !== undefined ? modeOf(mappingOf(specOf(workload).portLevelMtls)[String(port)]) : 'UNSET';
  if (ofPort !== 'UNSET') return { required: ofPort === 'STRICT', by: workload };
  return workload && !isUnset(workload) ? { required: isStrict(workload), by: workload } : parentMode(policies);
}

/** `PeerAuthentication shop/default asks for mutual TLS` */
export function mutualTlsText({ by }: MutualTls): string {
  return by ? `${describeReference(by)} asks for mutual TLS` : 'mutual TLS is required';
}
