import { equals, isOn, ownEnvoy } from './computed';
import { on, Row } from './row';
import { goInteger, goText } from '../../../../base/text/go-values';
import { ChartValues } from '../chart-values';

const ETCD_CLIENT = ['trusted-ca-file: \'/var/lib/etcd-secrets/etcd-client-ca.crt\'', 'key-file: \'/var/lib/etcd-secrets/etcd-client.key\'', 'cert-file: \'/var/lib/etcd-secrets/etcd-client.crt\''];

/** The configuration of etcd's client: a document of YAML in a text. */
function etcdConfig(values: ChartValues): string {
  const endpoints = values.read('etcd.endpoints');
  return ['---', 'endpoints:', ...(Array.isArray(endpoints) ? endpoints : []).map(each => `  - ${goText(each)}`), ...isOn(values, 'etcd.ssl') ? ETCD_CLIENT : []].join('\n');
}

/** What all of Cilium has: where state is, how long it is kept, logs, metrics. Source: templates/cilium-configmap.yaml. */
export const GENERAL_OPTIONS: readonly Row[] = [
  {
    when: on('etcd.enabled'),
    options: [
      { option: 'kvstore', text: 'etcd' },
      { option: 'kvstore-opt', text: '{"etcd.config": "/var/lib/etcd-config/etcd.config"}' },
      { option: 'etcd-config', text: etcdConfig },
    ],
  },
  { option: 'conntrack-gc-interval', from: 'conntrackGCInterval', as: 'duration', when: 'true' },
  { option: 'conntrack-gc-max-interval', from: 'conntrackGCMaxInterval', as: 'duration', when: 'true' },
  { option: 'disable-envoy-version-check', from: 'disableEnvoyVersionCheck', when: 'has' },
  { option: 'identity-allocation-mode', from: 'identityAllocationMode', as: 'plain' },
  { option: 'identity-heartbeat-timeout', from: 'operator.identityHeartbeatTimeout', as: 'duration' },
  { option: 'identity-gc-interval', from: 'operator.identityGCInterval', as: 'duration' },
  { option: 'cilium-endpoint-gc-interval', from: 'operator.endpointGCInterval', as: 'duration' },
  { option: 'nodes-gc-interval', from: 'operator.nodeGCInterval', as: 'duration' },
  { option: 'disable-endpoint-crd', text: 'true', when: values => equals(values, 'disableEndpointCRD', true) },
  { option: 'identity-change-grace-period', from: 'identityChangeGracePeriod', as: 'duration', when: 'true' },
  { option: 'labels', from: 'labels', when: 'has' },
  { option: 'debug', from: 'debug.enabled' },
  { option: 'debug-verbose', from: 'debug.verbose', as: 'printed', when: 'has' },
  { option: 'metrics-sampling-interval', from: 'debug.metricsSamplingInterval', as: 'printed', when: 'has', since: '1.18' },
  { option: 'agent-health-port', from: 'healthPort', as: 'printed', when: values => goInteger(values.read('healthPort')) !== 9879n },
  { option: 'cluster-health-port', from: 'clusterHealthPort', as: 'printed', when: 'has' },
  { option: 'enable-policy', from: 'policyEnforcementMode', as: 'lower', when: 'has' },
  { option: 'policy-cidr-match-mode', from: 'policyCIDRMatchMode', as: 'words', when: 'has' },
  {
    when: on('prometheus.enabled'),
    options: [
      { option: 'prometheus-serve-addr', from: 'prometheus.port', as: 'port' },
      { option: 'metrics', from: 'prometheus.metrics', as: 'lines', when: 'true' },
      { option: 'controller-group-metrics', from: 'prometheus.controllerGroupMetrics', as: 'lines', when: 'true' },
    ],
  },
  {
    when: values => ownEnvoy(values) !== 'true',
    options: [
      { option: 'proxy-prometheus-port', from: 'envoy.prometheus.port', as: 'printed', when: on('envoy.prometheus.enabled') },
      { option: 'proxy-admin-port', from: 'envoy.debug.admin.port', as: 'printed', when: on('envoy.debug.admin.enabled', 'envoy.debug.admin.port') },
    ],
  },
  {
    when: on('operator.prometheus.enabled'),
    options: [
      { option: 'operator-prometheus-serve-addr', from: 'operator.prometheus.port', as: 'port' },
      { option: 'enable-metrics', text: 'true' },
    ],
  },
  {
    since: '1.19',
    when: on('operator.prometheus.enabled', 'operator.prometheus.tls.enabled'),
    options: [
      { option: 'operator-prometheus-enable-tls', text: 'true' },
      { option: 'operator-prometheus-tls-cert-file', text: '/var/lib/cilium/tls/prometheus/server.crt' },
      { option: 'operator-prometheus-tls-key-file', text: '/var/lib/cilium/tls/prometheus/server.key' },
      { option: 'operator-prometheus-tls-client-ca-files', text: '/var/lib/cilium/tls/prometheus/client-ca.crt', when: on('operator.prometheus.tls.server.mtls.enabled') },
    ],
  },
  { option: 'skip-crd-creation', text: 'true', when: on('operator.skipCRDCreation') },
];
