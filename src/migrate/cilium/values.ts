import { CalicoState } from './calico';
import { Family } from './networks';
import { InputError } from '../../base/errors';
import { Cidr } from '../../base/ip/cidr';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { Problem } from '../../base/schema/problem';
import { PLAIN_RENDERING } from '../../programs/cilium/rules/rule';
import { CiliumMinor, isBeforeMinor } from '../../programs/cilium/target';
import { validateValues } from '../../programs/cilium/validate-values';
import { kubeProxyReplacementOf } from '../../programs/cilium/values/agent-config';
import { ChartValues } from '../../programs/cilium/values/chart-values';
import { mergeValues } from '../../programs/helm/merge-values';

/** The values of each stage. */
export interface StageValues {
  /** While nodes move. */
  readonly migration: PlainObject;
  /** When all have moved, and kube-proxy still serves Services; undefined where the last ones do not replace it. */
  readonly moved?: PlainObject;
  /** In the end: those of the input, where it has some. */
  readonly final: PlainObject;
}

/** What the values depend on, beside those of the input. */
export interface ValuesInputs {
  readonly minor: CiliumMinor;
  readonly podCidrs: readonly Cidr[];
  readonly calico: CalicoState;
  /** By family: what is not masqueraded while nodes move. */
  readonly covering: ReadonlyMap<Family, Cidr>;
  /** Whether pods have ports of their nodes, which the plugin portmap serves as long as Cilium does not replace kube-proxy. */
  readonly hasHostPorts: boolean;
}

/**
 * The values of each stage.
 *
 * @param given those of the input
 * @throws InputError where the chart or the agent would refuse them
 */
export function stageValues(given: PlainObject, inputs: ValuesInputs): StageValues {
  const { minor } = inputs;
  const final = finalValues(given, inputs);
  const migration = mergeValues(without(final, LATER), migrationValues(final, inputs));
  const replaces = kubeProxyReplacementOf(new ChartValues(final, minor)) === 'true';
  const moved = replaces ? mergeValues(without(final, OF_REPLACEMENT), withoutReplacement(final, inputs)) : undefined;
  check(migration, minor, 'values of the migration');
  if (moved) check(moved, minor, 'values before kube-proxy is replaced');
  check(final, minor, 'final values');
  return { migration, ...moved && { moved }, final };
}

/** What depends on Cilium serving Services: on kubeProxyReplacement, or on BPF masquerading, which the agent of 1.17 refuses without it. */
const OF_REPLACEMENT: readonly string[] = [
  'loadBalancer', 'maglev', 'nodePort', 'ipMasqAgent', 'egressGateway', 'gatewayAPI', 'ingressController', 'l2announcements', 'nodeIPAM', 'localRedirectPolicies', 'localRedirectPolicy',
  'kubeProxyReplacementHealthzBindAddr',
];

/** What waits until all nodes have moved: it depends on kube-proxy's replacement, on native routing, or on all nodes having it. */
const LATER: readonly string[] = [
  ...OF_REPLACEMENT, 'autoDirectNodeRoutes', 'encryption', 'hostFirewall', 'bgpControlPlane', 'ipv4NativeRoutingCIDR', 'ipv6NativeRoutingCIDR', 'enableIPv4BIGTCP', 'enableIPv6BIGTCP',
  // BBR needs BPF host routing, which bypasses the routes to Calico's pods.
  'bandwidthManager',
];

function without(values: PlainObject, names: readonly string[]): PlainObject {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** The values of the input with the pools of pods, and with what has to stay as it was while nodes moved. */
function finalValues(given: PlainObject, { minor, podCidrs, calico, hasHostPorts }: ValuesInputs): PlainObject {
  const has = (family: Family): boolean => podCidrs.some(cidr => cidr.family === family);
  const listed = (family: Family): string[] => podCidrs.filter(cidr => cidr.family === family).map(({ text }) => text);
  const givenValues = new ChartValues(given, minor);
  if (!has('ip') && isBeforeMinor(minor, '1.18')) throw new InputError('pod CIDR: Cilium 1.17 has no tunnel between nodes without IPv4; expected 1.18 or later for nodes with IPv6 alone');
  const values = mergeValues(given, {
    ipam: {
      mode: 'cluster-pool',
      operator: { ...has('ip') && { clusterPoolIPv4PodCIDRList: listed('ip') }, ...has('ip6') && { clusterPoolIPv6PodCIDRList: listed('ip6') } },
    },
    ...has('ip6') && { ipv6: { enabled: true } },
    ...!has('ip') && { ipv4: { enabled: false }, ...!givenValues.isGiven('underlayProtocol') && { underlayProtocol: 'ipv6' } },
    ...portOf(givenValues, calico),
  });
  // Nothing else serves them where kube-proxy stays.
  return hasHostPorts && kubeProxyReplacementOf(givenValues) !== 'true' && !givenValues.isGiven('cni.chainingMode') ? mergeValues(values, { cni: { chainingMode: 'portmap' } }) : values;
}

/** Another port where Calico's VXLAN has the one of the tunnel, from the beginning on: to change it later cuts nodes off from each other. */
function portOf(values: ChartValues, { vxlanPort }: CalicoState): PlainObject {
  if (vxlanPort === undefined || vxlanPort !== tunnelPortOf(values)) return {};
  if (values.integer('tunnelPort') !== 0) throw new InputError(`final values: tunnelPort: ${vxlanPort} is the UDP port of Calico's VXLAN; expected another one, for example, ${OTHER_PORT}`);
  return { tunnelPort: OTHER_PORT };
}

const OTHER_PORT = 8473;

/** The UDP port of the tunnel between nodes. */
export function tunnelPortOf(values: ChartValues): number {
  return values.integer('tunnelPort') || (protocolOf(values) === 'geneve' ? 6081 : 8472);
}

function protocolOf(values: ChartValues): string {
  return values.text('tunnelProtocol') || 'vxlan';
}

/** What has to be so while both run: Documentation/installation/k8s-install-migration.rst. */
function migrationValues(final: PlainObject, { minor, covering }: ValuesInputs): PlainObject {
  const v4 = covering.get('ip');
  const v6 = covering.get('ip6');
  return {
    // Otherwise the operator deletes pods of CoreDNS that are not on Cilium yet.
    operator: { unmanagedPodWatcher: { restart: false } },
    routingMode: 'tunnel',
    // As in the end: nodes with another protocol do not reach each other.
    tunnelProtocol: protocolOf(new ChartValues(final, minor)),
    // Chaining is up to the CiliumNodeConfig.
    cni: { customConf: true, uninstall: false, ...isPlainObject(final.cni) && final.cni.chainingMode !== undefined && { chainingMode: null } },
    policyEnforcementMode: 'never',
    // netkit is for BPF host routing alone: pods that come later have it.
    bpf: { hostLegacyRouting: true, masquerade: false, ...isPlainObject(final.bpf) && final.bpf.datapathMode !== undefined && { datapathMode: 'veth' } },
    // kube-proxy goes afterwards, if at all.
    kubeProxyReplacement: false,
    // Not masqueraded by Cilium: the way to Calico's pods.
    ...v4 && { ipv4NativeRoutingCIDR: v4.text },
    ...v6 && { ipv6NativeRoutingCIDR: v6.text },
  };
}

function withoutReplacement(final: PlainObject, { hasHostPorts }: ValuesInputs): PlainObject {
  const { masquerade, datapathMode } = isPlainObject(final.bpf) ? final.bpf : {} as PlainObject;
  return {
    kubeProxyReplacement: false,
    // netkit needs BPF masquerading.
    ...masquerade === true && { bpf: { masquerade: false, ...datapathMode !== undefined && { datapathMode: 'veth' } } },
    ...hasHostPorts && { cni: { chainingMode: 'portmap' } },
  };
}

function check(values: PlainObject, minor: CiliumMinor, what: string): void {
  // The runbook's helm sees the cluster.
  const { refused, agentRefuses } = validateValues(new ChartValues(values, minor), { ...PLAIN_RENDERING, isOffline: false });
  const problems: readonly Problem[] = [...refused, ...agentRefuses];
  if (problems.length > 0) throw new InputError(problems.map(({ field, message }) => `${what}: ${field}: ${message}`).join('\n'));
}
