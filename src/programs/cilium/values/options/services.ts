import { isOn, kubeProxyReplacementOf, socketLoadBalancerPath } from './computed';
import { all, Condition, has, not, off, on, Row } from './row';

const replaces: Condition = values => kubeProxyReplacementOf(values) === 'true';

/** An option of the balancing in sockets, whose values have an older name, too. */
function inSockets(option: string, name: string): Row {
  return {
    option,
    from: `socketLB.${name}`,
    text: values => values.read(`${socketLoadBalancerPath(values)!}.${name}`),
    when: values => socketLoadBalancerPath(values) !== undefined && values.has(`${socketLoadBalancerPath(values)!}.${name}`),
  };
}

const hasSocketBalancing: Condition = values => socketLoadBalancerPath(values) !== undefined;

/** Services instead of kube-proxy. Source: templates/cilium-configmap.yaml. */
export const SERVICE_OPTIONS: readonly Row[] = [
  { option: 'kube-proxy-replacement', from: 'kubeProxyReplacement', text: kubeProxyReplacementOf },
  {
    option: 'kube-proxy-replacement-healthz-bind-address',
    from: 'kubeProxyReplacementHealthzBindAddr',
    text: values => isOn(values, 'kubeProxyReplacementHealthzBindAddr') ? values.read('kubeProxyReplacementHealthzBindAddr') : '',
    when: replaces,
  },
  { option: 'enable-no-service-endpoints-routable', from: 'enableNoServiceEndpointsRoutable', when: 'has', since: '1.19' },
  inSockets('bpf-lb-sock', 'enabled'),
  inSockets('bpf-lb-sock-hostns-only', 'hostNamespaceOnly'),
  { option: 'bpf-lb-sock-hostns-only', text: 'true', when: all(hasSocketBalancing, on('gatewayAPI.enabled')), since: '1.20' },
  inSockets('bpf-lb-sock-terminate-pod-connections', 'terminatePodConnections'),
  inSockets('trace-sock', 'tracing'),
  { option: 'enable-host-port', from: 'hostPort.enabled', when: all(has('hostPort'), not(replaces)), last: '1.17' },
  {
    when: has('nodePort'),
    options: [
      { option: 'enable-node-port', from: 'nodePort.enabled', when: not(replaces), last: '1.18' },
      { option: 'node-port-range', from: 'nodePort.range', when: 'has' },
      { option: 'nodeport-addresses', from: 'nodePort.addresses', as: 'commas', when: 'has' },
      { option: 'direct-routing-device', from: 'nodePort.directRoutingDevice', when: 'has' },
      { option: 'enable-health-check-nodeport', from: 'nodePort.enableHealthCheck', when: 'has' },
      { option: 'enable-dynamic-source-lookup-nodeport', from: 'nodePort.enableDynamicSourceLookup', when: 'has', since: '1.20' },
      { option: 'enable-health-check-loadbalancer-ip', text: 'true', when: on('gke.enabled') },
      { option: 'enable-health-check-loadbalancer-ip', from: 'nodePort.enableHealthCheckLoadBalancerIP', when: all(off('gke.enabled'), has('nodePort.enableHealthCheckLoadBalancerIP')) },
      { option: 'node-port-bind-protection', from: 'nodePort.bindProtection' },
      { option: 'enable-auto-protect-node-port-range', from: 'nodePort.autoProtectPortRange' },
    ],
  },
  {
    when: has('loadBalancer'),
    options: [
      { option: 'datapath-mode', text: 'lb-only', when: on('loadBalancer.standalone'), last: '1.17' },
      { option: 'bpf-lb-only', from: 'loadBalancer.standalone', when: 'true', since: '1.18', last: '1.18' },
      { option: 'bpf-lb-mode', from: 'loadBalancer.mode', when: 'has' },
      { option: 'bpf-lb-algorithm', from: 'loadBalancer.algorithm', when: 'has' },
      { option: 'bpf-lb-acceleration', from: 'loadBalancer.acceleration', when: 'has' },
      { option: 'bpf-lb-dsr-dispatch', from: 'loadBalancer.dsrDispatch', when: 'has' },
      { option: 'enable-service-topology', from: 'loadBalancer.serviceTopology', when: 'has' },
      { option: 'enable-experimental-lb', from: 'loadBalancer.experimental', when: 'has', last: '1.17' },
      { option: 'bpf-lb-proto-diff', from: 'loadBalancer.protocolDifferentiation.enabled', when: has('loadBalancer.protocolDifferentiation'), last: '1.18' },
      { option: 'lb-reflector-wait-time', from: 'loadBalancer.reflectorWaitTime', when: 'has', since: '1.20' },
    ],
  },
  { option: 'bpf-lb-maglev-table-size', from: 'maglev.tableSize', when: 'has' },
  { option: 'bpf-lb-maglev-hash-seed', from: 'maglev.hashSeed', when: 'has' },
  { option: 'enable-session-affinity', from: 'sessionAffinity', when: 'true', last: '1.18' },
  { option: 'enable-svc-source-range-check', from: 'svcSourceRangeCheck', when: 'true', last: '1.18' },
  { option: 'ip-tracing-option-type', from: 'bpf.monitorTraceIPOption', when: 'true', since: '1.19' },
  {
    when: has('l2NeighDiscovery'),
    options: [
      { option: 'enable-l2-neigh-discovery', from: 'l2NeighDiscovery.enabled', when: 'has' },
      { option: 'arping-refresh-period', from: 'l2NeighDiscovery.refreshPeriod', as: 'duration', last: '1.17' },
    ],
  },
];
