import { configurationNotes } from './configuration-notes';
import { LiveGap } from './live-gaps';
import { Surroundings } from './modes/surroundings';
import { surroundingsOfFacts } from './modes/surroundings-of-facts';
import { GeneratedTable, RulesetInputs } from './nftables/generate';
import { interfacesFound, interfacesOf, NetworkInterfaces } from './node/interface-ips';
import { readSettings, Settings } from './settings';
import { featuresOf } from './versions/features';
import { SupportedMinor, supportedMinor } from './versions/kube-proxy-version';
import { InputError, quoted } from '../base/errors';
import { Family } from '../base/ip/address';
import { Cidr } from '../base/ip/cidr';
import { isPlainObject } from '../base/objects/fields';
import { Cluster } from '../cluster/cluster';
import { NodeFactsSet } from '../cluster/facts/node-facts-set';
import { announcesLoadBalancers } from '../cluster/inventory/address-announcers';
import { FoundConfiguration } from '../cluster/kube-proxy/kube-proxy-objects';
import { PlanningOptions } from '../cluster/planned/complete';
import { nodeOfName } from '../cluster/served/served-cluster';

/** Which kube-proxy is meant, and what can't be read from objects. */
export interface RulesetRequest extends Omit<PlanningOptions, 'clusterCidrs'> {
  readonly kubernetesVersion: string;
  /** Comes before a configuration among the objects. */
  readonly configuration?: FoundConfiguration;
  readonly networkInterfaces?: NetworkInterfaces;
  /** What was found on the nodes: their interfaces, where none are given. */
  readonly nodeFacts?: NodeFactsSet;
}

/** The same for one node. */
export interface NodeRulesetRequest extends RulesetRequest {
  readonly nodeName: string;
}

/** What is known about a ruleset beside its rules. */
export interface RulesetDetails {
  readonly minor: SupportedMinor;
  readonly assumptions: readonly string[];
  readonly notes: readonly string[];
  /** Those of the notes that are true in every mode of kube-proxy. */
  readonly inputNotes?: readonly string[];
  /** What is known of the node beside its objects. */
  readonly surroundings?: Surroundings;
  /** The tables, where they are not generated but what a node really has. */
  readonly tables?: ReadonlyMap<Family, GeneratedTable>;
  /** What of the rules that a node really has answers cannot take into account. */
  readonly gaps?: readonly LiveGap[];
}

// A dump that lacks a kind is easily made. Without EndpointSlices its ruleset looks as if the cluster were down.
const NO_SLICES_NOTE = 'the input has Services of a cluster but no EndpointSlices: each of these Services is shown without endpoints';
const NO_SERVICE_CIDRS_NOTE =
  'the input has Services of a cluster but no ServiceCIDR: the rule that drops traffic to unallocated ClusterIPs is missing';

/**
 * All that decides the rulesets of nodes: a function of the cluster, the node, the version and kube-proxy's settings.
 *
 * @throws InputError where something is missing or wrong, before the first node
 */
export function* nodeRulesets(
  cluster: Cluster, request: RulesetRequest, nodeNames: readonly string[],
): Generator<{ readonly inputs: RulesetInputs; readonly details: RulesetDetails }, void> {
  const minor = supportedMinor(request.kubernetesVersion);
  const features = featuresOf(minor);
  const found = request.configuration ?? cluster.desiredKubeProxyConfiguration ?? cluster.distributionConfiguration;
  const configuration = found?.document ?? {};
  const settings = readSettings(configuration, features);
  const nodes = nodeNames.map(name => {
    const node = nodeOfName(cluster, name);
    return { node, ...interfacesOf(request.networkInterfaces ?? interfacesFound(node, request.nodeFacts), node, settings) };
  });
  const complete = cluster.complete({ ...request, clusterCidrs: clusterCidrsOf(settings) });
  const incomplete = incompleteNotes(cluster, complete.serviceCidrs.size === 0 && features.serviceCidrs);
  const ofConfiguration = request.configuration ? [] : cluster.kubeProxy.notes;
  const details = {
    minor,
    assumptions: complete.assumptions,
    notes: [
      ...ofConfiguration,
      ...configurationNotes(found, minor),
      ...incomplete,
    ],
  };
  const loadBalancersAnnounced = announcesLoadBalancers(cluster);
  for (const node of nodes) {
    const { name, operatingSystem } = node.node;
    const windows = operatingSystem === 'windows' ? [`Node ${name} runs Windows, where kube-proxy programs no nftables rules`] : [];
    const inputs = { cluster: complete, ...node, settings, features, configuration };
    const surroundings = { ...surroundingsOfFacts(request.nodeFacts?.of(node.node), inputs), loadBalancersAnnounced };
    const notes = [...windows, ...details.notes];
    yield { inputs, details: { ...details, surroundings, notes, inputNotes: [...windows, ...ofConfiguration, ...incomplete] } };
  }
}

/** What a document says of itself, which a program may leave out. */
const NAMELESS = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' };

/**
 * A configuration that a program gives, without saying what it is.
 *
 * @throws InputError where it can't be one
 */
export function givenConfiguration(configuration: unknown): FoundConfiguration | undefined {
  if (configuration === undefined) return undefined;
  if (!isPlainObject(configuration)) throw new InputError(`configuration: ${quoted(configuration)} is not a KubeProxyConfiguration`);
  return { document: { ...NAMELESS, ...configuration }, description: 'configuration' };
}

function incompleteNotes(cluster: Cluster, lacksServiceCidrs: boolean): string[] {
  const hasServices = [...cluster.services.values()].some(service => Object.keys(service.clusterIps).length > 0 && !cluster.isPlanned(service));
  if (!hasServices) return [];
  return [...cluster.endpointSlices.size === 0 ? [NO_SLICES_NOTE] : [], ...lacksServiceCidrs ? [NO_SERVICE_CIDRS_NOTE] : []];
}

function clusterCidrsOf({ localDetection }: Settings): readonly Cidr[] {
  return localDetection.mode === 'ClusterCIDR' ? localDetection.cidrs : [];
}
