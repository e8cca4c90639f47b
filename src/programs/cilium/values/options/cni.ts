import { isChaining, isOn, joined, printed } from './computed';
import { all, Condition, off, on, Row } from './row';
import { ChartValues } from '../chart-values';

const writtenConfig = (values: ChartValues): string => `${printed(values, 'cni.hostConfDirMountPath')}/05-cilium.conflist`;

/** Whether endpoints answer health checks: not where another plugin than portmap is chained. */
const checksEndpoints: Condition = values => isOn(values, 'endpointHealthChecking.enabled') && (isChaining(values, 'portmap') || isChaining(values, 'none'));

function profiles(prefix: string, path: string): Row {
  return {
    when: on(`${path}.enabled`),
    options: [
      { option: `${prefix}pprof`, from: `${path}.enabled` },
      { option: `${prefix}pprof-address`, from: `${path}.address` },
      { option: `${prefix}pprof-port`, from: `${path}.port` },
      { option: `${prefix}pprof-mutex-profile-fraction`, from: `${path}.mutexProfileFraction`, since: '1.19' },
      { option: `${prefix}pprof-block-profile-rate`, from: `${path}.blockProfileRate`, since: '1.19' },
    ],
  };
}

/** Profiles, logs, what is read of Kubernetes, the CNI plugin's configuration and health checks. Source: templates/cilium-configmap.yaml. */
export const CNI_OPTIONS: readonly Row[] = [
  profiles('', 'pprof'),
  profiles('operator-', 'operator.pprof'),
  { option: 'log-system-load', from: 'logSystemLoad', when: 'true' },
  { option: 'log-opt', from: 'logOptions', as: 'json', when: 'true' },
  { option: 'k8s-require-ipv4-pod-cidr', from: 'k8s.requireIPv4PodCIDR', when: 'has' },
  { option: 'k8s-require-ipv6-pod-cidr', from: 'k8s.requireIPv6PodCIDR', when: 'has' },
  { option: 'k8s-api-server-urls', from: 'k8s.apiServerURLs', when: 'has', since: '1.18', last: '1.19' },
  { option: 'k8s-api-server-urls', from: 'k8s.apiServerURLs', when: 'known', since: '1.20' },
  { option: 'enable-endpoint-routes', from: 'endpointRoutes.enabled', when: on('endpointRoutes', 'endpointRoutes.enabled') },
  { option: 'install-uplink-routes-for-delegated-ipam', from: 'ipam.installUplinkRoutesForDelegatedIPAM', when: on('ipam', 'ipam.installUplinkRoutesForDelegatedIPAM') },
  { option: 'enable-k8s-networkpolicy', from: 'k8sNetworkPolicy.enabled', when: 'has' },
  { option: 'enable-k8s-cluster-network-policy', text: 'true', when: on('k8sClusterNetworkPolicy.enabled'), since: '1.20' },
  { option: 'enable-endpoint-lockdown-on-policy-overflow', from: 'endpointLockdownOnMapOverflow' },
  {
    when: on('cni.configMap'),
    options: [
      { option: 'read-cni-conf', text: values => joined(values, 'cni.confFileMountPath', 'cni.configMapKey'), as: 'plain' },
      { option: 'write-cni-conf-when-ready', text: writtenConfig, as: 'plain', when: on('cni.customConf') },
    ],
  },
  { option: 'read-cni-conf', from: 'cni.readCniConf', as: 'plain', when: all(off('cni.configMap'), on('cni.readCniConf')) },
  {
    when: all(off('cni.customConf'), on('cni.install')),
    options: [
      { option: 'write-cni-conf-when-ready', text: writtenConfig, as: 'plain' },
      { option: 'cni-exclusive', from: 'cni.exclusive' },
      { option: 'cni-log-file', from: 'cni.logFile' },
    ],
  },
  { option: 'cni-uninstall', from: 'cni.uninstall', when: 'true' },
  { option: 'cni-chaining-target', from: 'cni.chainingTarget', when: 'known' },
  { option: 'cni-external-routing', from: 'cni.externalRouting', when: 'known' },
  { option: 'enable-route-mtu-for-cni-chaining', from: 'cni.enableRouteMTUForCNIChaining', when: 'true' },
  { option: 'k8s-kubeconfig-path', from: 'kubeConfigPath', when: 'true' },
  { option: 'enable-endpoint-health-checking', from: 'endpointHealthChecking.enabled', text: values => String(checksEndpoints(values)) },
  { option: 'enable-health-checking', from: 'healthChecking', when: 'has' },
  { option: 'health-check-icmp-failure-threshold', from: 'healthCheckICMPFailureThreshold', when: 'true' },
  { option: 'enable-well-known-identities', from: 'wellKnownIdentities.enabled', text: values => String(isOn(values, 'wellKnownIdentities.enabled')) },
  { option: 'enable-node-selector-labels', from: 'nodeSelectorLabels' },
  { option: 'node-labels', from: 'nodeLabels', when: 'has', since: '1.18' },
  { option: 'synchronize-k8s-nodes', from: 'synchronizeK8sNodes', when: 'has' },
  { option: 'policy-audit-mode', from: 'policyAuditMode', when: 'has' },
  {
    option: 'operator-api-serve-addr',
    text: values => isOn(values, 'ipv4.enabled') ? '127.0.0.1:9234' : '[::1]:9234',
    when: values => values.hasDefaultsSince('1.8'),
  },
];
