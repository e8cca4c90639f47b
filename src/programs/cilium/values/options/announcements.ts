import { isOn } from './computed';
import { has, off, on, Row } from './row';

/** Traffic that leaves, addresses that are announced, and what is left of the agent's own settings. Source: templates/cilium-configmap.yaml. */
export const ANNOUNCEMENT_OPTIONS: readonly Row[] = [
  { option: 'api-rate-limit', from: 'apiRateLimit', when: 'true' },
  { option: 'enable-ipv4-egress-gateway', from: 'egressGateway.enabled', text: 'true', when: on('egressGateway.enabled'), last: '1.17' },
  { option: 'enable-egress-gateway', from: 'egressGateway.enabled', text: 'true', when: on('egressGateway.enabled'), since: '1.18' },
  { option: 'egress-gateway-reconciliation-trigger-interval', from: 'egressGateway.reconciliationTriggerInterval', when: 'has' },
  { option: 'egress-gateway-policy-map-max', from: 'egressGateway.maxPolicyEntries', when: 'true' },
  {
    when: has('vtep'),
    options: [
      { option: 'enable-vtep', from: 'vtep.enabled' },
      { option: 'vtep-endpoint', from: 'vtep.endpoint', when: 'has' },
      { option: 'vtep-cidr', from: 'vtep.cidr', when: 'has' },
      { option: 'vtep-mask', from: 'vtep.mask', when: 'has' },
      { option: 'vtep-mac', from: 'vtep.mac', when: 'has' },
    ],
  },
  { option: 'crd-wait-timeout', from: 'crdWaitTimeout', as: 'duration', when: 'true' },
  { option: 'enable-k8s-endpoint-slice', from: 'enableK8sEndpointSlice', when: 'true', last: '1.18' },
  { option: 'k8s-service-proxy-name', from: 'k8s.serviceProxyName', when: 'has' },
  { option: 'enable-custom-calls', from: 'customCalls.enabled', when: on('customCalls', 'customCalls.enabled'), last: '1.18' },
  {
    when: on('l2announcements.enabled'),
    options: [
      { option: 'enable-l2-announcements', from: 'l2announcements.enabled' },
      { option: 'l2-announcements-lease-duration', from: 'l2announcements.leaseDuration', when: 'true' },
      { option: 'l2-announcements-renew-deadline', from: 'l2announcements.leaseRenewDeadline', when: 'true' },
      { option: 'l2-announcements-retry-period', from: 'l2announcements.leaseRetryPeriod', when: 'true' },
    ],
  },
  {
    when: on('l2podAnnouncements.enabled'),
    options: [
      { option: 'enable-l2-pod-announcements', from: 'l2podAnnouncements.enabled' },
      { option: 'l2-pod-announcements-interface', from: 'l2podAnnouncements.interface', last: '1.17' },
      { option: 'l2-pod-announcements-interface-pattern', from: 'l2podAnnouncements.interfacePattern', when: 'true', since: '1.18' },
      { option: 'l2-pod-announcements-interface', from: 'l2podAnnouncements.interface', when: off('l2podAnnouncements.interfacePattern'), since: '1.18', last: '1.18' },
    ],
  },
  {
    when: on('bgpControlPlane.enabled'),
    options: [
      { option: 'enable-bgp-control-plane', text: 'true' },
      { option: 'bgp-secrets-namespace', from: 'bgpControlPlane.secretsNamespace.name' },
      { option: 'enable-bgp-control-plane-status-report', from: 'bgpControlPlane.statusReport.enabled' },
      { option: 'bgp-router-id-allocation-mode', from: 'bgpControlPlane.routerIDAllocation.mode', since: '1.18' },
      { option: 'bgp-router-id-allocation-ip-pool', from: 'bgpControlPlane.routerIDAllocation.ipPool', since: '1.18' },
      { option: 'enable-bgp-legacy-origin-attribute', from: 'bgpControlPlane.legacyOriginAttribute.enabled', since: '1.18' },
    ],
  },
  { option: 'enable-pmtu-discovery', text: 'true', when: on('pmtuDiscovery.enabled') },
  { option: 'packetization-layer-pmtud-mode', from: 'pmtuDiscovery.packetizationLayerPMTUDMode', since: '1.19' },
  { option: 'procfs', text: '/host/proc', when: off('securityContext.privileged') },
  { option: 'bpf-root', from: 'bpf.root', when: 'has' },
  { option: 'cgroup-root', from: 'cgroup.hostRoot', when: 'has' },
  { option: 'vlan-bpf-bypass', from: 'bpf.vlanBypass', as: 'words', when: 'true' },
  { option: 'disable-external-ip-mitigation', from: 'bpf.disableExternalIPMitigation', when: 'true' },
  {
    when: values => isOn(values, 'ciliumEndpointSlice.enabled') || (values.minor === '1.17' && isOn(values, 'enableCiliumEndpointSlice')),
    options: [
      { option: 'enable-cilium-endpoint-slice', text: 'true' },
      { option: 'ces-rate-limits', from: 'ciliumEndpointSlice.rateLimits', as: 'json', when: 'true' },
      { option: 'ces-slice-mode', from: 'ciliumEndpointSlice.sliceMode', when: 'true', last: '1.17' },
    ],
  },
  { option: 'enable-k8s-terminating-endpoint', from: 'enableK8sTerminatingEndpoint', when: 'has', last: '1.17' },
  { option: 'identity-management-mode', from: 'identityManagementMode', since: '1.18' },
  { option: 'enable-sctp', from: 'sctp.enabled', when: 'has' },
  { option: 'dns-policy-unload-on-shutdown', from: 'dnsPolicyUnloadOnShutdown', when: 'has' },
  { option: 'annotate-k8s-node', text: 'true', when: on('annotateK8sNode') },
  { option: 'k8s-client-qps', from: 'k8sClientRateLimit.qps', when: 'true' },
  { option: 'k8s-client-burst', from: 'k8sClientRateLimit.burst', when: 'true' },
  { option: 'operator-k8s-client-qps', from: 'k8sClientRateLimit.operator.qps', when: 'true' },
  { option: 'operator-k8s-client-burst', from: 'k8sClientRateLimit.operator.burst', when: 'true' },
];
