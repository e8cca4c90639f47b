import { Installation, installationsOf } from './installations';
import { InputError } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { ObjectReference } from '../../../cluster/inventory/object-reference';
import { Workload } from '../../../cluster/workloads/workload';
import { PolicySettings } from '../../../programs/cilium/policy/settings';
import { PolicyVerdict, validatePolicy } from '../../../programs/cilium/policy/validate-policy';
import { CILIUM_MINORS, CiliumMinor, ciliumMinorOf, readCiliumMinor } from '../../../programs/cilium/target';
import { AgentConfig, isOn } from '../../../programs/cilium/values/agent-config';
import { GoalAnswers } from '../question';

/** A policy of Cilium, with what becomes of it. */
export interface CheckedPolicy {
  readonly reference: ObjectReference;
  readonly object: PlainObject;
  readonly verdict: PolicyVerdict;
}

/** The agent's configuration, and what shows it. */
export interface ShownConfig {
  readonly config: AgentConfig;
  readonly reference: ObjectReference;
}

/** What rules look at: Cilium as it is to be installed, its own objects, and the cluster that it works in. */
export class CiliumContext {
  public readonly minor: CiliumMinor;
  /** What installs Cilium, each with what the chart and the agent make of its values. */
  public readonly installations: readonly Installation[];
  /** The configuration of the agents: that of the values in the input, or else of the ConfigMap; `undefined` where the input shows neither. */
  public readonly shown?: ShownConfig;
  public readonly policies: readonly CheckedPolicy[];

  /** @throws InputError where the version is missing, or is not of a known minor */
  constructor(public readonly cluster: Cluster, { ciliumVersion, apiVersions }: GoalAnswers) {
    this.minor = ciliumVersion === undefined ? shownMinor(cluster) : readCiliumMinor(ciliumVersion);
    const stated = apiVersions?.split(',').map(each => each.trim()).filter(each => each !== '');
    this.installations = installationsOf(cluster.cilium.installations, this.minor, stated ?? [...cluster.cilium.apiVersions]);
    this.shown = this.installations.length > 0
      ? { config: this.installations[0].config, reference: this.installations[0].sources.at(-1)!.carrier } : this.configMap;
    const settings = this.policySettings;
    this.policies = cluster.cilium.ofKinds('CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy')
      .map(({ reference, object }) => ({ reference, object, verdict: validatePolicy(object, settings) }));
  }

  /** The ConfigMap cilium-config of the cluster. */
  public get configMap(): ShownConfig | undefined {
    const { object, reference } = this.cluster.ciliumConfigMap ?? {};
    if (!reference || !isPlainObject(object?.data)) return undefined;
    return { config: Object.fromEntries(Object.entries(object.data).map(([key, value]) => [key, String(value)])), reference };
  }

  /** Whether an option of the agent is on; what the input does not show is as by default. */
  public isOn(option: string, byDefault = false): boolean {
    return isOn(this.shown?.config ?? {}, option, byDefault);
  }

  public get replacesKubeProxy(): boolean {
    return this.isOn('kube-proxy-replacement');
  }

  /** What runs with a container of one of these images, by the last part of their names. */
  public workloadsOf(...images: readonly string[]): Workload[] {
    return [...this.cluster.workloads.values()]
      .filter(({ containers, initContainers }) => [...containers, ...initContainers].some(({ image }) => images.includes(image.name)));
  }

  /** Whether the input shows a cluster, and is not just manifests: what is missing there may be elsewhere. */
  public get showsCluster(): boolean {
    return this.cluster.nodes.size > 0 || this.cluster.hasStoredServices;
  }

  private get policySettings(): PolicySettings {
    return {
      minor: this.minor,
      l7Proxy: this.isOn('enable-l7-proxy', true),
      nodeSelectorLabels: this.isOn('enable-node-selector-labels'),
      extendedProtocols: this.isOn('enable-extended-ip-protocols'),
    };
  }
}

/** The minor of what installs Cilium, or of what runs. */
function shownMinor(cluster: Cluster): CiliumMinor {
  const agents = [...cluster.workloads.values()].filter(({ name }) => name === 'cilium');
  const texts = [
    ...cluster.cilium.installations.flatMap(({ chart: { version } }) => version ?? []),
    ...agents.flatMap(({ containers }) => containers.flatMap(({ image }) => image.tag ?? [])),
  ];
  for (const text of texts) {
    const minor = ciliumMinorOf(/\d+\.\d+(?:\.\d+)?/.exec(text)?.[0] ?? '');
    if (minor) return minor;
  }
  throw new InputError(`Cilium version: the input does not show it; state it (--cilium-version), for example, ${CILIUM_MINORS.at(-1)}`);
}
