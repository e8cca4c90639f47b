import { InputError } from '../../base/errors';
import { Cidr, parseCidr } from '../../base/ip/cidr';
import { PlainObject } from '../../base/objects/fields';
import { mappingOf, mappingsOf } from '../../base/objects/loose';
import { Autodetection, autodetectionOf, calicoNodeOf, takesAnyAddress } from '../../check/goals/cilium/calico-autodetection';
import { calicoVxlanPort } from '../../check/goals/cilium/other-network';
import { Cluster } from '../../cluster/cluster';
import { describeReference } from '../../cluster/inventory/object-reference';
import { Workload } from '../../cluster/workloads/workload';

/** How packets of Calico's pods get from node to node. */
export type Encapsulation = 'VXLAN' | 'IPIP';

/** What of Calico runs in a cluster, as far as it decides over the way to Cilium. */
export interface CalicoState {
  /** Whether the Tigera operator runs Calico; otherwise it is there by manifests. */
  readonly isOperator: boolean;
  /** The release of Helm that the operator is, where its labels say so. */
  readonly operatorRelease?: string;
  /** Whether it is the chart that RKE2 brings. */
  readonly isOfRke2: boolean;
  /** The namespace of calico-node. */
  readonly namespace: string;
  /** The pools that pods get addresses of. */
  readonly pools: readonly Cidr[];
  /** The same, with those that are disabled: pods keep the addresses that they have of them. */
  readonly everyPool: readonly Cidr[];
  readonly encapsulations: readonly Encapsulation[];
  /** The UDP port of its VXLAN, where pools use that. */
  readonly vxlanPort?: number;
  readonly isEbpf: boolean;
  readonly encrypts: boolean;
  /** What shows that routes or addresses are announced to a fabric. */
  readonly announces: readonly string[];
  /** What shows that policies hold for nodes. */
  readonly protectsNodes: readonly string[];
  /** Whether Calico's API server serves its objects, as the input shows them; otherwise only the CustomResourceDefinitions do. */
  readonly hasApiServer: boolean;
  /** By family: how calico-node finds the address of its node, as it is now. Only those that may take one of Cilium. */
  readonly autodetection: readonly Autodetection[];
}

/**
 * What of Calico runs.
 *
 * @throws InputError where there is none, or it is not what gives pods their network
 */
export function calicoState(cluster: Cluster): CalicoState {
  const node = calicoNodeOf(cluster);
  const { calicoInstallation } = cluster;
  if (!calicoInstallation && !node) throw new InputError('the input does not show Calico; expected its Installation or DaemonSet calico-node: this migration is for Calico');
  const spec = mappingOf(calicoInstallation?.object.spec);
  const { type } = mappingOf(spec.cni);
  if (calicoInstallation && typeof type === 'string' && type !== 'Calico') {
    throw new InputError(`${calicoInstallation.reference.source === undefined ? '' : `${calicoInstallation.reference.source.toString()}: `}${describeReference(calicoInstallation.reference)}: spec.cni.type: `
      + `"${type}" gives pods their network, and Calico only enforces policies; expected "Calico": this migration moves pods from Calico's network`);
  }
  const network = mappingOf(spec.calicoNetwork);
  const environment = node?.containers.find(({ name }) => name === 'calico-node')?.environment ?? {};
  const written = cluster.cilium.ofCalico('IPPool').map(({ object }) => mappingOf(object.spec));
  const pools = (written.length > 0 ? written : mappingsOf(network.ipPools)).filter(({ disabled }) => disabled !== true);
  const encapsulations = encapsulationsOf(pools, environment);
  const felix = cluster.felixConfigurations.map(({ object }) => mappingOf(object.spec));
  const operator = [...cluster.workloads.values()].find(({ name, namespace }) => name === 'tigera-operator' && namespace === 'tigera-operator');
  return {
    isOperator: calicoInstallation !== undefined,
    ...releaseOf(operator),
    isOfRke2: cluster.helmValues.some(({ carrier }) => carrier.name === 'rke2-calico') || (calicoInstallation !== undefined && cluster.recognition.distribution?.id === 'rke2'),
    namespace: node?.namespace ?? 'calico-system',
    pools: cidrsOf(pools),
    everyPool: cidrsOf([...written, ...mappingsOf(network.ipPools)]),
    encapsulations,
    ...encapsulations.includes('VXLAN') && { vxlanPort: calicoVxlanPort(cluster) },
    isEbpf: network.linuxDataplane === 'BPF' || felix.some(({ bpfEnabled }) => bpfEnabled === true) || environment.FELIX_BPFENABLED === 'true',
    encrypts: felix.some(({ wireguardEnabled, wireguardEnabledV6 }) => wireguardEnabled === true || wireguardEnabledV6 === true) || environment.FELIX_WIREGUARDENABLED === 'true',
    announces: announcementsOf(cluster),
    protectsNodes: [
      ...cluster.cilium.ofCalico('HostEndpoint').map(({ reference }) => describeReference(reference)),
      ...cluster.cilium.ofCalico('KubeControllersConfiguration').filter(({ object }) => makesHostEndpoints(object)).map(({ reference }) => `${describeReference(reference)} (it makes HostEndpoints)`),
    ],
    hasApiServer: cluster.cilium.hasCalicoApiServer,
    autodetection: autodetectionOf(cluster).filter(takesAnyAddress),
  };
}

function cidrsOf(pools: readonly PlainObject[]): Cidr[] {
  const cidrs = pools.flatMap(({ cidr }) => typeof cidr === 'string' ? parseCidr(cidr) ?? [] : []);
  return [...new Map(cidrs.map(each => [each.text, each])).values()];
}

/** The families of addresses that pods get of Calico. */
export function familiesOf({ pools }: CalicoState): ReadonlySet<'ip' | 'ip6'> {
  return new Set(pools.map(({ family }) => family));
}

/** Of a pool there is one of three forms: the operator's, that of IPPools, and with manifests the variables that the first pool is made with. */
function encapsulationsOf(pools: readonly PlainObject[], environment: Readonly<Record<string, string>>): Encapsulation[] {
  const isOn = (value: unknown): boolean => typeof value === 'string' && value !== '' && value !== 'Never';
  const uses = (encapsulation: Encapsulation): boolean => pools.some(pool =>
    String(pool.encapsulation ?? '').startsWith(encapsulation) || isOn(encapsulation === 'VXLAN' ? pool.vxlanMode : pool.ipipMode))
    || (pools.length === 0 && isOn(environment[`CALICO_IPV4POOL_${encapsulation}`]));
  return (['VXLAN', 'IPIP'] as const).filter(uses);
}

/** A BGPConfiguration announces where it lists addresses of Services; the mesh of nodes by itself does not reach beyond the cluster. */
function announcementsOf({ cilium }: Cluster): string[] {
  const announcing = cilium.ofCalico('BGPConfiguration').filter(({ object }) => ['serviceClusterIPs', 'serviceExternalIPs', 'serviceLoadBalancerIPs'].some(field => mappingsOf(mappingOf(object.spec)[field]).length > 0));
  return [...cilium.ofCalico('BGPPeer'), ...announcing].map(({ reference }) => describeReference(reference));
}

function makesHostEndpoints({ spec }: PlainObject): boolean {
  return mappingOf(mappingOf(mappingOf(mappingOf(spec).controllers).node).hostEndpoint).autoCreate === 'Enabled';
}

/** Helm labels what it installs: https://helm.sh/docs/chart_best_practices/labels/ */
function releaseOf(operator: Workload | undefined): { readonly operatorRelease?: string } {
  const release = operator?.annotations['meta.helm.sh/release-name'];
  return release === undefined ? {} : { operatorRelease: release };
}
