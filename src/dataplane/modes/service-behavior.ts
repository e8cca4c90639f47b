import { FURTHER_SURROUNDINGS, withExternalServices, withFurtherAddresses } from './compare/further-addresses';
import { ModeSide } from './compare/mode-comparison';
import { modeMatrix } from './mode-matrix';
import { modeModel } from './mode-model';
import { behaviorAnswer } from './packet-answer';
import { ModeModel } from './procedure';
import { packetOf } from './request';
import { ServiceBehaviorDifference } from './service-behavior-difference';
import { ServiceBehaviorOptions } from './service-behavior-options';
import { Surroundings } from './surroundings';
import { Family } from '../../base/ip/address';
import { Cluster } from '../../cluster/cluster';
import { nodeFactsOfFiles } from '../../cluster/facts/read-node-facts';
import { expandFolders } from '../../input/expand-folders';
import { givenObjects } from '../../input/given-objects';
import { LocatedObject } from '../../input/located-object';
import { readFiles } from '../../input/read-files';
import { readText } from '../../input/read-text';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';
import { BehaviorMatrix } from '../explain/behavior-matrix';
import { ClusterNetwork } from '../explain/cluster-network';
import { Explanation } from '../explain/explanation';
import { ExplainAllOptions, ExplainOptions } from '../explain/vocabulary';
import { RulesetInputs } from '../nftables/generate';
import { givenConfiguration, NodeRulesetRequest, nodeRulesets, RulesetDetails } from '../node-rulesets';
import { readSettings } from '../settings';

/**
 * What clients of Services meet on a node while kube-proxy runs in one of its modes: what becomes of packets to every address and
 * port of a Service, whoever sends them. Beside kube-proxy's rules, the node itself and the way of the answer count.
 *
 * The behavior was compared with more than a hundred thousand connections through the real kube-proxy in each of its modes.
 */
export class ServiceBehavior {
  /**
   * Computes the behavior from objects in files.
   *
   * @param files files with Kubernetes objects in YAML or JSON, such as what `kubectl get -o yaml` printed, or folders of them
   * @param options the node, the mode, and what objects don't tell
   * @throws an error where a file can't be read, or an object or an option is wrong
   */
  public static fromFiles(files: string[], options: ServiceBehaviorOptions): ServiceBehavior {
    return behaviorOf(readFiles(expandFolders(files)), options);
  }

  /**
   * Computes the behavior from objects in a text. However many they are, they cross the border to another programming language in
   * one go.
   *
   * @param text Kubernetes objects in YAML or JSON, such as what `kubectl get -o yaml` printed: one document or several
   * @param options the node, the mode, and what objects don't tell
   * @throws an error where the text can't be read, or an object or an option is wrong
   */
  public static fromText(text: string, options: ServiceBehaviorOptions): ServiceBehavior {
    return behaviorOf(readText(text), options);
  }

  /**
   * Computes the behavior from plain objects.
   *
   * @param objects Kubernetes objects as plain objects, lists of them included
   * @param options the node, the mode, and what objects don't tell
   * @throws an error where an object or an option is wrong
   */
  public static fromObjects(objects: any[], options: ServiceBehaviorOptions): ServiceBehavior {
    return behaviorOf(givenObjects(objects, 'objects'), options);
  }

  /**
   * The behavior of a node of a cluster.
   *
   * @internal
   */
  public static _ofNode(cluster: Cluster, request: NodeRulesetRequest, mode: ProxyMode, surroundings: Surroundings = {}): ServiceBehavior {
    const [{ inputs, details }] = nodeRulesets(cluster, request, [request.nodeName]);
    return ServiceBehavior._of(inputs, details, mode, { ...details.surroundings, ...surroundings });
  }

  /** @internal */
  public static _of(inputs: RulesetInputs, details: RulesetDetails, mode: ProxyMode, surroundings: Surroundings): ServiceBehavior {
    return new ServiceBehavior(inputs, details, mode, surroundings);
  }

  /** The mode of kube-proxy. */
  public readonly mode: ProxyMode;
  /** The name of the node. */
  public readonly nodeName: string;
  /** The minor of kube-proxy, as in `1.36`. */
  public readonly kubernetesVersion: string;
  /** What was filled in because only a running cluster decides it, object by object. Empty where all was known. */
  public readonly assumptions: string[];

  /**
   * What a reader should know of the input, such as that it lacks a kind.
   *
   * @internal
   */
  public readonly _notes: readonly string[];

  private readonly inputs: RulesetInputs;
  private readonly minor: RulesetDetails['minor'];
  private readonly models = new Map<Family, ModeModel>();

  private constructor(inputs: RulesetInputs, details: RulesetDetails, mode: ProxyMode, private readonly surroundings: Surroundings) {
    this.inputs = { ...inputs, settings: readSettings(inputs.configuration ?? {}, inputs.features, mode) };
    this.mode = mode;
    this.nodeName = inputs.node.name;
    this.minor = details.minor;
    this.kubernetesVersion = details.minor;
    this.assumptions = [...details.assumptions];
    this._notes = details.inputNotes ?? [];
  }

  /**
   * Explains what becomes of a packet.
   *
   * @param options where the packet comes from and goes to; `ADDRESS/icmp` stands for an echo request
   * @throws an error that says what would be right, where a pod, Service or port does not exist or can't be read. An address that
   * belongs to no Service is not an error
   */
  public explain(options: ExplainOptions): Explanation {
    const { kubernetesVersion, surroundings } = this;
    const network = new ClusterNetwork(this.inputs);
    const request = packetOf(options, network, family => this.model(family));
    return Explanation._of(behaviorAnswer({ ...request, kubernetesVersion, network, model: this.model(request.packet.family), surroundings }));
  }

  /**
   * Shows what becomes of traffic to each address of each Service: from a pod on the node, a pod elsewhere, the node itself, and
   * external hosts. Health checks, ports that a Service does not have, and ping are shown as well.
   *
   * @param options which packets
   */
  public explainAll(options: ExplainAllOptions = {}): BehaviorMatrix {
    const { kubernetesVersion, surroundings, inputs } = this;
    return BehaviorMatrix._of(modeMatrix({
      network: new ClusterNetwork(inputs), kubernetesVersion, surroundings, model: family => this.model(family), rows: 'all',
    }, options));
  }

  /**
   * What differs between this behavior and another one: after a switch to another mode, say.
   *
   * @param after the behavior that comes after this one
   */
  public compareWith(after: ServiceBehavior): ServiceBehaviorDifference {
    return ServiceBehaviorDifference._of(this._side(), after._side());
  }

  /** @internal */
  public _side(): ModeSide {
    const { mode, kubernetesVersion, surroundings, inputs } = this;
    return {
      mode,
      kubernetesVersion,
      network: new ClusterNetwork(inputs),
      surroundings,
      model: family => this.model(family),
      ...inputs.interfacesAreKnown !== true && { withFurtherAddresses: () => this.withFurtherAddresses()._side() },
    };
  }

  private withFurtherAddresses(): ServiceBehavior {
    const details = { minor: this.minor, assumptions: this.assumptions, notes: [] };
    const inputs = withFurtherAddresses(withExternalServices(this.inputs));
    return ServiceBehavior._of(inputs, details, this.mode, { ...this.surroundings, ...FURTHER_SURROUNDINGS });
  }

  private model(family: Family): ModeModel {
    let model = this.models.get(family);
    if (!model) {
      model = modeModel(this.mode, this.inputs, family);
      this.models.set(family, model);
    }
    return model;
  }
}

function behaviorOf(objects: Iterable<LocatedObject>, options: ServiceBehaviorOptions): ServiceBehavior {
  const configuration = givenConfiguration(options.configuration);
  const nodeFacts = nodeFactsOfFiles(options.nodeFacts);
  return ServiceBehavior._ofNode(Cluster.of(objects), { ...options, configuration, nodeFacts }, options.mode, surroundingsOf(options));
}

function surroundingsOf({ dropsForwarded, otherNodesInIpvs, podsMasqueraded }: ServiceBehaviorOptions): Surroundings {
  return {
    ...dropsForwarded !== undefined && { forwardPolicy: dropsForwarded ? 'drop' : 'accept' },
    ...otherNodesInIpvs !== undefined && { otherNodesInIpvs },
    ...podsMasqueraded !== undefined && { podsMasqueraded },
  };
}
