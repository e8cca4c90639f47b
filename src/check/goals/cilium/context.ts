import { Installation, installationsOf } from './installations';
import { InputError, quoted } from '../../../base/errors';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { describeReference, ObjectReference } from '../../../cluster/inventory/object-reference';
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
  /** Others that the input shows, where nobody has stated one. */
  public readonly otherMinors: readonly CiliumMinor[];
  /** What installs Cilium, each with what the chart and the agent make of its values. */
  public readonly installations: readonly Installation[];
  /** The configuration of the agents: that of the values in the input, or else of the ConfigMap; `undefined` where the input shows neither. */
  public readonly shown?: ShownConfig;
  public readonly policies: readonly CheckedPolicy[];

  /** @throws InputError where the version is missing, or is not of a known minor */
  constructor(public readonly cluster: Cluster, { ciliumVersion, apiVersions }: GoalAnswers) {
    this.minor = ciliumVersion === undefined ? shownMinor(cluster) : readCiliumMinor(ciliumVersion);
    const shownMinors = ciliumVersion === undefined ? shownVersions(cluster).flatMap(({ minor }) => minor ?? []) : [];
    this.otherMinors = [...new Set(shownMinors)].filter(minor => minor !== this.minor);
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

/** A version that the input shows, and where it is written. */
interface ShownVersion {
  readonly text: string;
  readonly where: string;
  readonly minor?: CiliumMinor;
}

/** The versions of what installs Cilium, and of what runs. A range without a number, such as `*`, is left out. */
function shownVersions(cluster: Cluster): ShownVersion[] {
  const agents = [...cluster.workloads.values()].filter(({ name }) => name === 'cilium');
  const shown = [
    ...cluster.cilium.installations.map(({ chart: { version }, carrier }) => ({ text: version ?? '', where: whereIs(carrier) })),
    ...agents.flatMap(agent => agent.containers.map(({ image }) => ({ text: image.tag ?? '', where: whereIs(agent) }))),
  ];
  return shown.flatMap(each => {
    const text = /\d+\.\d+(?:\.\d+)?/.exec(each.text)?.[0];
    return text === undefined ? [] : [{ text: each.text, where: each.where, minor: ciliumMinorOf(text) }];
  });
}

function whereIs(reference: ObjectReference): string {
  return `${reference.source === undefined ? '' : `${reference.source.toString()}: `}${describeReference(reference)}`;
}

/** The minor of what installs Cilium, or of what runs. */
function shownMinor(cluster: Cluster): CiliumMinor {
  const shown = shownVersions(cluster);
  const minor = shown.find(each => each.minor !== undefined)?.minor;
  if (minor !== undefined) return minor;
  if (shown.length > 0) {
    throw new InputError(`${shown[0].where}: ${quoted(shown[0].text)} is not a version of Cilium that is known; expected one of ${CILIUM_MINORS.join(', ')}, or state one that is close (--cilium-version)`);
  }
  throw new InputError(`Cilium version: the input does not show it; state it (--cilium-version), for example, ${CILIUM_MINORS.at(-1)}`);
}
