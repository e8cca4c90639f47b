import { groupOf } from '../../base/objects/api-version';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { mappingsOf } from '../../base/objects/loose';
import { describeReference } from '../../cluster/inventory/object-reference';
import { CniNeed } from '../../programs/cni/need';
import { CNI_NEEDS } from '../../programs/cni/need-titles';
import { at } from '../../programs/distributions/evidence';

/** A need that objects show, and the first objects that show it. */
export interface FoundNeedOfObjects {
  readonly need: CniNeed;
  /** How many objects show it. */
  readonly count: number;
  /** The first few, described as in `Node win-1`. */
  readonly objects: readonly string[];
}

interface Sign {
  readonly need: CniNeed;
  readonly group: string;
  readonly kinds: readonly string[];
  /** Nothing where the kind itself is the sign. */
  readonly shows?: (object: PlainObject) => boolean;
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];
const CALICO = 'crd.projectcalico.org';
const CALICO_V3 = 'projectcalico.org';
const POLICIES = ['NetworkPolicy', 'GlobalNetworkPolicy'];
const FIXED_ADDRESSES = ['cni.projectcalico.org/ipAddrs', 'cni.projectcalico.org/ipAddrsNoIpam', 'cni.projectcalico.org/floatingIPs', 'ipam.antrea.io/pod-ips'];

/** What a cluster already uses that a network plugin has to do. Sources of the fields: the CRDs of each project. */
const SIGNS: readonly Sign[] = [
  { need: CniNeed.WINDOWS, group: '', kinds: ['Node'], shows: node => at(node, 'metadata', 'labels', 'kubernetes.io/os') === 'windows' || at(node, 'status', 'nodeInfo', 'operatingSystem') === 'windows' },
  { need: CniNeed.IPV6, group: '', kinds: ['Node'], shows: node => strings(at(node, 'spec', 'podCIDRs')).some(cidr => cidr.includes(':')) },
  { need: CniNeed.IPV6, group: '', kinds: ['Service'], shows: service => strings(at(service, 'spec', 'ipFamilies')).includes('IPv6') },
  { need: CniNeed.ISTIO_AMBIENT, group: '', kinds: ['Namespace', 'Pod'], shows: object => at(object, 'metadata', 'labels', 'istio.io/dataplane-mode') === 'ambient' },
  { need: CniNeed.FIXED_ADDRESSES, group: '', kinds: ['Pod'], shows: pod => hasKey(at(pod, 'metadata', 'annotations'), FIXED_ADDRESSES) },
  { need: CniNeed.FIXED_ADDRESSES, group: 'apps', kinds: WORKLOADS, shows: object => hasKey(at(object, 'spec', 'template', 'metadata', 'annotations'), FIXED_ADDRESSES) },
  { need: CniNeed.NETWORK_POLICY, group: 'networking.k8s.io', kinds: ['NetworkPolicy'] },
  ...['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'].flatMap((kind): Sign[] => [
    { need: CniNeed.CLUSTER_POLICY, group: 'policy.networking.k8s.io', kinds: [kind] },
    { need: CniNeed.POLICY_ORDER, group: 'policy.networking.k8s.io', kinds: [kind] },
  ]),
  ...[CALICO, CALICO_V3].flatMap((group): Sign[] => [
    { need: CniNeed.CLUSTER_POLICY, group, kinds: ['GlobalNetworkPolicy'] },
    { need: CniNeed.POLICY_ORDER, group, kinds: POLICIES, shows: policy => at(policy, 'spec', 'order') !== undefined || !['default', undefined].includes(at(policy, 'spec', 'tier') as string | undefined) },
    { need: CniNeed.L7, group, kinds: POLICIES, shows: policy => calicoRules(policy).some(rule => rule.http !== undefined) },
    { need: CniNeed.FQDN, group, kinds: POLICIES, shows: policy => calicoRules(policy).some(rule => strings(at(rule, 'destination', 'domains')).length > 0) },
    { need: CniNeed.HOST_FIREWALL, group, kinds: ['HostEndpoint'] },
    { need: CniNeed.BGP, group, kinds: ['BGPPeer'] },
    { need: CniNeed.BGP, group, kinds: ['BGPConfiguration'], shows: announcesServices },
    { need: CniNeed.LOAD_BALANCER_ADDRESSES, group, kinds: ['BGPConfiguration'], shows: object => mappingsOf(at(object, 'spec', 'serviceLoadBalancerIPs')).length > 0 },
    { need: CniNeed.WITHOUT_KUBE_PROXY, group, kinds: ['FelixConfiguration'], shows: felix => at(felix, 'spec', 'bpfEnabled') === true },
    { need: CniNeed.DSR, group, kinds: ['FelixConfiguration'], shows: felix => at(felix, 'spec', 'bpfEnabled') === true && at(felix, 'spec', 'bpfExternalServiceMode') === 'DSR' },
    { need: CniNeed.ENCRYPTION, group, kinds: ['FelixConfiguration'], shows: felix => at(felix, 'spec', 'wireguardEnabled') === true || at(felix, 'spec', 'wireguardEnabledV6') === true },
  ]),
  { need: CniNeed.WITHOUT_KUBE_PROXY, group: 'operator.tigera.io', kinds: ['Installation'], shows: object => at(object, 'spec', 'calicoNetwork', 'linuxDataplane') === 'BPF' },
  { need: CniNeed.NFTABLES, group: '', kinds: ['ConfigMap'], shows: isKubeProxyInNftablesMode },
  { need: CniNeed.WITHOUT_KUBE_PROXY, group: '', kinds: ['ConfigMap'], shows: agentHas('kube-proxy-replacement', 'true') },
  { need: CniNeed.DSR, group: '', kinds: ['ConfigMap'], shows: agentHas('bpf-lb-mode', 'dsr', 'hybrid') },
  { need: CniNeed.MAGLEV, group: '', kinds: ['ConfigMap'], shows: agentHas('bpf-lb-algorithm', 'maglev') },
  { need: CniNeed.ENCRYPTION, group: '', kinds: ['ConfigMap'], shows: map => agentHas('enable-wireguard', 'true')(map) || agentHas('enable-ipsec', 'true')(map) },
  { need: CniNeed.IPSEC, group: '', kinds: ['ConfigMap'], shows: agentHas('enable-ipsec', 'true') },
  { need: CniNeed.CLUSTER_POLICY, group: 'cilium.io', kinds: ['CiliumClusterwideNetworkPolicy'] },
  { need: CniNeed.HOST_FIREWALL, group: 'cilium.io', kinds: ['CiliumClusterwideNetworkPolicy'], shows: policy => ciliumSpecs(policy).some(spec => spec.nodeSelector !== undefined) },
  { need: CniNeed.L7, group: 'cilium.io', kinds: ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'], shows: policy => ciliumRules(policy).some(hasL7) },
  { need: CniNeed.FQDN, group: 'cilium.io', kinds: ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'], shows: policy => ciliumRules(policy).some(rule => mappingsOf(rule.toFQDNs).length > 0) },
  { need: CniNeed.BGP, group: 'cilium.io', kinds: ['CiliumBGPClusterConfig', 'CiliumBGPPeeringPolicy'] },
  { need: CniNeed.LOAD_BALANCER_ADDRESSES, group: 'cilium.io', kinds: ['CiliumLoadBalancerIPPool'] },
  { need: CniNeed.EGRESS_GATEWAY, group: 'cilium.io', kinds: ['CiliumEgressGatewayPolicy'] },
  { need: CniNeed.CLUSTER_POLICY, group: 'crd.antrea.io', kinds: ['ClusterNetworkPolicy'] },
  { need: CniNeed.POLICY_ORDER, group: 'crd.antrea.io', kinds: ['ClusterNetworkPolicy', 'NetworkPolicy'] },
  { need: CniNeed.EGRESS_GATEWAY, group: 'crd.antrea.io', kinds: ['Egress'] },
  { need: CniNeed.BGP, group: 'crd.antrea.io', kinds: ['BGPPolicy'] },
  { need: CniNeed.LOAD_BALANCER_ADDRESSES, group: 'crd.antrea.io', kinds: ['ExternalIPPool'] },
];

/** The needs that objects show, with those objects, in the order of needs. What objects do not show may be needed all the same. */
export function foundNeeds(found: Iterable<PlainObject>): FoundNeedOfObjects[] {
  const MOST = 3;
  const byNeed = new Map<CniNeed, { count: number; objects: string[] }>();
  for (const object of found) {
    const group = groupOf(object.apiVersion);
    const shown = SIGNS.filter(sign => sign.group === group && sign.kinds.includes(object.kind as string) && (sign.shows?.(object) ?? true));
    const needs = new Set(shown.map(({ need }) => need));
    for (const need of needs) {
      const entry = byNeed.get(need) ?? { count: 0, objects: [] };
      entry.count += 1;
      if (entry.objects.length < MOST) entry.objects.push(describe(object));
      byNeed.set(need, entry);
    }
  }
  return CNI_NEEDS.filter(need => byNeed.has(need)).map(need => ({ need, ...byNeed.get(need)! }));
}

/** kube-proxy's configuration is a text in its ConfigMap, as kubeadm and what follows it write it; EKS has another name and key. */
function isKubeProxyInNftablesMode(map: PlainObject): boolean {
  if (!['kube-proxy', 'kube-proxy-config'].includes(String(at(map, 'metadata', 'name')))) return false;
  return ['config.conf', 'config'].some(key => /^mode:\s*["']?nftables["']?\s*$/m.test(String(at(map, 'data', key) ?? '')));
}

/** What Cilium's agent is started with. */
function agentHas(option: string, ...values: readonly string[]): (map: PlainObject) => boolean {
  return map => at(map, 'metadata', 'name') === 'cilium-config' && values.includes(String(at(map, 'data', option)));
}

function announcesServices(object: PlainObject): boolean {
  return ['serviceClusterIPs', 'serviceExternalIPs', 'serviceLoadBalancerIPs'].some(field => mappingsOf(at(object, 'spec', field)).length > 0);
}

/** Names are shown only, and right or wrong they are those of other projects' objects. */
function describe(object: PlainObject): string {
  const text = (name: string) => { const value = at(object, 'metadata', name); return typeof value === 'string' && value !== '' ? value : undefined; };
  return describeReference({ kind: String(object.kind), namespace: text('namespace'), name: text('name') ?? '(without a name)' });
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

function hasKey(value: unknown, names: readonly string[]): boolean {
  return isPlainObject(value) && names.some(name => value[name] !== undefined);
}

function calicoRules(policy: PlainObject): PlainObject[] {
  return ['ingress', 'egress'].flatMap(direction => mappingsOf(at(policy, 'spec', direction)));
}

/** A policy of Cilium has `spec`, `specs`, or both. */
function ciliumSpecs(policy: PlainObject): PlainObject[] {
  return [...mappingsOf([policy.spec]), ...mappingsOf(policy.specs)];
}

function ciliumRules(policy: PlainObject): PlainObject[] {
  return ciliumSpecs(policy).flatMap(spec => ['ingress', 'ingressDeny', 'egress', 'egressDeny'].flatMap(direction => mappingsOf(spec[direction])));
}

/** Rules for DNS alone serve policies by DNS name. */
function hasL7(rule: PlainObject): boolean {
  return mappingsOf(rule.toPorts).some(({ rules }) => isPlainObject(rules) && Object.keys(rules).some(protocol => protocol !== 'dns'));
}
