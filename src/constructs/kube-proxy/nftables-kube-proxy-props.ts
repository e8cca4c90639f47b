import { ApiObjectMetadata, Duration } from 'cdk8s';
import { KubeProxyAddonOptions } from './addon-options';
import { LocalDetector } from './local-detector';
import { KubeProxyIptablesOptions, KubeProxyIpvsOptions } from './mode-options';
import { KubeProxyClientConnectionOptions, KubeProxyLoggingOptions } from './process-options';
import { KubeProxySettings } from './settings';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';

/**
 * Properties of `NftablesKubeProxy`.
 */
export interface NftablesKubeProxyProps extends KubeProxySettings {
  /**
   * The proxy mode. The other modes are there for a migration in steps, and for the way back.
   *
   * @default - ProxyMode.NFTABLES
   */
  readonly mode?: ProxyMode;

  /**
   * How to tell the traffic of the node's own pods.
   *
   * @default - by the cluster's pod CIDR, without one: kube-proxy then takes no traffic for a pod's, as in a kubeadm cluster without podSubnet
   */
  readonly localDetector?: LocalDetector;

  /**
   * What kube-proxy reads in iptables mode, and in part in IPVS mode.
   *
   * @default - kube-proxy's defaults
   */
  readonly iptables?: KubeProxyIptablesOptions;

  /**
   * What kube-proxy reads in IPVS mode.
   *
   * @default - kube-proxy's defaults
   */
  readonly ipvs?: KubeProxyIpvsOptions;

  /**
   * How kube-proxy talks to the API server.
   *
   * @default - with /var/lib/kube-proxy/kubeconfig.conf, else kube-proxy's defaults
   */
  readonly clientConnection?: KubeProxyClientConnectionOptions;

  /**
   * What kube-proxy logs, and how.
   *
   * @default - kube-proxy's defaults
   */
  readonly logging?: KubeProxyLoggingOptions;

  /**
   * The address that kube-proxy takes for the node's primary one. `0.0.0.0`, and `::` in an IPv6 cluster, leave it
   * to the Node. Nothing is bound to it.
   *
   * @default - 0.0.0.0
   */
  readonly bindAddress?: string;

  /**
   * Whether kube-proxy ends when it can't bind a port.
   *
   * @default - false
   */
  readonly bindAddressHardFail?: boolean;

  /**
   * Where the health check is served: an IP address, or an address and a port.
   *
   * @default - 0.0.0.0:10256, or [::]:10256 if bindAddress is IPv6
   */
  readonly healthzBindAddress?: string;

  /**
   * Where the metrics are served: an IP address, or an address and a port.
   *
   * @default - 127.0.0.1:10249, or [::1]:10249 if bindAddress is IPv6
   */
  readonly metricsBindAddress?: string;

  /**
   * The name of the Node, if it isn't the host's name. The add-on's DaemonSet passes the Node's name in a
   * command-line flag, which wins over this.
   *
   * @default - the host's name
   */
  readonly hostnameOverride?: string;

  /**
   * Serve Go profiles under /debug/pprof at the metrics address.
   *
   * @default - false
   */
  readonly enableProfiling?: boolean;

  /**
   * The previous minor version, as `1.35`, to show the metrics that were hidden since.
   *
   * @default - hidden metrics are not shown
   */
  readonly showHiddenMetricsForVersion?: string;

  /**
   * How readily the kernel ends kube-proxy when memory is short, from -1000 (never) to 1000.
   *
   * @default - -999
   */
  readonly oomScoreAdj?: number;

  /**
   * How often kube-proxy lists the objects anew. Zero means the default.
   *
   * @default - 15 minutes
   */
  readonly configSyncPeriod?: Duration;

  /**
   * Fields of KubeProxyConfiguration by their own names, merged over all of the above: objects field by field,
   * anything else as a whole. They are checked as strictly; an unknown field is an error.
   *
   * @default - none
   */
  readonly extraConfiguration?: { readonly [key: string]: any };

  /**
   * The ConfigMap's name, namespace, labels and annotations, where they are not kubeadm's. The add-on's other
   * objects follow its name and namespace.
   *
   * @default - the name kube-proxy, the namespace kube-system and the label `app: kube-proxy`
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The key of the ConfigMap that holds the configuration. EKS has `config`.
   *
   * @default - config.conf
   */
  readonly configurationKey?: string;

  /**
   * Further keys of the ConfigMap, such as `kubeconfig.conf` where there is no `addon`: a key that kube-proxy reads and an
   * applied ConfigMap lacks may be removed from the cluster's.
   *
   * @default - none
   */
  readonly extraData?: { readonly [key: string]: string };

  /**
   * Makes the whole add-on, as `kubeadm init` does, instead of its ConfigMap alone.
   *
   * @default - the ConfigMap alone
   */
  readonly addon?: KubeProxyAddonOptions;
}
