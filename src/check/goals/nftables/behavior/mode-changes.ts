import { mayChangeByItself, servicesThatMayChange } from './may-change';
import { NodeGroup, NodeGroups } from './node-groups';
import { InputError } from '../../../../base/errors';
import { FAMILIES } from '../../../../base/ip/address';
import { Cluster } from '../../../../cluster/cluster';
import { knowsEndpoints } from '../../../../cluster/inventory/service-endpoints';
import { servedServices } from '../../../../cluster/inventory/service-frontends';
import { FoundConfiguration } from '../../../../cluster/kube-proxy/kube-proxy-objects';
import { Node } from '../../../../cluster/served/node';
import { Service } from '../../../../cluster/served/service';
import { isSharedOtherwise } from '../../../../dataplane/modes/compare/affinity-sharing';
import { FURTHER_SURROUNDINGS, withFurtherAddresses } from '../../../../dataplane/modes/compare/further-addresses';
import { ModeRow, ModeRows } from '../../../../dataplane/modes/compare/mode-comparison';
import { ChangeTopic } from '../../../../dataplane/modes/compare/topics';
import { ModeOutcome, Share } from '../../../../dataplane/modes/outcome';
import { ServiceBehavior } from '../../../../dataplane/modes/service-behavior';
import { RulesetInputs } from '../../../../dataplane/nftables/generate';
import { nodeRulesets, RulesetDetails } from '../../../../dataplane/node-rulesets';
import { SUPPORTED_MINORS } from '../../../../dataplane/versions/kube-proxy-version';
import { ProxyMode } from '../../../../programs/kube-proxy/proxy-mode';
import { linuxNodes } from '../../../findings/nodes';

/** What the comparison is made for. */
export interface ModeChangesRequest {
  readonly cluster: Cluster;
  readonly currentMode: ProxyMode;
  /** The version of kube-proxy on both sides, as in `1.36`. */
  readonly version: string;
  readonly configuration: FoundConfiguration;
  readonly planned: FoundConfiguration;
}

/** A Service whose traffic changes, and where. */
export interface ChangedService {
  readonly service: Service;
  /** The nodes on which it changes, in the order of the input. */
  readonly nodes: readonly Node[];
  /** The traffic, on one node of each kind. */
  readonly rows: readonly ChangedTraffic[];
}

/** Traffic that changes. Of its outcomes, each kind is kept once, whichever endpoint it is for: large clusters have millions of them. */
export type ChangedTraffic = Omit<ModeRow, 'reason' | 'packet'>;

/** Traffic to a Service that changes alike on several nodes. */
interface Change {
  readonly service: Service;
  readonly nodes: NodeGroup;
  readonly row: ChangedTraffic;
}

/** Which Services are compared on which node, and for which nodes that one stands. */
type Jobs = ReadonlyMap<Node, ReadonlyMap<Service, NodeGroup>>;

/** Both sides of one node. */
interface NodeSides {
  readonly before: RulesetInputs;
  readonly after: RulesetInputs;
  readonly details: RulesetDetails;
}

/** Most nodes that are compared: the kinds into which Services sort them may be many. Services that ask for more are left undecided. */
const MOST_NODES = 100;

/**
 * What nftables mode changes for each Service, computed by the models of both modes on one node of each kind. What depends on
 * addresses of nodes that nobody has looked at is computed for a node that has one more, and whose network has all external addresses.
 */
export class ModeChanges {
  /** Why it can't be computed, if so. */
  public static lackOf(cluster: Cluster, version: string): string | undefined {
    if (linuxNodes({ cluster }).length === 0) return 'the input has no Nodes';
    if (cluster.endpointSlices.size === 0) return 'the input has no EndpointSlices';
    return SUPPORTED_MINORS.some(minor => minor === version) ? undefined : `the rules of kube-proxy ${version} are not known`;
  }

  /** Nothing where it can't be computed. */
  public static of(request: ModeChangesRequest): ModeChanges | undefined {
    const { cluster, version } = request;
    if (ModeChanges.lackOf(cluster, version) !== undefined) return undefined;
    try {
      return new ModeChanges(request, linuxNodes(request));
    } catch (error) {
      // Objects and configurations that can't be right are other rules' business.
      if (error instanceof InputError) return undefined;
      throw error;
    }
  }

  private readonly changes: Change[] = [];
  /** The Services whose frontends share session affinity otherwise. */
  private readonly sharing = new Set<Service>();
  private readonly decided = new Set<Service>();

  private constructor(private readonly request: ModeChangesRequest, nodes: readonly Node[]) {
    const { cluster } = request;
    const mayChange = servicesThatMayChange(cluster);
    for (const service of servedServices(cluster)) if (!mayChange.has(service) && knowsEndpoints(cluster, service)) this.decided.add(service);
    const jobs = this.jobs([...mayChange].filter(service => knowsEndpoints(cluster, service)), new NodeGroups(cluster, nodes));
    for (const { sides, groups } of this.sidesOf(jobs)) this.compare(sides, groups);
  }

  /** Whether the comparison tells all about a Service: not of one that is not applied yet. */
  public decides(service: Service): boolean {
    return this.decided.has(service);
  }

  /** The Services whose traffic changes for one of the reasons, in the order of the input. */
  public of(topics: readonly ChangeTopic[], isMeant: (row: ChangedTraffic) => boolean = () => true): ChangedService[] {
    const found = new Map<Service, { readonly nodes: Set<Node>; readonly rows: ChangedTraffic[] }>();
    for (const { service, nodes, row } of this.changes) {
      if (!topics.includes(row.topic) || !isMeant(row)) continue;
      let change = found.get(service);
      if (!change) found.set(service, change = { nodes: new Set(), rows: [] });
      for (const node of nodes) change.nodes.add(node);
      change.rows.push(row);
    }
    const { services, nodes } = this.request.cluster;
    return [...services.values()].filter(service => found.has(service)).map(service => {
      const { nodes: concerned, rows } = found.get(service)!;
      return { service, nodes: [...nodes.values()].filter(node => concerned.has(node)), rows };
    });
  }

  /** The Services with session affinity whose frontends share it, and did not or will not. */
  public get sharesAffinityOtherwise(): ReadonlySet<Service> {
    return this.sharing;
  }

  /** Few nodes are chosen, since each has costs of its own. */
  private jobs(services: readonly Service[], groups: NodeGroups): Jobs {
    const jobs = new Map<Node, Map<Service, NodeGroup>>();
    for (const service of services) {
      const chosen = groups.of(service).map(group => ({ group, node: group.find(node => jobs.has(node)) ?? group[0] }));
      const added = chosen.filter(({ node }) => !jobs.has(node)).length;
      if (jobs.size + added > MOST_NODES) continue;
      for (const { group, node } of chosen) {
        const ofNode = jobs.get(node);
        if (ofNode) ofNode.set(service, group);
        else jobs.set(node, new Map([[service, group]]));
      }
      this.decided.add(service);
    }
    return jobs;
  }

  private* sidesOf(jobs: Jobs): Generator<{ readonly sides: NodeSides; readonly groups: ReadonlyMap<Service, NodeGroup> }> {
    const { cluster, version, configuration, planned } = this.request;
    const request = { kubernetesVersion: version, nodeFacts: cluster.nodeFacts };
    const names = [...jobs.keys()].map(({ name }) => name);
    const after = nodeRulesets(cluster, { ...request, configuration: planned }, names);
    const before = nodeRulesets(cluster, { ...request, configuration }, names);
    for (const groups of jobs.values()) {
      const [was, becomes] = [before.next().value, after.next().value];
      if (was && becomes) yield { sides: { before: was.inputs, after: becomes.inputs, details: becomes.details }, groups };
    }
  }

  private compare({ before, after, details }: NodeSides, groups: ReadonlyMap<Service, NodeGroup>): void {
    const { currentMode } = this.request;
    const services = new Map([...groups.keys()].map(service => [`${service.namespace}/${service.name}`, service]));
    const known = details.surroundings ?? {};
    const side = (inputs: RulesetInputs, mode: ProxyMode) => {
      const restricted = { ...inputs, cluster: { ...inputs.cluster, services } };
      return inputs.interfacesAreKnown === true
        ? ServiceBehavior._of(restricted, details, mode, known)._side()
        : ServiceBehavior._of(withFurtherAddresses(restricted), details, mode, { ...known, ...FURTHER_SURROUNDINGS })._side();
    };
    const sides = [side(before, currentMode), side(after, ProxyMode.NFTABLES)] as const;
    for (const family of FAMILIES) {
      const [was, becomes] = sides.map(({ model }) => model(family));
      for (const served of was.view.ports) if (isSharedOtherwise(was, becomes, served)) this.sharing.add(served.service);
    }
    for (const row of new ModeRows(...sides).differing(mayChangeByItself)) {
      const service = row.destination.served?.service;
      const nodes = service && groups.get(service);
      if (nodes) this.changes.push({ service, nodes, row: inBrief(row) });
    }
  }
}

function inBrief({ family, destination, sourceClass, before, after, consequence, topic }: ModeRow): ChangedTraffic {
  return { family, destination, sourceClass, before: outcomeInBrief(before), after: outcomeInBrief(after), consequence, topic };
}

function outcomeInBrief(outcome: ModeOutcome): ModeOutcome {
  const [first, ...others] = outcome.shares;
  const isLike = (a: Share, b: Share) => a.verdict === b.verdict && a.cause === b.cause && a.masquerade === b.masquerade;
  if (others.every(share => isLike(share, first))) return { source: outcome.source, shares: [first] };
  return { source: outcome.source, shares: outcome.shares.filter((share, i, all) => all.findIndex(each => isLike(each, share)) === i) };
}
