import { ChartValues } from './chart-values';
import { isPlainObject } from '../../../base/objects/fields';
import { isBefore, leadingVersion } from '../../../base/version/version';
import { holdsIn, Period } from '../target';

/** The ConfigMap cilium-config as the agent reads it: an option of the agent, and its value as text. */
export type AgentConfig = Readonly<Record<string, string>>;

interface Entry extends Period {
  /** What the template writes; `undefined` where it writes nothing. */
  readonly value: (values: ChartValues) => string | undefined;
}

/** Written with whatever the value is. */
const always = (path: string): Entry => ({ value: values => values.text(path) });

/** Written where the chart or the user has the value, be it false or empty. */
const present = (path: string): Entry => ({ value: values => values.at(path) === undefined ? undefined : values.text(path) });

/** Written where a template's `if` takes the value for true. */
const set = (path: string, text?: string): Entry => ({ value: values => values.isTrue(path) ? text ?? values.text(path) : undefined });

/** Written where the chart renders an encryption of the type. */
const encryption = (type: string): Entry => ({ value: values => values.isTrue('encryption.enabled') && values.text('encryption.type') === type ? 'true' : undefined });

/** The IP address management that the chart writes. */
export function ipamOf(values: ChartValues): string {
  return values.isTrue('eni.enabled') ? 'eni' : values.text('ipam.mode') || 'cluster-pool';
}

/** How packets get to pods of other nodes, as the chart writes it where nothing is given. */
export function routingModeOf(values: ChartValues): string {
  const isNative = values.isTrue('gke.enabled') || (!['1.17', '1.18'].includes(values.minor) && values.isTrue('eni.enabled'));
  return values.text('routingMode') || (isNative ? 'native' : 'tunnel');
}

/** What the chart takes for kubeProxyReplacement; up to 1.17, defaults from before 1.14 are words that it does not accept itself. */
export function kubeProxyReplacementOf(values: ChartValues): string {
  const isOld = values.minor === '1.17' && hasOldDefaults(values, '1.14');
  return values.text('kubeProxyReplacement') || (isOld ? 'disabled' : 'false');
}

function chainingModeOf(values: ChartValues): string {
  if (values.at('cni.chainingMode') !== undefined) return values.text('cni.chainingMode');
  return values.at('cni.chainingTarget') === undefined ? 'none' : 'generic-veth';
}

function hostLegacyRouting(values: ChartValues): string | undefined {
  if (values.at('bpf.hostLegacyRouting') !== undefined) return values.text('bpf.hostLegacyRouting');
  return chainingModeOf(values) === 'none' ? undefined : 'true';
}

function ipv4Masquerade(values: ChartValues): string {
  if (values.at('enableIPv4Masquerade') !== undefined) return values.text('enableIPv4Masquerade');
  return values.isTrue('eni.enabled') && values.minor !== '1.17' && !hasOldDefaults(values, '1.18') ? 'false' : 'true';
}

function bpfMasquerade(values: ChartValues): string | undefined {
  return values.at('bpf.masquerade') === undefined ? undefined : values.text('bpf.masquerade');
}

/** How often the operator looks for pods without an endpoint of Cilium, which it deletes; never where it is 0. */
function watcherInterval(values: ChartValues): string {
  if (!values.isTrue('operator.unmanagedPodWatcher.restart')) return '0';
  const path = 'operator.unmanagedPodWatcher.intervalSeconds';
  return ['1.17', '1.18'].includes(values.minor) ? values.text(path) : `${values.integer(path)}s`;
}

/** Whether `upgradeCompatibility` asks for the defaults from before a minor. */
function hasOldDefaults(values: ChartValues, minor: string): boolean {
  return isBefore(leadingVersion(values.text('upgradeCompatibility')), 1, Number(minor.slice('1.'.length))) === true;
}

function pools(values: ChartValues, path: string): string | undefined {
  return ipamOf(values) === 'cluster-pool' ? values.list(path).join(' ') : undefined;
}

/** Whether strict mode has its old keys in 1.19, which takes them for those of egress; 1.20 reads them no more. */
function hasOldStrictMode(values: ChartValues): boolean {
  return values.minor === '1.19' && values.isTrue('encryption.strictMode.enabled');
}

/** The pools that the operator is to create, as it reads them: `default=ipv4-cidrs:10.10.0.0/16;ipv4-mask-size:24`. */
function podPools(values: ChartValues): string | undefined {
  const given = values.at('ipam.operator.autoCreateCiliumPodIPPools');
  if (ipamOf(values) !== 'multi-pool' || !isPlainObject(given) || Object.keys(given).length === 0) return undefined;
  return Object.keys(given).sort().map(name => {
    const pool = given[name];
    const attributes = ['ipv4', 'ipv6'].flatMap(family => {
      const part = isPlainObject(pool) ? pool[family] : undefined;
      return isPlainObject(part) ? [`${family}-cidrs:${Array.isArray(part.cidrs) ? part.cidrs.join(',') : ''}`, `${family}-mask-size:${String(part.maskSize)}`] : [];
    });
    return `${name}=${attributes.join(';')}`;
  }).join(',');
}

/** What the chart writes of the first pool, where it takes the native CIDR from there. */
function nativeCidr(values: ChartValues, family: 'ipv4' | 'ipv6'): string | undefined {
  const given = values.text(`${family}NativeRoutingCIDR`);
  if (given !== '') return given;
  const isDerived = ipamOf(values) === 'cluster-pool' && values.isTrue('nativeRoutingCIDRFromClusterPool') && values.minor === '1.20' && values.isTrue(`${family}.enabled`);
  const [first] = isDerived ? values.list(`ipam.operator.clusterPoolIP${family.slice('ip'.length)}PodCIDRList`) : [];
  return first === undefined ? undefined : String(first);
}

/** Whether the agent is set to write a CNI configuration. */
const writesCniConf = (values: ChartValues): boolean => !values.isTrue('cni.customConf') && values.isTrue('cni.install');

/** The options that decide what rules look at, in templates/cilium-configmap.yaml of the chart. */
const ENTRIES: Readonly<Record<string, Entry>> = {
  'enable-ipv4': always('ipv4.enabled'),
  'enable-ipv6': always('ipv6.enabled'),
  'enable-policy': { value: values => values.text('policyEnforcementMode').toLowerCase() },
  'policy-cidr-match-mode': { value: values => values.list('policyCIDRMatchMode').join(' ') },
  'policy-deny-response': { since: '1.19', ...set('policyDenyResponse') },
  'policy-audit-mode': present('policyAuditMode'),
  'cluster-name': always('cluster.name'),
  'cluster-id': present('cluster.id'),
  'routing-mode': { value: routingModeOf },
  'tunnel-protocol': { value: values => values.text('tunnelProtocol') || 'vxlan' },
  'tunnel-port': set('tunnelPort'),
  'tunnel-source-port-range': set('tunnelSourcePortRange'),
  'underlay-protocol': { since: '1.18', ...set('underlayProtocol') },
  'ipv4-native-routing-cidr': { value: values => nativeCidr(values, 'ipv4') },
  'ipv6-native-routing-cidr': { value: values => nativeCidr(values, 'ipv6') },
  'auto-direct-node-routes': always('autoDirectNodeRoutes'),
  'direct-routing-skip-unreachable': always('directRoutingSkipUnreachable'),
  'enable-ipv4-masquerade': { value: ipv4Masquerade },
  'enable-ipv6-masquerade': always('enableIPv6Masquerade'),
  'enable-bpf-masquerade': { value: bpfMasquerade },
  'enable-masquerade-to-route-source': always('enableMasqueradeRouteSource'),
  'egress-masquerade-interfaces': present('egressMasqueradeInterfaces'),
  'enable-ip-masq-agent': set('ipMasqAgent.enabled', 'true'),
  'enable-host-legacy-routing': { value: hostLegacyRouting },
  'datapath-mode': present('bpf.datapathMode'),
  'enable-bpf-tproxy': present('bpf.tproxy'),
  'kube-proxy-replacement': { value: kubeProxyReplacementOf },
  'kube-proxy-replacement-healthz-bind-address': {
    value: values => kubeProxyReplacementOf(values) === 'true' ? values.text('kubeProxyReplacementHealthzBindAddr') : undefined,
  },
  'enable-node-port': { last: '1.18', value: values => kubeProxyReplacementOf(values) === 'false' ? values.text('nodePort.enabled') : undefined },
  'bpf-lb-sock': present('socketLB.enabled'),
  'bpf-lb-sock-hostns-only': {
    value: values => values.isTrue('gatewayAPI.enabled') && values.minor === '1.20' ? 'true'
      : values.at('socketLB.hostNamespaceOnly') === undefined ? undefined : values.text('socketLB.hostNamespaceOnly'),
  },
  'bpf-lb-mode': present('loadBalancer.mode'),
  'bpf-lb-mode-annotation': present('bpf.lbModeAnnotation'),
  'bpf-lb-algorithm': present('loadBalancer.algorithm'),
  'bpf-lb-algorithm-annotation': {
    value: values => values.isTrue('gatewayAPI.enabled') && values.minor === '1.20' ? 'true'
      : values.at('bpf.lbAlgorithmAnnotation') === undefined ? undefined : values.text('bpf.lbAlgorithmAnnotation'),
  },
  'bpf-lb-dsr-dispatch': present('loadBalancer.dsrDispatch'),
  'bpf-lb-acceleration': present('loadBalancer.acceleration'),
  'bpf-lb-maglev-table-size': present('maglev.tableSize'),
  'bpf-lb-maglev-hash-seed': present('maglev.hashSeed'),
  'bpf-lb-map-max': { value: values => values.at('bpf.lbMapMax') === undefined ? undefined : String(values.integer('bpf.lbMapMax')) },
  'bpf-lb-external-clusterip': present('bpf.lbExternalClusterIP'),
  'bpf-lb-source-range-all-types': present('bpf.lbSourceRangeAllTypes'),
  'node-port-range': present('nodePort.range'),
  'enable-auto-protect-node-port-range': present('nodePort.autoProtectPortRange'),
  'node-port-bind-protection': present('nodePort.bindProtection'),
  'nodeport-addresses': { value: values => values.isRemoved('nodePort.addresses') ? undefined : values.list('nodePort.addresses').join(',') },
  'enable-health-check-nodeport': present('nodePort.enableHealthCheck'),
  'enable-health-check-loadbalancer-ip': {
    value: values => values.isTrue('gke.enabled') ? 'true'
      : values.at('nodePort.enableHealthCheckLoadBalancerIP') === undefined ? undefined : values.text('nodePort.enableHealthCheckLoadBalancerIP'),
  },
  'bpf-lb-sock-terminate-pod-connections': present('socketLB.terminatePodConnections'),
  'disable-external-ip-mitigation': set('bpf.disableExternalIPMitigation'),
  'k8s-service-proxy-name': present('k8s.serviceProxyName'),
  'enable-sctp': present('sctp.enabled'),
  'enable-lb-ipam': always('enableLBIPAM'),
  'default-lb-service-ipam': always('defaultLBServiceIPAM'),
  'enable-service-topology': present('loadBalancer.serviceTopology'),
  'service-no-backend-response': set('serviceNoBackendResponse'),
  'enable-nat46x64-gateway': set('nat46x64Gateway.enabled'),
  'devices': { value: values => values.at('devices') === undefined ? undefined : values.list('devices').join(' ') },
  'ipam': { value: ipamOf },
  'cluster-pool-ipv4-cidr': { value: values => values.isTrue('ipv4.enabled') ? pools(values, 'ipam.operator.clusterPoolIPv4PodCIDRList') : undefined },
  'cluster-pool-ipv6-cidr': { value: values => values.isTrue('ipv6.enabled') ? pools(values, 'ipam.operator.clusterPoolIPv6PodCIDRList') : undefined },
  'auto-create-cilium-pod-ip-pools': { value: podPools },
  'cni-chaining-mode': { value: values => chainingModeOf(values) === 'none' ? undefined : chainingModeOf(values) },
  'custom-cni-conf': always('cni.customConf'),
  // With a ConfigMap and customConf, the agent writes what it reads from there.
  'write-cni-conf-when-ready': {
    value: values => writesCniConf(values) || (values.isTrue('cni.configMap') && values.isTrue('cni.customConf')) ? `${values.text('cni.hostConfDirMountPath')}/05-cilium.conflist` : undefined,
  },
  'cni-exclusive': { value: values => writesCniConf(values) ? values.text('cni.exclusive') : undefined },
  'enable-l7-proxy': present('l7Proxy'),
  'install-no-conntrack-iptables-rules': {
    value: values => values.isTrue('azure.enabled') || values.isTrue('eni.enabled') || values.isTrue('gke.enabled') || chainingModeOf(values) !== 'none'
      ? 'false' : values.text('installNoConntrackIptablesRules'),
  },
  'dnsproxy-enable-transparent-mode': {
    value: values => values.at('dnsProxy.enableTransparentMode') !== undefined ? values.text('dnsProxy.enableTransparentMode')
      : chainingModeOf(values) !== 'none' ? undefined : hasOldDefaults(values, '1.12') ? 'false' : 'true',
  },
  'enable-host-firewall': {
    value: values => ['1.17', '1.18'].includes(values.minor) && !values.isTrue('hostFirewall.enabled') ? undefined : values.text('hostFirewall.enabled'),
  },
  'enable-ipsec': encryption('ipsec'),
  'enable-wireguard': encryption('wireguard'),
  'enable-ztunnel': { since: '1.19', ...encryption('ztunnel') },
  'ztunnel-ca-type': { since: '1.20', value: values => encryption('ztunnel').value(values) && values.text('encryption.ztunnel.ca.type') },
  'encrypt-node': { value: values => values.isTrue('encryption.enabled') && values.isTrue('encryption.nodeEncryption') ? 'true' : undefined },
  'enable-encryption-strict-mode': { last: '1.18', ...set('encryption.strictMode.enabled', 'true') },
  'enable-encryption-strict-mode-egress': {
    since: '1.19',
    value: values => values.isTrue('encryption.strictMode.egress.enabled') || hasOldStrictMode(values) ? 'true' : undefined,
  },
  'encryption-strict-mode-cidr': { last: '1.18', value: values => values.isTrue('encryption.strictMode.enabled') ? values.text('encryption.strictMode.cidr') : undefined },
  'encryption-strict-egress-cidr': {
    since: '1.19',
    value: values => values.isTrue('encryption.strictMode.egress.enabled') ? values.text('encryption.strictMode.egress.cidr')
      : hasOldStrictMode(values) ? values.text('encryption.strictMode.cidr') : undefined,
  },
  'encryption-strict-egress-allow-remote-node-identities': {
    since: '1.19',
    value: values => values.isTrue('encryption.strictMode.egress.enabled') ? values.text('encryption.strictMode.egress.allowRemoteNodeIdentities')
      : hasOldStrictMode(values) ? values.text('encryption.strictMode.allowRemoteNodeIdentities') || 'false' : undefined,
  },
  'enable-encryption-strict-mode-ingress': { since: '1.19', ...set('encryption.strictMode.ingress.enabled', 'true') },
  'enable-gateway-api': set('gatewayAPI.enabled', 'true'),
  'enable-ingress-controller': set('ingressController.enabled', 'true'),
  'ingress-default-lb-mode': { value: values => values.isTrue('ingressController.enabled') ? values.text('ingressController.loadbalancerMode') : undefined },
  'enable-l2-announcements': set('l2announcements.enabled', 'true'),
  'enable-bgp-control-plane': set('bgpControlPlane.enabled', 'true'),
  'enable-hubble': always('hubble.enabled'),
  'hubble-metrics': { value: values => values.isTrue('hubble.enabled') ? values.list('hubble.metrics.enabled').join(' ') || undefined : undefined },
  'enable-hubble-open-metrics': {
    value: values => values.isTrue('hubble.enabled') && values.list('hubble.metrics.enabled').length > 0 ? values.text('hubble.metrics.enableOpenMetrics') : undefined,
  },
  'mesh-auth-enabled': always('authentication.enabled'),
  'enable-node-selector-labels': always('nodeSelectorLabels'),
  'k8s-api-server-urls': { since: '1.18', ...present('k8s.apiServerURLs') },
  'cgroup-root': always('cgroup.hostRoot'),
  'k8s-client-qps': set('k8sClientRateLimit.qps'),
  'k8s-client-burst': set('k8sClientRateLimit.burst'),
  'unmanaged-pod-watcher-interval': { value: watcherInterval },
  'identity-allocation-mode': always('identityAllocationMode'),
  'enable-endpoint-health-checking': {
    value: values => String(values.isTrue('endpointHealthChecking.enabled') && ['none', 'portmap'].includes(chainingModeOf(values))),
  },
  'enable-envoy-config': {
    value: values => values.isTrue('envoyConfig.enabled') || values.isTrue('ingressController.enabled') || values.isTrue('gatewayAPI.enabled')
      || values.text('loadBalancer.l7.backend') === 'envoy' ? 'true' : undefined,
  },
};

/** The options that are predicted; the chart writes more, which no rule looks at. */
export const PREDICTED_OPTIONS: readonly string[] = Object.keys(ENTRIES);

/**
 * What the chart of a minor writes into the ConfigMap cilium-config, as far as rules look at it; `extraConfig` is written last, and so
 * what counts where both have an option.
 */
export function agentConfigOf(values: ChartValues): AgentConfig {
  const config: Record<string, string> = {};
  for (const [option, entry] of Object.entries(ENTRIES)) {
    const value = holdsIn(entry, values.minor) ? entry.value(values) : undefined;
    if (value !== undefined) config[option] = value;
  }
  const extra = values.at('extraConfig');
  for (const [option, value] of Object.entries(isPlainObject(extra) ? extra : {})) {
    if (value !== null && !isPlainObject(value)) config[option] = String(value);
  }
  return config;
}

/** Whether an option is on, as the agent reads a text: viper's `GetBool`. */
export function isOn(config: AgentConfig, option: string, byDefault = false): boolean {
  const value = config[option];
  if (value === undefined) return byDefault;
  return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value);
}
