import { configurationNotes } from './configuration-notes';
import { ConfigurationSource, FoundConfiguration } from './configuration-source';
import { InputError, quoted, SourceLocation } from '../../base/errors';
import { Cidr, parseCidr } from '../../base/ip/cidr';
import { PlainObject } from '../../base/objects/fields';
import { admitEndpointSlice } from '../../cluster/planned/admission';
import { ClusterIpAllocator } from '../../cluster/planned/allocation/cluster-ips';
import { DEFAULT_NODE_PORT_RANGE, NodePortAllocator, NodePortRange, parseNodePortRange } from '../../cluster/planned/allocation/node-ports';
import { Assumptions } from '../../cluster/planned/assumptions';
import { completeServices, ServiceDraft } from '../../cluster/planned/service-drafts';
import { isStored } from '../../cluster/planned/stored';
import { plannedSlices } from '../../cluster/planned/workloads/planned-slices';
import { PodPlacement } from '../../cluster/planned/workloads/pod-placement';
import { readWorkload, Workload } from '../../cluster/planned/workloads/workload';
import { ClusterState, duplicateError } from '../../cluster/served/cluster-state';
import { interfacesOf, NetworkInterfaces } from '../node/interface-ips';
import { RulesetInputs } from '../nftables/generate';
import { Ruleset, RulesetDetails } from '../ruleset';
import { readSettings, Settings } from '../settings';
import { featuresOf } from '../versions/features';
import { SupportedMinor, supportedMinor } from '../versions/kube-proxy-version';

/** What a preview is made for, and what can't be read from objects. */
export interface PreviewRequest {
  readonly kubernetesVersion: string;
  /** Comes before a configuration among the objects. */
  readonly configuration?: FoundConfiguration;
  readonly networkInterfaces?: NetworkInterfaces;
  /** Comes before the ServiceCIDRs among the objects for allocation, and takes their place where there are none. */
  readonly serviceCidrs?: readonly string[];
  /** The ports of the API server's `--service-node-port-range`, as in `30000-32767`. */
  readonly nodePortRange?: string;
  /** Where the pods of Nodes without a pod CIDR get their addresses from. */
  readonly podCidrs?: readonly string[];
}

/** What the preview of one node is made for. */
export interface NodePreviewRequest extends PreviewRequest {
  readonly nodeName: string;
}

/** kubeadm's default, and that of most other installers. */
const DEFAULT_SERVICE_CIDR = '10.96.0.0/12';
/** What guides to kubeadm and Flannel's default use; only for pods of Nodes whose addresses nothing else tells. */
const DEFAULT_POD_CIDR = '10.244.0.0/16';

// A dump that lacks a kind is easily made. Without EndpointSlices its ruleset looks as if the cluster were down.
const NO_SLICES_NOTE = 'the input has Services of a cluster but no EndpointSlices: each of these Services is shown without endpoints';
const NO_SERVICE_CIDRS_NOTE =
  'the input has Services of a cluster but no ServiceCIDR: the rule that drops traffic to unallocated ClusterIPs is missing';

/**
 * Collects API objects of a cluster, of an app that is not applied yet, or of both, and previews the ruleset of a node.
 * What an API server and its controllers would add to objects that are not stored yet is filled in.
 */
export class PreviewObjects {
  /** The objects that decide a ruleset; Services that are not stored yet are added when a ruleset is made. */
  public readonly cluster = new ClusterState();
  private readonly configurationSource = new ConfigurationSource();
  private readonly drafts: ServiceDraft[] = [];
  /** By their description, as in `Deployment shop/web`. */
  private readonly workloads = new Map<string, Workload>();

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
    if (this.configurationSource.offer(object, source)) return;
    const workload = readWorkload(object, source);
    if (!workload) return;
    const other = this.workloads.get(workload.description);
    if (other) throw duplicateError(object, source, other.source);
    this.workloads.set(workload.description, workload);
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

  /** kube-proxy's configuration among the objects. */
  public get configuration(): FoundConfiguration | undefined {
    return this.configurationSource.configuration;
  }

  /**
   * The ruleset of a node. To be called once, after all objects were added.
   *
   * @throws InputError where something is missing or wrong
   */
  public ruleset(request: NodePreviewRequest): Ruleset {
    const [ruleset] = this.rulesets(request, [request.nodeName]);
    return ruleset;
  }

  /**
   * The rulesets of several nodes, made one by one. To be called once, after all objects were added.
   *
   * @throws InputError where something is missing or wrong, before the first ruleset
   */
  public* rulesets(request: PreviewRequest, nodeNames: readonly string[]): Generator<Ruleset, void> {
    for (const { inputs, details } of this.nodes(request, nodeNames)) yield Ruleset._of(inputs, details);
  }

  /**
   * What decides the rulesets of several nodes. To be called once, after all objects were added.
   *
   * @throws InputError where something is missing or wrong
   */
  public nodes(request: PreviewRequest, nodeNames: readonly string[]): { readonly inputs: RulesetInputs; readonly details: RulesetDetails }[] {
    const minor: SupportedMinor = supportedMinor(request.kubernetesVersion);
    const features = featuresOf(minor);
    const found = request.configuration ?? this.configuration;
    const configuration = found?.document ?? {};
    const settings = readSettings(configuration, features);
    const nodes = nodeNames.map(name => {
      const node = this.cluster.node(name);
      return { node, ...interfacesOf(request.networkInterfaces, node, settings) };
    });
    const ranges: GivenRanges = {
      serviceCidrs: (request.serviceCidrs ?? []).map(text => cidr(text, 'serviceCidrs')),
      podCidrs: (request.podCidrs ?? []).map(text => cidr(text, 'podCidrs')),
      nodePorts: parseNodePortRange(request.nodePortRange ?? DEFAULT_NODE_PORT_RANGE),
    };
    const assumptions = new Assumptions();
    if (ranges.serviceCidrs.length > 0 && this.cluster.serviceCidrs.size === 0) this.addServiceCidr(ranges.serviceCidrs);
    const hasServices = [...this.cluster.services.values()].some(service => Object.keys(service.clusterIps).length > 0);
    const lacksSlices = hasServices && this.cluster.endpointSlices.size === 0;
    if (this.drafts.length > 0) this.completeDrafts(ranges, settings, assumptions);
    const lacksServiceCidrs = hasServices && features.serviceCidrs && this.cluster.serviceCidrs.size === 0;
    const notes = [...configurationNotes(found, minor), ...lacksSlices ? [NO_SLICES_NOTE] : [], ...lacksServiceCidrs ? [NO_SERVICE_CIDRS_NOTE] : []];
    const details = { minor, assumptions: assumptions.list(), notes };
    return nodes.map(node => ({ inputs: { cluster: this.cluster, ...node, settings, features, configuration }, details }));
  }

  private completeDrafts(ranges: GivenRanges, settings: Settings, assumptions: Assumptions): void {
    const serviceCidrs = ranges.serviceCidrs.length > 0 ? ranges.serviceCidrs : this.knownServiceCidrs(assumptions);
    const allocation = { clusterIps: new ClusterIpAllocator(serviceCidrs), nodePorts: new NodePortAllocator(ranges.nodePorts) };
    const services = completeServices(this.drafts, this.cluster.services, serviceCidrs, allocation, assumptions);
    const clusterCidrs = ranges.podCidrs.length > 0 ? ranges.podCidrs : clusterCidrsOf(settings);
    const placement = new PodPlacement([...this.cluster.nodes.values()], clusterCidrs, assumptions);
    for (const slices of this.cluster.endpointSlices.values()) {
      for (const slice of slices) for (const port of slice.ports) for (const { address } of port.endpoints) placement.reserve(address);
    }
    for (const completed of services) {
      this.cluster.add(completed.object, completed.source);
      const { namespace, name } = completed.service;
      if (this.cluster.endpointSlices.has(`${namespace}/${name}`)) continue;
      for (const slice of plannedSlices(completed, [...this.workloads.values()], placement, assumptions)) this.cluster.add(slice);
    }
  }

  /** The cluster's ranges of ClusterIPs, its own one first. */
  private knownServiceCidrs(assumptions: Assumptions): readonly Cidr[] {
    const known = [...this.cluster.serviceCidrs.values()].sort((a, b) => Number(b.name === 'kubernetes') - Number(a.name === 'kubernetes'));
    if (known.length > 0) return known.flatMap(serviceCidr => serviceCidr.cidrs.map(range => range.cidr));
    assumptions.add('ServiceCIDR kubernetes', `${DEFAULT_SERVICE_CIDR}, since the input has none`);
    return this.addServiceCidr([cidr(DEFAULT_SERVICE_CIDR, 'serviceCidrs')]);
  }

  private addServiceCidr(ranges: readonly Cidr[]): readonly Cidr[] {
    this.cluster.add({
      apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: ranges.map(range => range.text) },
    });
    return ranges;
  }
}

/** What the request says about ranges, read. */
interface GivenRanges {
  readonly serviceCidrs: readonly Cidr[];
  readonly podCidrs: readonly Cidr[];
  readonly nodePorts: NodePortRange;
}

function clusterCidrsOf({ localDetection }: Settings): readonly Cidr[] {
  const known = localDetection.mode === 'ClusterCIDR' ? localDetection.cidrs : [];
  return known.length > 0 ? known : [cidr(DEFAULT_POD_CIDR, 'podCidrs')];
}

function cidr(text: string, option: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed) throw new InputError(`${option}: ${quoted(text)} is no CIDR: expected one as in 10.96.0.0/12 or fd00:96::/108`);
  return parsed;
}
