import { boolean, duration, Fields, int32, nullable, object, omitEmpty, since, string, strings } from '../../base/schema/fields';

/**
 * The fields of KubeProxyConfiguration v1alpha1 as data: what strict decoding accepts, and which zero value
 * kubeadm writes for a field that is not set (upstream `staging/src/k8s.io/kube-proxy/config/v1alpha1/types.go`).
 */

const LOG_OUTPUT = object({
  splitStream: omitEmpty(boolean),
  infoBufferSize: { kind: 'quantity' },
});

/** The kubelet has the same (upstream `staging/src/k8s.io/component-base/logs/api/v1/types.go`). */
export const LOGGING = object({
  format: omitEmpty(string),
  flushFrequency: { kind: 'durationOrNanoseconds' },
  verbosity: { kind: 'uint32' },
  vmodule: { kind: 'list', items: object({ filePattern: string, verbosity: { kind: 'uint32' } }), nullable: true, omitEmpty: true },
  options: object({ text: LOG_OUTPUT, json: LOG_OUTPUT }),
});

export const KUBE_PROXY_CONFIGURATION_FIELDS: Fields = {
  apiVersion: string,
  kind: string,
  featureGates: { kind: 'map', values: boolean, nullable: true, omitEmpty: true },
  clientConnection: object({
    kubeconfig: string,
    acceptContentTypes: string,
    contentType: string,
    qps: { kind: 'number' },
    burst: int32,
  }),
  logging: LOGGING,
  hostnameOverride: string,
  bindAddress: string,
  healthzBindAddress: string,
  metricsBindAddress: string,
  bindAddressHardFail: boolean,
  enableProfiling: boolean,
  showHiddenMetricsForVersion: string,
  mode: string,
  iptables: object({
    masqueradeBit: nullable(int32),
    masqueradeAll: boolean,
    localhostNodePorts: nullable(boolean),
    syncPeriod: duration,
    minSyncPeriod: duration,
  }),
  ipvs: object({
    syncPeriod: duration,
    minSyncPeriod: duration,
    scheduler: string,
    excludeCIDRs: strings,
    strictARP: boolean,
    tcpTimeout: duration,
    tcpFinTimeout: duration,
    udpTimeout: duration,
  }),
  nftables: object({
    masqueradeBit: nullable(int32),
    masqueradeAll: boolean,
    syncPeriod: duration,
    minSyncPeriod: duration,
  }),
  winkernel: object({
    networkName: string,
    sourceVip: string,
    enableDSR: boolean,
    rootHnsEndpointName: string,
    forwardHealthCheckVip: boolean,
  }),
  detectLocalMode: string,
  detectLocal: object({ bridgeInterface: string, interfaceNamePrefix: string }),
  clusterCIDR: string,
  nodePortAddresses: strings,
  oomScoreAdj: nullable(int32),
  conntrack: object({
    maxPerCore: nullable(int32),
    min: nullable(int32),
    tcpEstablishedTimeout: nullable(duration),
    tcpCloseWaitTimeout: nullable(duration),
    tcpBeLiberal: boolean,
    udpTimeout: duration,
    udpStreamTimeout: duration,
  }),
  configSyncPeriod: duration,
  portRange: string,
  windowsRunAsService: since(31, omitEmpty(boolean)),
};
