import { firstTrue, isChaining, isOn, ownEnvoy, printed } from './computed';
import { off, on, Row } from './row';
import { goInteger } from '../../../../base/text/go-values';
import { ChartValues } from '../chart-values';

/** Whether nodes are tainted until their agent is ready: as nodes lose their taints, unless it is said. */
function setsTaints(values: ChartValues): boolean {
  return isOn(values, 'operator.setNodeTaints') || ((values.read('operator.setNodeTaints') ?? undefined) === undefined && isOn(values, 'operator.removeNodeTaints'));
}

/** How Envoy gets its configuration: `envoyXdsMode` of templates/_helpers.tpl. */
function xdsMode(values: ChartValues): string {
  const given = values.read('envoy.xdsMode');
  return given === undefined || given === null ? values.hasDefaultsSince('1.20') ? 'ads' : '' : printed(values, 'envoy.xdsMode');
}

/** What the operator does with nodes and pods. Source: templates/cilium-configmap.yaml. */
export const OPERATOR_OPTIONS: readonly Row[] = [
  { option: 'remove-cilium-node-taints', text: 'true', when: on('operator.removeNodeTaints') },
  { option: 'set-cilium-node-taints', text: 'true', when: setsTaints },
  { option: 'set-cilium-is-up-condition', text: 'true', when: on('operator.setNodeNetworkStatus') },
  {
    when: on('operator.unmanagedPodWatcher.restart'),
    options: [
      { option: 'unmanaged-pod-watcher-interval', from: 'operator.unmanagedPodWatcher.intervalSeconds', last: '1.18' },
      { option: 'unmanaged-pod-watcher-interval', from: 'operator.unmanagedPodWatcher.intervalSeconds', text: values => `${goInteger(values.read('operator.unmanagedPodWatcher.intervalSeconds'))}s`, since: '1.19' },
    ],
  },
  { option: 'unmanaged-pod-watcher-interval', text: '0', when: off('operator.unmanagedPodWatcher.restart') },
  { option: 'pod-restart-selector', from: 'operator.unmanagedPodWatcher.selector', as: 'plain', when: 'known', since: '1.19' },
];

/** The proxy of DNS. Source: templates/cilium-configmap.yaml. */
export const DNS_PROXY_OPTIONS: readonly Row[] = [
  {
    when: on('dnsProxy'),
    options: [
      { option: 'dnsproxy-enable-transparent-mode', from: 'dnsProxy.enableTransparentMode', when: 'has' },
      {
        option: 'dnsproxy-enable-transparent-mode',
        text: values => String(values.hasDefaultsSince('1.12')),
        when: values => !values.has('dnsProxy.enableTransparentMode') && isChaining(values, 'none'),
      },
      { option: 'dnsproxy-socket-linger-timeout', from: 'dnsProxy.socketLingerTimeout', when: 'known' },
      { option: 'tofqdns-dns-reject-response-code', from: 'dnsProxy.dnsRejectResponseCode', when: 'true' },
      { option: 'tofqdns-enable-dns-compression', from: 'dnsProxy.enableDnsCompression', when: 'has' },
      { option: 'tofqdns-endpoint-max-ip-per-hostname', from: 'dnsProxy.endpointMaxIpPerHostname', when: 'true' },
      { option: 'tofqdns-idle-connection-grace-period', from: 'dnsProxy.idleConnectionGracePeriod', when: 'true' },
      { option: 'tofqdns-max-deferred-connection-deletes', from: 'dnsProxy.maxDeferredConnectionDeletes', when: 'true' },
      { option: 'tofqdns-min-ttl', from: 'dnsProxy.minTtl', when: 'true' },
      { option: 'tofqdns-pre-cache', from: 'dnsProxy.preCache', when: 'true' },
      { option: 'tofqdns-proxy-port', from: 'dnsProxy.proxyPort', when: 'true' },
      { option: 'tofqdns-proxy-response-max-delay', from: 'dnsProxy.proxyResponseMaxDelay', when: 'true' },
      { option: 'tofqdns-preallocate-identities', from: 'dnsProxy.preAllocateIdentities', since: '1.18' },
    ],
  },
  { option: 'agent-not-ready-taint-key', from: 'agentNotReadyTaintKey', when: 'has' },
];

/** Mutual authentication. Source: templates/cilium-configmap.yaml. */
export const AUTHENTICATION_OPTIONS: readonly Row[] = [
  { option: 'mesh-auth-enabled', from: 'authentication.enabled' },
  { option: 'mesh-auth-queue-size', from: 'authentication.queueSize' },
  { option: 'mesh-auth-rotated-identities-queue-size', from: 'authentication.rotatedIdentitiesQueueSize' },
  { option: 'mesh-auth-gc-interval', from: 'authentication.gcInterval', as: 'duration' },
  {
    when: on('authentication.mutual.spire.enabled'),
    options: [
      { option: 'mesh-auth-mutual-enabled', text: 'true' },
      { option: 'mesh-auth-mutual-listener-port', from: 'authentication.mutual.port' },
      { option: 'mesh-auth-spire-agent-socket', from: 'authentication.mutual.spire.agentSocketPath' },
      { option: 'mesh-auth-mutual-connect-timeout', from: 'authentication.mutual.connectTimeout', as: 'duration' },
      { option: 'mesh-auth-spire-server-address', from: 'authentication.mutual.spire.serverAddress', when: 'true' },
      {
        option: 'mesh-auth-spire-server-address',
        text: values => `spire-server.${printed(values, 'authentication.mutual.spire.install.namespace')}.svc:8081`,
        as: 'printed',
        when: off('authentication.mutual.spire.serverAddress'),
      },
      { option: 'mesh-auth-spire-server-connection-timeout', from: 'authentication.mutual.spire.connectionTimeout', as: 'plain' },
      { option: 'mesh-auth-spire-admin-socket', from: 'authentication.mutual.spire.adminSocketPath' },
      { option: 'mesh-auth-spiffe-trust-domain', from: 'authentication.mutual.spire.trustDomain' },
    ],
  },
];

/** Envoy. Source: templates/cilium-configmap.yaml. */
export const ENVOY_OPTIONS: readonly Row[] = [
  { option: 'proxy-xff-num-trusted-hops-ingress', from: 'envoy.xffNumTrustedHopsL7PolicyIngress' },
  { option: 'proxy-xff-num-trusted-hops-egress', from: 'envoy.xffNumTrustedHopsL7PolicyEgress' },
  { option: 'proxy-connect-timeout', from: 'envoy.connectTimeoutSeconds' },
  { option: 'proxy-initial-fetch-timeout', from: 'envoy.initialFetchTimeoutSeconds' },
  { option: 'proxy-max-active-downstream-connections', from: 'envoy.maxGlobalDownstreamConnections', since: '1.19' },
  { option: 'proxy-max-requests-per-connection', from: 'envoy.maxRequestsPerConnection' },
  { option: 'proxy-max-connection-duration-seconds', from: 'envoy.maxConnectionDurationSeconds' },
  { option: 'proxy-idle-timeout-seconds', from: 'envoy.idleTimeoutDurationSeconds' },
  { option: 'proxy-max-concurrent-retries', from: 'envoy.maxConcurrentRetries' },
  { option: 'proxy-use-original-source-address', from: 'envoy.useOriginalSourceAddress', since: '1.19' },
  { option: 'proxy-cluster-max-connections', from: 'envoy.clusterMaxConnections', since: '1.19' },
  { option: 'proxy-cluster-max-pending-requests', from: 'envoy.clusterMaxPendingRequests', since: '1.20' },
  { option: 'proxy-cluster-max-requests', from: 'envoy.clusterMaxRequests', since: '1.19' },
  { option: 'http-retry-count', from: 'envoy.httpRetryCount' },
  { option: 'http-stream-idle-timeout', from: 'envoy.streamIdleTimeoutDurationSeconds', since: '1.18' },
  { option: 'envoy-node-locality-enabled', from: 'envoy.nodeLocality.enabled', since: '1.20' },
  { option: 'external-envoy-proxy', from: 'envoy.enabled', text: ownEnvoy },
  { option: 'envoy-base-id', from: 'envoy.baseID' },
  { option: 'envoy-http-upstream-linger-timeout', from: 'envoy.httpUpstreamLingerTimeout', when: 'true', since: '1.18' },
  { option: 'envoy-policy-restore-timeout', from: 'envoy.policyRestoreTimeoutDuration', when: 'true' },
  { option: 'envoy-log', from: 'envoy.log.path', when: 'true' },
  { option: 'envoy-default-log-level', from: 'envoy.log.defaultLevel', when: 'true' },
  { option: 'envoy-access-log-enabled', from: 'envoy.log.accessLogEnabled', since: '1.20' },
  { option: 'envoy-access-log-buffer-size', from: 'envoy.log.accessLogBufferSize', when: 'true' },
  { option: 'envoy-keep-cap-netbindservice', from: 'envoy.securityContext.capabilities.keepCapNetBindService' },
  { option: 'envoy-xds-mode', from: 'envoy.xdsMode', text: xdsMode, when: values => xdsMode(values) !== '', since: '1.20' },
];

/** Other clusters, and what came last. Source: templates/cilium-configmap.yaml. */
export const CLUSTER_MESH_OPTIONS: readonly Row[] = [
  { option: 'max-connected-clusters', from: 'clustermesh.maxConnectedClusters', when: 'has' },
  { option: 'clustermesh-cache-ttl', from: 'clustermesh.cacheTTL', since: '1.19' },
  { option: 'clustermesh-enable-endpoint-sync', from: 'clustermesh.enableEndpointSliceSynchronization' },
  { option: 'clustermesh-enable-mcs-api', from: 'clustermesh.enableMCSAPISupport', last: '1.18' },
  {
    option: 'clustermesh-enable-mcs-api',
    from: 'clustermesh.mcsapi.enabled',
    text: values => firstTrue(values, 'clustermesh.mcsapi.enabled', 'clustermesh.enableMCSAPISupport'),
    since: '1.19',
    last: '1.19',
  },
  { option: 'clustermesh-enable-mcs-api', from: 'clustermesh.mcsapi.enabled', since: '1.20' },
  { option: 'clustermesh-mcs-api-install-crds', from: 'clustermesh.mcsapi.installCRDs', since: '1.19' },
  { option: 'clustermesh-default-global-namespace', from: 'clustermesh.defaultGlobalNamespace', since: '1.20' },
  { option: 'policy-default-local-cluster', from: 'clustermesh.policyDefaultLocalCluster', since: '1.18' },
  { option: 'nat-map-stats-entries', from: 'nat.mapStatsEntries' },
  { option: 'nat-map-stats-interval', from: 'nat.mapStatsInterval' },
  { option: 'enable-internal-traffic-policy', from: 'enableInternalTrafficPolicy', last: '1.18' },
  { option: 'enable-lb-ipam', from: 'enableLBIPAM' },
  { option: 'enable-non-default-deny-policies', from: 'enableNonDefaultDenyPolicies' },
  { option: 'enable-source-ip-verification', from: 'daemon.enableSourceIPVerification', when: 'has' },
  {
    option: 'connectivity-probe-frequency-ratio',
    from: 'connectivityProbeFrequencyRatio',
    when: values => typeof values.read('connectivityProbeFrequencyRatio') === 'number',
    since: '1.18',
  },
  {
    since: '1.18',
    when: values => values.has('configDriftDetection'),
    options: [
      { option: 'enable-dynamic-config', from: 'configDriftDetection.enabled' },
      { option: 'enable-drift-checker', from: 'configDriftDetection.driftChecker' },
      { option: 'ignore-flags-drift-checker', from: 'configDriftDetection.ignoredKeys', as: 'commas', when: 'true' },
    ],
  },
  { option: 'enable-datapath-plugins', from: 'datapathPlugins.enabled', since: '1.20' },
  { option: 'datapath-plugins-state-dir', from: 'datapathPlugins.stateDir', since: '1.20' },
];
