import { ipamOf, isChained, isChaining, isOn, routingModeOf } from './computed';
import { all, either, has, on, Row } from './row';
import { ChartValues } from '../chart-values';

const isUnset = (path: string) => (values: ChartValues): boolean => (values.read(path) ?? undefined) === undefined;

/** Whether the CIDR of native routing is the only one of the pool. */
function isFromPool(values: ChartValues, family: '4' | '6'): boolean {
  return ipamOf(values) === 'cluster-pool' && isOn(values, `ipv${family}.enabled`) && isOn(values, 'nativeRoutingCIDRFromClusterPool') && !isOn(values, `ipv${family}NativeRoutingCIDR`);
}

function firstOfPool(values: ChartValues, family: '4' | '6'): unknown {
  const pool = values.read(`ipam.operator.clusterPoolIPv${family}PodCIDRList`);
  return Array.isArray(pool) ? pool[0] as unknown : typeof pool === 'string' ? pool.split(' ')[0] : undefined;
}

/** How packets travel, and what is masqueraded. Source: templates/cilium-configmap.yaml. */
export const ROUTING_OPTIONS: readonly Row[] = [
  { option: 'cluster-name', from: 'cluster.name', as: 'plain', last: '1.17' },
  { option: 'cluster-name', from: 'cluster.name', since: '1.18' },
  { option: 'cluster-id', from: 'cluster.id', as: 'printed', when: 'has' },
  { option: 'enable-endpoint-routes', text: 'true', when: on('gke.enabled') },
  { option: 'routing-mode', from: 'routingMode', text: routingModeOf },
  { option: 'tunnel-protocol', from: 'tunnelProtocol', text: values => isOn(values, 'tunnelProtocol') ? values.read('tunnelProtocol') : 'vxlan' },
  { option: 'tunnel-port', from: 'tunnelPort', when: 'true' },
  { option: 'tunnel-source-port-range', from: 'tunnelSourcePortRange', when: 'true' },
  { option: 'underlay-protocol', from: 'underlayProtocol', when: 'true', since: '1.18' },
  { option: 'service-no-backend-response', from: 'serviceNoBackendResponse', as: 'printed', when: 'true' },
  { option: 'policy-deny-response', from: 'policyDenyResponse', as: 'printed', when: 'true', since: '1.19' },
  { option: 'mtu', from: 'MTU', when: 'true' },
];

/** Source: templates/cilium-configmap.yaml. */
export const MASQUERADING_OPTIONS: readonly Row[] = [
  { option: 'enable-l7-proxy', from: 'l7Proxy', when: 'has' },
  {
    since: '1.19',
    when: all(has('standaloneDnsProxy'), on('standaloneDnsProxy.enabled')),
    options: [
      { option: 'enable-standalone-dns-proxy', from: 'standaloneDnsProxy.enabled' },
      { option: 'standalone-dns-proxy-server-port', from: 'standaloneDnsProxy.serverPort' },
    ],
  },
  {
    when: isChained,
    options: [
      { option: 'cni-chaining-mode', from: 'cni.chainingMode', text: values => values.read('cni.chainingMode') ?? 'generic-veth', as: 'plain' },
      { option: 'enable-identity-mark', from: 'enableIdentityMark', when: 'has' },
      { option: 'enable-local-node-route', text: 'false', when: values => !isChaining(values, 'portmap') },
    ],
  },
  { option: 'enable-ipv4-masquerade', from: 'enableIPv4Masquerade', last: '1.17' },
  { option: 'enable-ipv4-masquerade', from: 'enableIPv4Masquerade', when: 'known', since: '1.18' },
  {
    option: 'enable-ipv4-masquerade',
    from: 'enableIPv4Masquerade',
    text: values => String(!(values.hasDefaultsSince('1.18') && isOn(values, 'eni.enabled'))),
    when: isUnset('enableIPv4Masquerade'),
    since: '1.18',
  },
  { option: 'enable-ipv4-big-tcp', from: 'enableIPv4BIGTCP' },
  { option: 'enable-ipv6-big-tcp', from: 'enableIPv6BIGTCP' },
  { option: 'enable-ipv6-masquerade', from: 'enableIPv6Masquerade' },
  { option: 'enable-tcx', from: 'bpf.enableTCX', when: 'has' },
  { option: 'datapath-mode', from: 'bpf.datapathMode', when: 'has' },
  { option: 'enable-bpf-masquerade', from: 'bpf.masquerade', when: 'known' },
  { option: 'enable-bpf-masquerade', text: 'true', when: all(isUnset('bpf.masquerade'), values => values.hasDefaultsSince('1.8') && !values.hasDefaultsSince('1.10')) },
  { option: 'enable-masquerade-to-route-source', from: 'enableMasqueradeRouteSource' },
  { option: 'egress-masquerade-interfaces', from: 'egressMasqueradeInterfaces', as: 'plain', when: 'has' },
  { option: 'enable-ip-masq-agent', from: 'ipMasqAgent.enabled', text: 'true', when: on('ipMasqAgent', 'ipMasqAgent.enabled') },
];

/** Source: templates/cilium-configmap.yaml. */
export const DEVICE_OPTIONS: readonly Row[] = [
  { option: 'enable-xt-socket-fallback', from: 'enableXTSocketFallback' },
  {
    option: 'install-no-conntrack-iptables-rules',
    from: 'installNoConntrackIptablesRules',
    text: values => either('azure.enabled', 'eni.enabled', 'gke.enabled')(values) || isChained(values) ? 'false' : values.read('installNoConntrackIptablesRules'),
  },
  { option: 'iptables-random-fully', from: 'iptablesRandomFully', when: 'has' },
  { option: 'iptables-lock-timeout', from: 'iptablesLockTimeout', when: 'has' },
  { option: 'auto-direct-node-routes', from: 'autoDirectNodeRoutes' },
  { option: 'direct-routing-skip-unreachable', from: 'directRoutingSkipUnreachable' },
  {
    when: all(has('bandwidthManager'), on('bandwidthManager.enabled')),
    options: [
      { option: 'enable-bandwidth-manager', from: 'bandwidthManager.enabled' },
      { option: 'enable-bbr', from: 'bandwidthManager.bbr' },
      { option: 'enable-bbr-hostns-only', from: 'bandwidthManager.bbrHostNamespaceOnly', since: '1.18' },
    ],
  },
  { option: 'enable-high-scale-ipcache', from: 'highScaleIPcache.enabled', when: 'true', last: '1.17' },
  { option: 'enable-local-redirect-policy', from: 'localRedirectPolicy', when: 'has', last: '1.17' },
  { option: 'enable-local-redirect-policy', text: 'true', when: either('localRedirectPolicies.enabled', 'localRedirectPolicy'), since: '1.18' },
  { option: 'lrp-address-matcher-cidrs', from: 'localRedirectPolicies.addressMatcherCIDRs', as: 'commas', when: 'true', since: '1.18' },
  ...(['4', '6'] as const).flatMap(family => [
    { option: `ipv${family}-native-routing-cidr`, from: `ipv${family}NativeRoutingCIDR`, as: 'plain', when: 'true' },
    { option: `ipv${family}-native-routing-cidr`, text: values => firstOfPool(values, family), when: values => isFromPool(values, family), since: '1.20' },
  ] satisfies Row[]),
  { option: 'enable-ipv4-fragment-tracking', from: 'fragmentTracking', when: 'has' },
  { option: 'enable-nat46x64-gateway', from: 'nat46x64Gateway.enabled', when: 'true' },
  { option: 'enable-host-firewall', from: 'hostFirewall.enabled', when: on('hostFirewall', 'hostFirewall.enabled'), last: '1.18' },
  { option: 'enable-host-firewall', from: 'hostFirewall.enabled', since: '1.19' },
  { option: 'devices', from: 'devices', as: 'words', when: 'has' },
  { option: 'enable-runtime-device-detection', text: 'true', when: on('enableRuntimeDeviceDetection'), last: '1.17' },
  { option: 'force-device-detection', text: 'true', when: on('forceDeviceDetection') },
];
