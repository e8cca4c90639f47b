import { admitEndpointSlice } from './admission';
import { InputError, SourceLocation } from '../ruleset/errors';
import { interfaceIpsOf, NetworkInterfaces } from '../ruleset/node/interface-ips';
import { Ruleset } from '../ruleset/ruleset';
import { ClusterIpAllocator } from './allocation/cluster-ips';
import { DEFAULT_NODE_PORT_RANGE, NodePortAllocator, parseNodePortRange } from './allocation/node-ports';
import { Assumptions } from './assumptions';
import { configurationNotes } from './configuration-notes';
import { ConfigurationSource, FoundConfiguration } from './configuration-source';
import { completeServices, ServiceDraft } from './service-drafts';
import { isStored } from './stored';
import { plannedSlices } from './workloads/planned-slices';
import { PodPlacement } from './workloads/pod-placement';
import { readWorkload, Workload } from './workloads/workload';
import { ClusterState } from '../ruleset/intake/cluster-state';
import { PlainObject } from '../ruleset/intake/fields';
import { readSettings, Settings } from '../ruleset/intake/settings';
import { Cidr, parseCidr } from '../ruleset/ip/cidr';
import { featuresOf } from '../ruleset/versions/features';
import { SupportedMinor, supportedMinor } from '../ruleset/versions/kube-proxy-version';

/** What a preview is made for, and what can't be read from objects. */
export interface PreviewRequest {
  readonly kubernetesVersion: string;
  readonly nodeName: string;
  /** Comes before a configuration among the objects. */
  readonly configuration?: FoundConfiguration;
  readonly networkInterfaces?: NetworkInterfaces;
  /** Comes before the ServiceCIDRs among the objects, for allocation alone. */
  readonly serviceCidrs?: readonly string[];
  /** The ports of the API server's `--service-node-port-range`, as in `30000-32767`. */
  readonly nodePortRange?: string;
  /** Where the pods of Nodes without a pod CIDR get their addresses from. */
  readonly podCidrs?: readonly string[];
}

/** kubeadm's default, and that of most other installers. */
const DEFAULT_SERVICE_CIDR = '10.96.0.0/12';
/** What guides to kubeadm and Flannel's default use; only for pods of Nodes whose addresses nothing else tells. */
const DEFAULT_POD_CIDR = '10.244.0.0/16';

/**
 * Collects API objects of a cluster, of an app that is not applied yet, or of both, and previews the ruleset of a node.
 * What an API server and its controllers would add to objects that are not stored yet is filled in.
 */
export class PreviewObjects {
  private readonly cluster = new ClusterState();
  private readonly configuration = new ConfigurationSource();
  private readonly drafts: ServiceDraft[] = [];
  private readonly workloads: Workload[] = [];

  /**
   * Takes an object in; kinds that have no meaning for a ruleset are passed over.
   *
   * @throws InputError where the object is wrong
   */
  public add(object: PlainObject, source?: SourceLocation): void {
    if (object.kind === 'Service' && object.apiVersion === 'v1' && !isStored(object)) {
      this.drafts.push({ object, source });
      return;
    }
    if (this.cluster.add(object, source)) {
      if (object.kind === 'EndpointSlice' && !isStored(object)) admitEndpointSlice(object, source);
      return;
    }
    if (this.configuration.offer(object, source)) return;
    const workload = readWorkload(object, source);
    if (workload) this.workloads.push(workload);
  }

  /**
   * Takes in an object that is still to be applied, whatever fields it has already.
   *
   * @throws InputError where the object is wrong
   */
  public addDesired(object: PlainObject, source?: SourceLocation): void {
    if (object.kind === 'Service' && object.apiVersion === 'v1') this.drafts.push({ object, source });
    else this.add(object, source);
  }

  /**
   * The ruleset of a node. To be called once, after all objects were added.
   *
   * @throws InputError where something is missing or wrong
   */
  public ruleset(request: PreviewRequest): Ruleset {
    const minor: SupportedMinor = supportedMinor(request.kubernetesVersion);
    const features = featuresOf(minor);
    const found = request.configuration ?? this.configuration.configuration;
    const settings = readSettings(found?.document ?? {}, features);
    const node = this.cluster.node(request.nodeName);
    const interfaceIps = interfaceIpsOf(request.networkInterfaces, node, settings);
    const assumptions = new Assumptions();
    this.completeDrafts(request, settings, assumptions);
    return Ruleset._of(
      { cluster: this.cluster, node, interfaceIps, settings, features },
      { minor, assumptions: assumptions.list(), notes: configurationNotes(found, minor) },
    );
  }

  private completeDrafts(request: PreviewRequest, settings: Settings, assumptions: Assumptions): void {
    if (this.drafts.length === 0) return;
    const serviceCidrs = this.serviceCidrs(request, assumptions);
    const nodePortRange = parseNodePortRange(request.nodePortRange ?? DEFAULT_NODE_PORT_RANGE);
    const allocation = { clusterIps: new ClusterIpAllocator(serviceCidrs), nodePorts: new NodePortAllocator(nodePortRange) };
    const services = completeServices(this.drafts, this.cluster.services.values(), serviceCidrs, allocation, assumptions);
    const placement = new PodPlacement([...this.cluster.nodes.values()], podCidrs(request, settings), assumptions);
    for (const slices of this.cluster.endpointSlices.values()) {
      for (const slice of slices) for (const port of slice.ports) for (const { address } of port.endpoints) placement.reserve(address);
    }
    for (const completed of services) {
      this.cluster.add(completed.object, completed.source);
      const { namespace, name } = completed.service;
      if (this.cluster.endpointSlices.has(`${namespace}/${name}`)) continue;
      for (const slice of plannedSlices(completed, this.workloads, placement, assumptions)) this.cluster.add(slice);
    }
  }

  /** The ranges of ClusterIPs, the cluster's own one first. */
  private serviceCidrs(request: PreviewRequest, assumptions: Assumptions): Cidr[] {
    if (request.serviceCidrs && request.serviceCidrs.length > 0) return request.serviceCidrs.map(text => cidr(text, 'serviceCidrs'));
    const known = [...this.cluster.serviceCidrs.values()].sort((a, b) => Number(b.name === 'kubernetes') - Number(a.name === 'kubernetes'));
    if (known.length > 0) return known.flatMap(serviceCidr => serviceCidr.cidrs.map(range => range.cidr));
    assumptions.add('ServiceCIDR kubernetes', `${DEFAULT_SERVICE_CIDR}, since the input has none`);
    this.cluster.add({
      apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: [DEFAULT_SERVICE_CIDR] },
    });
    return [cidr(DEFAULT_SERVICE_CIDR, 'serviceCidrs')];
  }
}

function podCidrs(request: PreviewRequest, settings: Settings): Cidr[] {
  if (request.podCidrs && request.podCidrs.length > 0) return request.podCidrs.map(text => cidr(text, 'podCidrs'));
  const detection = settings.localDetection;
  return detection.mode === 'ClusterCIDR' && detection.cidrs.length > 0 ? [...detection.cidrs] : [cidr(DEFAULT_POD_CIDR, 'podCidrs')];
}

function cidr(text: string, option: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed) throw new InputError(`${option}: ${JSON.stringify(text)} is no CIDR: expected one as in ${DEFAULT_SERVICE_CIDR}`);
  return parsed;
}
