import { equals, isChained, trackedConnections } from './computed';
import { on, Row } from './row';
import { goFloat64, isTruthy } from '../../../../base/text/go-values';
import { ChartValues } from '../chart-values';

/** A size of the table of connections, which was a number before 1.8. */
function connections(option: string, path: string, before: number): Row {
  const size = (values: ChartValues): unknown => trackedConnections(values, path, before);
  return { option, from: path, text: size, as: 'integer', when: values => isTruthy(size(values)) };
}

/** The families of addresses, and the tables of BPF. Source: templates/cilium-configmap.yaml. */
export const DATAPATH_OPTIONS: readonly Row[] = [
  { option: 'enable-ipv4', from: 'ipv4.enabled' },
  { option: 'enable-ipv6', from: 'ipv6.enabled' },
  { option: 'prefer-ipv6', text: 'true', when: values => equals(values, 'preferIpv6', true), since: '1.20' },
  { option: 'clean-cilium-state', text: 'true', when: on('cleanState') },
  { option: 'clean-cilium-bpf-state', text: 'true', when: on('cleanBpfState') },
  { option: 'custom-cni-conf', from: 'cni.customConf', as: 'printed', when: 'has' },
  { option: 'enable-bpf-clock-probe', from: 'bpfClockProbe', when: 'has' },
  { option: 'enable-bpf-clock-probe', text: 'true', when: values => !values.has('bpfClockProbe') && values.hasDefaultsSince('1.8') },
  { option: 'enable-bpf-tproxy', from: 'bpf.tproxy', when: 'known' },
  { option: 'monitor-aggregation', from: 'bpf.monitorAggregation', as: 'plain' },
  { option: 'monitor-aggregation-interval', from: 'bpf.monitorInterval', as: 'duration' },
  { option: 'monitor-aggregation-flags', from: 'bpf.monitorFlags', as: 'plain' },
  { option: 'bpf-events-default-rate-limit', from: 'bpf.events.default.rateLimit', when: 'true' },
  { option: 'bpf-events-default-burst-limit', from: 'bpf.events.default.burstLimit', when: 'true' },
  { option: 'bpf-map-dynamic-size-ratio', from: 'bpf.mapDynamicSizeRatio', when: values => goFloat64(values.read('bpf.mapDynamicSizeRatio')) !== 0 },
  { option: 'bpf-map-dynamic-size-ratio', from: 'bpf.mapDynamicSizeRatio', text: '0.0025', when: values => goFloat64(values.read('bpf.mapDynamicSizeRatio')) === 0 && values.hasDefaultsSince('1.8') },
  { option: 'enable-host-legacy-routing', from: 'bpf.hostLegacyRouting', when: 'known' },
  { option: 'enable-host-legacy-routing', text: 'true', when: values => (values.read('bpf.hostLegacyRouting') ?? undefined) === undefined && isChained(values) },
  { option: 'bpf-node-map-max', from: 'bpf.nodeMapMax', when: 'true' },
  { option: 'bpf-auth-map-max', from: 'bpf.authMapMax', as: 'integer', when: 'true' },
  connections('bpf-ct-global-tcp-max', 'bpf.ctTcpMax', 524288),
  connections('bpf-ct-global-any-max', 'bpf.ctAnyMax', 262144),
  { option: 'bpf-conntrack-accounting', from: 'bpf.ctAccounting', as: 'integer', when: 'true' },
  { option: 'bpf-nat-global-max', from: 'bpf.natMax', as: 'integer', when: 'true' },
  { option: 'bpf-neigh-global-max', from: 'bpf.neighMax', as: 'integer', when: 'true' },
  { option: 'bpf-policy-map-max', from: 'bpf.policyMapMax', as: 'integer', when: 'has' },
  {
    option: 'bpf-policy-map-pressure-metrics-threshold',
    from: 'bpf.policyMapPressureMetricsThreshold',
    when: values => typeof values.read('bpf.policyMapPressureMetricsThreshold') === 'number',
    since: '1.19',
  },
  { option: 'endpoint-policy-update-timeout', from: 'endpointPolicyUpdateTimeoutDuration', when: 'true', since: '1.18' },
  { option: 'bpf-policy-stats-map-max', from: 'bpf.policyStatsMapMax', as: 'integer', when: 'has', since: '1.18' },
  { option: 'bpf-lb-map-max', from: 'bpf.lbMapMax', as: 'integer', when: 'has' },
  { option: 'bpf-lb-external-clusterip', from: 'bpf.lbExternalClusterIP', when: 'has' },
  { option: 'bpf-lb-source-range-all-types', from: 'bpf.lbSourceRangeAllTypes', when: 'has' },
  { option: 'bpf-lb-algorithm-annotation', from: 'bpf.lbAlgorithmAnnotation', when: 'has' },
  { option: 'bpf-lb-algorithm-annotation', text: 'true', when: on('gatewayAPI.enabled'), since: '1.20' },
  { option: 'bpf-lb-mode-annotation', from: 'bpf.lbModeAnnotation', when: 'has' },
  { option: 'bpf-distributed-lru', from: 'bpf.distributedLRU.enabled' },
  { option: 'bpf-events-drop-enabled', from: 'bpf.events.drop.enabled' },
  { option: 'bpf-events-policy-verdict-enabled', from: 'bpf.events.policyVerdict.enabled' },
  { option: 'bpf-events-trace-enabled', from: 'bpf.events.trace.enabled' },
  { option: 'preallocate-bpf-maps', from: 'bpf.preallocateMaps', as: 'printed' },
];
