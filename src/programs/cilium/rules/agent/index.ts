import { ENCRYPTION_RULES } from './encryption';
import { LOAD_BALANCING_RULES } from './load-balancing';
import { ROUTING_RULES } from './routing';
import { AgentOptions, AgentProblem, AgentRule } from './rule';
import { Problem } from '../../../../base/schema/problem';
import { CiliumMinor, holdsIn } from '../../target';
import { AgentConfig, agentConfigOf } from '../../values/agent-config';
import { ChartValues } from '../../values/chart-values';

/**
 * What the agent refuses at its start. Read in its sources of v1.17.0, v1.18.6, v1.19.3 and v1.20.0. What only a kernel or the devices of a
 * node decide is not among it.
 */
export const AGENT_RULES: readonly AgentRule[] = [...ROUTING_RULES, ...LOAD_BALANCING_RULES, ...ENCRYPTION_RULES];

/** The values of the chart that options are made from, for messages. */
const VALUE_OF_OPTION: Readonly<Record<string, string>> = {
  'enable-ipv4': 'ipv4.enabled',
  'enable-ipv6': 'ipv6.enabled',
  'routing-mode': 'routingMode',
  'tunnel-protocol': 'tunnelProtocol',
  'tunnel-source-port-range': 'tunnelSourcePortRange',
  'underlay-protocol': 'underlayProtocol',
  'ipam': 'ipam.mode',
  'ipv4-native-routing-cidr': 'ipv4NativeRoutingCIDR',
  'ipv6-native-routing-cidr': 'ipv6NativeRoutingCIDR',
  'auto-direct-node-routes': 'autoDirectNodeRoutes',
  'direct-routing-skip-unreachable': 'directRoutingSkipUnreachable',
  'enable-bpf-masquerade': 'bpf.masquerade',
  'egress-masquerade-interfaces': 'egressMasqueradeInterfaces',
  'enable-masquerade-to-route-source': 'enableMasqueradeRouteSource',
  'enable-ip-masq-agent': 'ipMasqAgent.enabled',
  'install-no-conntrack-iptables-rules': 'installNoConntrackIptablesRules',
  'install-iptables-rules': 'extraConfig.install-iptables-rules',
  'kube-proxy-replacement': 'kubeProxyReplacement',
  'enable-node-port': 'nodePort.enabled',
  'enable-l7-proxy': 'l7Proxy',
  'enable-host-firewall': 'hostFirewall.enabled',
  'enable-ipsec': 'encryption.type',
  'enable-wireguard': 'encryption.type',
  'dnsproxy-enable-transparent-mode': 'dnsProxy.enableTransparentMode',
  'enable-encryption-strict-mode-ingress': 'encryption.strictMode.ingress.enabled',
  'encryption-strict-mode-cidr': 'encryption.strictMode.cidr',
  'encryption-strict-egress-cidr': 'encryption.strictMode.egress.cidr',
  'bpf-lb-mode': 'loadBalancer.mode',
  'bpf-lb-mode-annotation': 'bpf.lbModeAnnotation',
  'bpf-lb-algorithm': 'loadBalancer.algorithm',
  'bpf-lb-dsr-dispatch': 'loadBalancer.dsrDispatch',
  'bpf-lb-acceleration': 'loadBalancer.acceleration',
  'bpf-lb-map-max': 'bpf.lbMapMax',
  'bpf-lb-maglev-table-size': 'maglev.tableSize',
  'bpf-lb-maglev-hash-seed': 'maglev.hashSeed',
  'node-port-range': 'nodePort.range',
  'service-no-backend-response': 'serviceNoBackendResponse',
  'enable-nat46x64-gateway': 'nat46x64Gateway.enabled',
  'enable-endpoint-health-checking': 'endpointHealthChecking.enabled',
  'devices': 'devices',
  'policy-deny-response': 'policyDenyResponse',
  'policy-cidr-match-mode': 'policyCIDRMatchMode',
};

function problemsOf(options: AgentOptions): AgentProblem[] {
  return AGENT_RULES.filter(rule => holdsIn(rule, options.minor)).flatMap(rule => rule.check(options) ?? []);
}

/** What the agent refuses of the ConfigMap that the chart makes of values; fields are those of the values. */
export function agentProblemsOfValues(values: ChartValues): Problem[] {
  const options = new AgentOptions(agentConfigOf(values), values.minor, VALUE_OF_OPTION);
  return problemsOf(options).map(({ option, message }) => ({ field: options.name(option), message }));
}

/** What the agent refuses of a ConfigMap; fields are its keys. */
export function agentProblemsOfConfig(config: AgentConfig, minor: CiliumMinor): Problem[] {
  return problemsOf(new AgentOptions(config, minor)).map(({ option, message }) => ({ field: `data["${option}"]`, message }));
}
