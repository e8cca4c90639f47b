/**
 * KubeProxyConfiguration v1alpha1 as plain data, named and typed as in its YAML: upstream
 * `staging/src/k8s.io/kube-proxy/config/v1alpha1/types.go`. Every field is optional. kube-proxy reads a zero
 * value (`""`, `0`, `0s`, `null`) as the default, except where a comment says otherwise.
 */

/** A Go duration as text: `30s`, `1h30m`. */
export type GoDuration = string;

export interface KubeProxyConfiguration {
  readonly apiVersion?: string;
  readonly kind?: string;
  /** Names of feature gates and whether they are on; default: none. */
  readonly featureGates?: Readonly<Record<string, boolean>> | null;
  readonly clientConnection?: ClientConnectionConfiguration;
  readonly logging?: LoggingConfiguration;
  /** The name of kube-proxy's Node; default: the host's name. kubeadm's command-line flag wins. */
  readonly hostnameOverride?: string;
  /** What kube-proxy takes for its node's primary IP, instead of the Node's; default: `0.0.0.0`, which leaves it to the Node. */
  readonly bindAddress?: string;
  /** IP, or IP:port; default: `0.0.0.0:10256`, or `[::]:10256` where bindAddress is IPv6. */
  readonly healthzBindAddress?: string;
  /** IP, or IP:port; default: `127.0.0.1:10249`, or `[::1]:10249` where bindAddress is IPv6. */
  readonly metricsBindAddress?: string;
  /** Whether a port that can't be bound ends kube-proxy; default: false. */
  readonly bindAddressHardFail?: boolean;
  /** Serve /debug/pprof at the metrics address; default: false. */
  readonly enableProfiling?: boolean;
  /** The previous minor, whose hidden metrics are to be shown again; default: none. */
  readonly showHiddenMetricsForVersion?: string;
  /** iptables, ipvs or nftables (kernelspace on Windows); default: iptables. */
  readonly mode?: string;
  readonly iptables?: IptablesConfiguration;
  readonly ipvs?: IpvsConfiguration;
  readonly nftables?: NftablesConfiguration;
  readonly winkernel?: WinkernelConfiguration;
  /** ClusterCIDR, NodeCIDR, BridgeInterface or InterfaceNamePrefix; default: ClusterCIDR. */
  readonly detectLocalMode?: string;
  readonly detectLocal?: DetectLocalConfiguration;
  /** The pods' CIDR, or one of each family with a comma between them; default: none. */
  readonly clusterCIDR?: string;
  /** CIDRs and keywords; default: `primary` in nftables mode, else all of the node's addresses. */
  readonly nodePortAddresses?: readonly string[] | null;
  /** -1000 to 1000; default: -999. */
  readonly oomScoreAdj?: number | null;
  readonly conntrack?: ConntrackConfiguration;
  /** How often the objects are listed anew; default: 15m. */
  readonly configSyncPeriod?: GoDuration;
  /** Unused since the userspace mode was removed. */
  readonly portRange?: string;
  /** Windows only, from 1.31; default: false. */
  readonly windowsRunAsService?: boolean;
}

export interface ClientConnectionConfiguration {
  /** The path of a kubeconfig file; default: the in-cluster configuration. */
  readonly kubeconfig?: string;
  /** The Accept header; default: `application/json`. */
  readonly acceptContentTypes?: string;
  /** default: `application/vnd.kubernetes.protobuf`. */
  readonly contentType?: string;
  /** Requests a second; default: 5. */
  readonly qps?: number;
  /** Requests beyond qps at once; default: 10. */
  readonly burst?: number;
}

/** Upstream `staging/src/k8s.io/component-base/logs/api/v1/types.go`. */
export interface LoggingConfiguration {
  /** text or json; default: text. */
  readonly format?: string;
  /** A Go duration, or nanoseconds; default: 5s. */
  readonly flushFrequency?: GoDuration | number;
  /** default: 0. */
  readonly verbosity?: number;
  /** The verbosity of single source files, in the text format only; default: none. */
  readonly vmodule?: readonly VModuleItem[] | null;
  readonly options?: { readonly text?: LogOutputConfiguration; readonly json?: LogOutputConfiguration };
}

export interface VModuleItem {
  /** A file's base name without `.go`, or a glob of it. */
  readonly filePattern?: string;
  readonly verbosity?: number;
}

/** Alpha: needs the feature gate LoggingAlphaOptions. */
export interface LogOutputConfiguration {
  /** Errors to stderr and the rest to stdout; default: false. */
  readonly splitStream?: boolean;
  /** A quantity of bytes; default: 0, which is not a buffer. */
  readonly infoBufferSize?: string | number;
}

export interface NftablesConfiguration {
  /** The bit of the packet mark that asks for SNAT, 0 to 31; default: 14. */
  readonly masqueradeBit?: number | null;
  /** SNAT all traffic that is sent to a cluster IP; default: false. */
  readonly masqueradeAll?: boolean;
  /** The longest time between two full syncs; default: 30s. */
  readonly syncPeriod?: GoDuration;
  /** The shortest time between two syncs; default: 1s. */
  readonly minSyncPeriod?: GoDuration;
}

export interface IptablesConfiguration extends NftablesConfiguration {
  /** Serve NodePorts on 127.0.0.1; default: true. */
  readonly localhostNodePorts?: boolean | null;
}

export interface IpvsConfiguration {
  /** default: 30s. */
  readonly syncPeriod?: GoDuration;
  /** default: 0s, which is at every change. */
  readonly minSyncPeriod?: GoDuration;
  /** rr, lc, sh …; default: rr. */
  readonly scheduler?: string;
  /** CIDRs whose IPVS services kube-proxy leaves alone; default: none. */
  readonly excludeCIDRs?: readonly string[] | null;
  /** Don't answer ARP requests for addresses on kube-ipvs0; default: false. */
  readonly strictARP?: boolean;
  /** default: 0s, which leaves the kernel's as it is. */
  readonly tcpTimeout?: GoDuration;
  /** default: 0s, which leaves the kernel's as it is. */
  readonly tcpFinTimeout?: GoDuration;
  /** default: 0s, which leaves the kernel's as it is. */
  readonly udpTimeout?: GoDuration;
}

export interface WinkernelConfiguration {
  readonly networkName?: string;
  readonly sourceVip?: string;
  readonly enableDSR?: boolean;
  readonly rootHnsEndpointName?: string;
  readonly forwardHealthCheckVip?: boolean;
}

export interface DetectLocalConfiguration {
  /** The bridge that all pods are attached to; needed by BridgeInterface. */
  readonly bridgeInterface?: string;
  /** How the names of the pods' interfaces begin; needed by InterfaceNamePrefix. */
  readonly interfaceNamePrefix?: string;
}

export interface ConntrackConfiguration {
  /** default: 32768; 0 leaves the kernel's limit as it is. */
  readonly maxPerCore?: number | null;
  /** default: 131072. */
  readonly min?: number | null;
  /** default: 24h; 0s leaves the kernel's as it is. */
  readonly tcpEstablishedTimeout?: GoDuration | null;
  /** default: 1h; 0s leaves the kernel's as it is. */
  readonly tcpCloseWaitTimeout?: GoDuration | null;
  /** Accept packets out of the TCP window; default: false. */
  readonly tcpBeLiberal?: boolean;
  /** default: 0s, which leaves the kernel's as it is. */
  readonly udpTimeout?: GoDuration;
  /** default: 0s, which leaves the kernel's as it is. */
  readonly udpStreamTimeout?: GoDuration;
}
