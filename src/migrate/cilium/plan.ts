import { unknownKinds, UnknownKind } from './decisive-kinds';
import { InputError, quoted } from '../../base/errors';
import { Cidr, cidrContains, parseCidr } from '../../base/ip/cidr';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { Problem } from '../../base/schema/problem';
import { shownMode } from '../../check/goals/cilium/service-replacement';
import { POLICIES_OF_ADMINISTRATORS } from '../../cluster/cilium/cilium-objects';
import { Cluster } from '../../cluster/cluster';
import { compareReplacement, ReplacementComparison } from '../../dataplane/kube-proxy-replacement/compare';
import { ReplacementView } from '../../dataplane/kube-proxy-replacement/view';
import { CiliumMinor, readCiliumMinor } from '../../programs/cilium/target';
import { TranslatedPolicy, translateCalicoPolicies } from '../../programs/cilium/translate/calico-policies';
import { validateValues } from '../../programs/cilium/validate-values';
import { agentConfigOf, kubeProxyReplacementOf } from '../../programs/cilium/values/agent-config';
import { ChartValues } from '../../programs/cilium/values/chart-values';
import { mergeValues } from '../../programs/helm/merge-values';
import { MigrationAnswers } from '../goals/question';

/** Everything that is decided before anything is written. */
export interface CiliumPlan {
  readonly minor: CiliumMinor;
  /** As stated: a minor, or a whole version. */
  readonly version: string;
  readonly podCidr: Cidr;
  readonly calicoPools: readonly Cidr[];
  readonly values: PlainObject;
  readonly finalValues: PlainObject;
  /** Whether Calico's pods and Cilium's are kept from being masqueraded towards each other. */
  readonly coveringCidr?: Cidr;
  readonly policies: readonly TranslatedPolicy[];
  /** The kinds that decide about policies and are not in the input. */
  readonly unknown: readonly UnknownKind[];
  /** The names of nodes in the order in which they move. */
  readonly nodes: readonly string[];
  readonly clusterCidrs: readonly string[];
  readonly isOperator: boolean;
  /** What becomes of Services, where the final values replace kube-proxy and its mode is known. */
  readonly services?: ReplacementComparison;
}

/** @throws InputError where the input lacks something, an answer is missing, or values would be refused */
export function planCilium(cluster: Cluster, { ciliumVersion, podCidr, noneOf }: MigrationAnswers): CiliumPlan {
  if (ciliumVersion === undefined) throw new InputError('Cilium version: is missing; expected the version of Cilium (--cilium-version), for example, 1.20');
  const minor = readCiliumMinor(ciliumVersion, 'Cilium version');
  if (!cluster.calicoInstallation && !hasCalico(cluster)) throw new InputError('the input does not show Calico; expected its Installation or DaemonSet calico-node: this migration is for Calico');
  const windows = [...cluster.nodes.values()].find(({ operatingSystem }) => operatingSystem === 'windows');
  if (windows) throw new InputError(`Node ${windows.name} runs Windows, which Cilium does not; expected Linux nodes only`);
  const given = cluster.cilium.installations.reduce<PlainObject>((all, { values }) => mergeValues(all, values), {});
  const cidr = podCidrOf(podCidr, new ChartValues(given, minor));
  const calicoPools = poolsOf(cluster);
  const finalValues = mergeValues(given, { ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: [cidr.text] } } });
  const coveringCidr = covering([cidr, ...calicoPools]);
  const early = Object.fromEntries(Object.entries(finalValues).filter(([name]) => !LATER.includes(name)));
  const values = mergeValues(early, migrationValues(coveringCidr));
  check(values, minor, 'values of the migration');
  check(finalValues, minor, 'final values');
  const unknown = unknownKinds(cluster, noneOf ?? []);
  return {
    minor,
    version: ciliumVersion,
    podCidr: cidr,
    calicoPools,
    values,
    finalValues,
    ...coveringCidr && { coveringCidr },
    policies: policiesOf(cluster, minor, finalValues, cidr, unknown),
    unknown,
    nodes: nodesInOrder(cluster),
    clusterCidrs: clusterCidrsOf(cluster),
    isOperator: cluster.calicoInstallation !== undefined,
    ...servicesOf(cluster, new ChartValues(finalValues, minor)),
  };
}

function policiesOf(cluster: Cluster, minor: CiliumMinor, values: PlainObject, podCidr: Cidr, unknown: readonly UnknownKind[]): TranslatedPolicy[] {
  const { cilium, namespaces } = cluster;
  const objects = (...kinds: readonly string[]): PlainObject[] => cilium.ofCalico(...kinds).map(({ object }) => object);
  const pods = allPoolsOf(cluster);
  const nodes = [...nodeNetworks(cluster)];
  const hasVersion6 = isPlainObject(values.ipv6) && values.ipv6.enabled === true;
  return translateCalicoPolicies(objects('NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'), {
    minor,
    own: { pods, nodes, families: new Set([...pods, podCidr, ...nodes.map(({ cidr }) => cidr)].map(({ family }) => family).concat(hasVersion6 ? ['ip6'] : [])) },
    members: objects('NetworkSet', 'GlobalNetworkSet', 'HostEndpoint'),
    tiers: objects('Tier'),
    networkPolicies: cilium.ofKinds('networking.k8s.io/NetworkPolicy').map(({ object }) => object),
    otherPolicies: cilium.ofKinds(...POLICIES_OF_ADMINISTRATORS).map(({ object }) => object),
    namespaceLabels: name => namespaces.get(name)?.labels,
    hasOwnLabels: values.labels !== undefined && values.labels !== '',
    unknown: new Set(unknown.map(({ kind }) => kind)),
  });
}

function servicesOf(cluster: Cluster, values: ChartValues): Pick<CiliumPlan, 'services'> {
  const mode = shownMode(cluster);
  if (mode === undefined || kubeProxyReplacementOf(values) !== 'true') return {};
  return { services: compareReplacement(new ReplacementView(cluster, mode, values.minor, agentConfigOf(values))) };
}

function hasCalico(cluster: Cluster): boolean {
  return [...cluster.workloads.values()].some(({ name, pods }) => name === 'calico-node' && pods === 'per-node');
}

function podCidrOf(stated: string | undefined, values: ChartValues): Cidr {
  const text = stated ?? (values.isGiven('ipam.operator.clusterPoolIPv4PodCIDRList') ? String(values.list('ipam.operator.clusterPoolIPv4PodCIDRList')[0]) : undefined);
  if (text === undefined) throw new InputError('pod CIDR: is missing; expected the CIDR of pods in Cilium (--pod-cidr), which nothing else has, for example, 10.20.0.0/16');
  const cidr = parseCidr(text);
  if (!cidr || cidr.family !== 'ip') throw new InputError(`pod CIDR: ${quoted(text)} is not an IPv4 CIDR; expected one as in 10.20.0.0/16`);
  return cidr;
}

/** What waits until all nodes have moved: it depends on kube-proxy's replacement, on native routing, or on all nodes having it. */
const LATER: readonly string[] = [
  'loadBalancer', 'maglev', 'nodePort', 'autoDirectNodeRoutes', 'ipMasqAgent', 'gatewayAPI', 'ingressController', 'encryption', 'hostFirewall', 'l2announcements', 'bgpControlPlane',
  'kubeProxyReplacementHealthzBindAddr', 'ipv6NativeRoutingCIDR',
];

/**
 * What has to be so while both run: Documentation/installation/k8s-install-migration.rst. Calico's VXLAN is on port 4789, so Cilium's default
 * 8472 is free.
 */
function migrationValues(coveringCidr: Cidr | undefined): PlainObject {
  return {
    // Otherwise the operator deletes pods of CoreDNS that are not on Cilium yet.
    operator: { unmanagedPodWatcher: { restart: false } },
    routingMode: 'tunnel',
    tunnelProtocol: 'vxlan',
    cni: { customConf: true, uninstall: false },
    policyEnforcementMode: 'never',
    bpf: { hostLegacyRouting: true, masquerade: false },
    // kube-proxy goes afterwards, if at all.
    kubeProxyReplacement: false,
    // Not masqueraded by Cilium: the way to Calico's pods.
    ...coveringCidr && { ipv4NativeRoutingCIDR: coveringCidr.text },
  };
}

function check(values: PlainObject, minor: CiliumMinor, what: string): void {
  const { refused, agentRefuses } = validateValues(new ChartValues(values, minor));
  const problems: readonly Problem[] = [...refused, ...agentRefuses];
  if (problems.length > 0) throw new InputError(problems.map(({ field, message }) => `${what}: ${field}: ${message}`).join('\n'));
}

/** Of IPv4, which the way is planned for. */
function poolsOf(cluster: Cluster): Cidr[] {
  return allPoolsOf(cluster).filter(({ family }) => family === 'ip');
}

function allPoolsOf(cluster: Cluster): Cidr[] {
  const spec = cluster.calicoInstallation?.object.spec;
  const network = isPlainObject(spec) && isPlainObject(spec.calicoNetwork) ? spec.calicoNetwork : {};
  const pools = [
    ...Array.isArray(network.ipPools) ? network.ipPools : [],
    ...cluster.cilium.ofCalico('IPPool').map(({ object }) => object.spec).filter(pool => isPlainObject(pool) && pool.disabled !== true),
  ];
  const cidrs = pools.flatMap(pool => isPlainObject(pool) && typeof pool.cidr === 'string' ? parseCidr(pool.cidr) ?? [] : []);
  return [...new Map(cidrs.map(each => [each.text, each])).values()];
}

function* nodeNetworks(cluster: Cluster): Generator<{ readonly cidr: Cidr; readonly name: string }> {
  for (const { name, internalIps, externalIps } of cluster.nodes.values()) {
    for (const ip of [...internalIps, ...externalIps]) {
      const cidr = parseCidr(`${ip.text}/${ip.family === 'ip' ? 32 : 128}`);
      if (cidr) yield { cidr, name };
    }
  }
}

/** The smallest CIDR that covers all, unless it is as large as to cover most networks. */
function covering(cidrs: readonly Cidr[]): Cidr | undefined {
  if (cidrs.length < 2) return undefined;
  for (let length = Math.min(...cidrs.map(({ prefixLength }) => prefixLength)); length >= 8; length--) {
    const candidate = parseCidr(`${cidrs[0].text.split('/')[0]}/${length}`)!;
    if (cidrs.every(({ text }) => cidrContains(candidate, text.split('/')[0]))) return candidate;
  }
  return undefined;
}

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** Workers first. */
function nodesInOrder({ nodes }: Cluster): string[] {
  const isControlPlane = (name: string): number => Object.hasOwn(nodes.get(name)!.labels, CONTROL_PLANE) ? 1 : 0;
  return [...nodes.keys()].sort((a, b) => isControlPlane(a) - isControlPlane(b) || (a < b ? -1 : 1));
}

function clusterCidrsOf({ kubeProxyConfiguration }: Cluster): string[] {
  const { clusterCIDR } = kubeProxyConfiguration?.document ?? {};
  return typeof clusterCIDR === 'string' && clusterCIDR !== '' ? clusterCIDR.split(',').map(text => text.trim()) : [];
}
