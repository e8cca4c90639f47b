import { ClusterIpAllocator } from './allocation/cluster-ips';
import { DEFAULT_NODE_PORT_RANGE, NodePortAllocator, parseNodePortRange } from './allocation/node-ports';
import { Assumptions } from './assumptions';
import { AssumedLoadBalancers } from './load-balancers';
import { mirroredSlices } from './mirrored-slices';
import { plannedSlices } from './planned-slices';
import { PodPlacement } from './pod-placement';
import { completeServices, ServiceDraft } from './service-drafts';
import { InputError, quoted } from '../../base/errors';
import { Cidr, cidrContains, parseCidr } from '../../base/ip/cidr';
import { EndpointSlice, readEndpointSlice } from '../served/endpoint-slice';
import { ServedCluster } from '../served/served-cluster';
import { Service } from '../served/service';
import { readServiceCidr, ServiceCidr } from '../served/service-cidr';
import { Workload } from '../workloads/workload';

/** What objects don't tell of a cluster. */
export interface PlanningOptions {
  /**
   * Comes before the ServiceCIDRs among the objects for allocation, and takes their place where there are none. With `none` the cluster has
   * no ServiceCIDRs, as those before 1.33 do not, and ranges are taken for allocation alone.
   */
  readonly serviceCidrs?: readonly string[];
  /** Addresses that load balancers are assumed to give to planned Services. */
  readonly loadBalancers?: AssumedLoadBalancers;
  /** The ports of the API server's `--service-node-port-range`, as in `30000-32767`. */
  readonly nodePortRange?: string;
  /** Where the pods of Nodes without a pod CIDR get their addresses from. */
  readonly podCidrs?: readonly string[];
  /** The pods' ranges as kube-proxy's configuration has them, which count where `podCidrs` are not given. */
  readonly clusterCidrs?: readonly Cidr[];
}

/** A cluster in which nothing is open any more. It never changes. */
export interface CompleteCluster extends ServedCluster {
  /** What was filled in because only a running cluster decides it, object by object. */
  readonly assumptions: readonly string[];
}

/** What is planned beside what the cluster has. */
export interface Plans {
  /** Services that no API server has stored yet, by `namespace/name`. */
  readonly drafts: ReadonlyMap<string, ServiceDraft>;
  readonly workloads: readonly Workload[];
  /** Endpoints that are not stored yet, by `namespace/name`. */
  readonly endpoints: ReadonlyMap<string, ServiceDraft>;
}

/** In the place of ranges: the cluster has no ServiceCIDR objects. */
export const NO_SERVICE_CIDRS = 'none';

/** kubeadm's default, and that of most other installers. */
const DEFAULT_SERVICE_CIDR = '10.96.0.0/12';
/** What guides to kubeadm and Flannel's default use; only for pods of Nodes whose addresses nothing else tells. */
const DEFAULT_POD_CIDR = '10.244.0.0/16';

/**
 * Fills in what an API server and its controllers would add to objects that are not stored yet.
 *
 * @param cluster with the drafts among its Services as they stand
 * @throws InputError where the API server would refuse an object, or an option is wrong
 */
export function completeCluster(cluster: ServedCluster, { drafts, workloads, endpoints }: Plans, options: PlanningOptions): CompleteCluster {
  const hasServiceCidrs = !options.serviceCidrs?.includes(NO_SERVICE_CIDRS);
  const given = (options.serviceCidrs ?? []).filter(text => text !== NO_SERVICE_CIDRS).map(text => cidr(text, 'serviceCidrs'));
  const podCidrs = (options.podCidrs ?? []).map(text => cidr(text, 'podCidrs'));
  const nodePortRange = parseNodePortRange(options.nodePortRange ?? DEFAULT_NODE_PORT_RANGE);
  const assumptions = new Assumptions();
  const services = new Map(cluster.services);
  const endpointSlices = new Map(cluster.endpointSlices);
  const serviceCidrs = new Map(cluster.serviceCidrs);
  if (!hasServiceCidrs) serviceCidrs.clear();
  else if (given.length > 0 && serviceCidrs.size === 0) addServiceCidr(serviceCidrs, given);
  if (drafts.size > 0) {
    const stored = [...services.values()].filter(service => !drafts.has(keyOf(service)));
    const ranges = given.length > 0 ? given : knownServiceCidrs(serviceCidrs, stored, hasServiceCidrs, assumptions);
    const allocation = { clusterIps: new ClusterIpAllocator(ranges), nodePorts: new NodePortAllocator(nodePortRange) };
    const completed = completeServices([...drafts.values()], stored, ranges, allocation, assumptions, options.loadBalancers);
    const clusterCidrs = [podCidrs, options.clusterCidrs ?? []].find(list => list.length > 0) ?? [cidr(DEFAULT_POD_CIDR, 'podCidrs')];
    const placement = new PodPlacement([...cluster.nodes.values()], clusterCidrs, assumptions);
    reserveEndpoints(endpointSlices, placement);
    for (const draft of completed) {
      const key = keyOf(draft.service);
      services.delete(key);
      services.set(key, draft.service);
      if (endpointSlices.has(key)) continue;
      const mirrored = endpoints.get(key);
      const planned = mirrored && mirroredSlices(draft, mirrored, assumptions);
      const slices = (planned ?? plannedSlices(draft, workloads, placement, assumptions)).map(slice => readEndpointSlice(slice));
      if (slices.length > 0) endpointSlices.set(key, slices);
    }
  }
  return { nodes: new Map(cluster.nodes), services, endpointSlices, serviceCidrs, pods: new Map(cluster.pods), assumptions: assumptions.list() };
}

function keyOf({ namespace, name }: Service): string {
  return `${namespace}/${name}`;
}

function reserveEndpoints(endpointSlices: ReadonlyMap<string, readonly EndpointSlice[]>, placement: PodPlacement): void {
  for (const slices of endpointSlices.values()) {
    for (const slice of slices) for (const port of slice.ports) for (const { address } of port.endpoints) placement.reserve(address);
  }
}

/** The cluster's ranges of ClusterIPs, its own one first. */
function knownServiceCidrs(
  serviceCidrs: Map<string, ServiceCidr>, stored: readonly Service[], hasServiceCidrs: boolean, assumptions: Assumptions,
): readonly Cidr[] {
  const known = [...serviceCidrs.values()].sort((a, b) => Number(b.name === 'kubernetes') - Number(a.name === 'kubernetes'));
  if (known.length > 0) return known.flatMap(({ cidrs }) => cidrs.map(range => range.cidr));
  const { ranges, ground } = rangesByEvidence(stored);
  assumptions.add('ServiceCIDR kubernetes', `${ranges.map(({ text }) => text).join(', ')}, ${ground}`);
  if (hasServiceCidrs) addServiceCidr(serviceCidrs, ranges);
  return ranges;
}

/** The ranges that the ClusterIPs of the cluster's Services are from; the default where it fits them, or where there are none. */
function rangesByEvidence(stored: readonly Service[]): { readonly ranges: readonly Cidr[]; readonly ground: string } {
  const byDefault = cidr(DEFAULT_SERVICE_CIDR, 'serviceCidrs');
  const addresses = stored.flatMap(({ clusterIps }) => Object.values(clusterIps));
  const [v4, v6] = [addresses.filter(address => !address.includes(':')), addresses.filter(address => address.includes(':'))];
  if (v6.length === 0 && v4.every(address => cidrContains(byDefault, address))) return { ranges: [byDefault], ground: 'since the input has none' };
  const fitsDefault = v4.every(address => cidrContains(byDefault, address));
  const ranges = [...v4.length === 0 ? [] : [fitsDefault ? byDefault : commonRange(v4, 16)], ...v6.length === 0 ? [] : [commonRange(v6, 112)]];
  const isV6First = addresses[0].includes(':');
  return { ranges: isV6First ? ranges.reverse() : ranges, ground: 'since the ClusterIPs of the input are from there' };
}

/** The smallest range with all of the addresses, and not smaller than those that installers use. */
function commonRange(addresses: readonly string[], most: number): Cidr {
  for (let length = most; length > 0; length--) {
    const range = parseCidr(parseCidr(`${addresses[0]}/${length}`)!.text)!;
    if (addresses.every(address => cidrContains(range, address))) return range;
  }
  return parseCidr(addresses[0].includes(':') ? '::/0' : '0.0.0.0/0')!;
}

function addServiceCidr(serviceCidrs: Map<string, ServiceCidr>, ranges: readonly Cidr[]): void {
  const object = { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: ranges.map(range => range.text) } };
  serviceCidrs.set('kubernetes', readServiceCidr(object));
}

function cidr(text: string, option: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed) throw new InputError(`${option}: ${quoted(text)} is no CIDR: expected one as in 10.96.0.0/12 or fd00:96::/108`);
  return parsed;
}
