import { ApiObjectMetadata, Duration } from 'cdk8s';
import {
  CalicoCniOptions, CalicoClusterRoutingMode, CalicoKubernetesProvider, CalicoMultiInterfaceMode, CalicoPodInterfaceType, CalicoVariant,
} from './installation-options';
import { CalicoIpPool } from './ip-pool';
import { CalicoNodeAddressAutodetection } from './node-address-autodetection';

/**
 * What the Installations for all data planes have in common. Each property is a field of the operator's Installation; what is
 * left out is left to the operator.
 */
export interface CalicoInstallationProps {
  /**
   * The version of Calico, as `3.31` or `v3.31.2`: it decides what may be set.
   */
  readonly calicoVersion: string;

  /**
   * The version of the Tigera operator, as `1.43` or `v1.43.0`, where it is not the one that Calico's release comes with.
   *
   * @default - 1.36 for Calico 3.29, 1.38 for 3.30, 1.40 for 3.31, 1.42 for 3.32, 1.44 for 3.33
   */
  readonly operatorVersion?: string;

  /**
   * The pools of addresses, at most 25. An empty list means that other tools make the pools.
   *
   * @default - one pool, made by the operator: kubeadm's pod CIDR, or 192.168.0.0/16
   */
  readonly ipPools?: CalicoIpPool[];

  /**
   * Whether BGP runs.
   *
   * @default - true with the Calico CNI plugin but on EKS, else false
   */
  readonly bgp?: boolean;

  /**
   * Who programs the routes to pods of other nodes for pools without VXLAN. From Calico 3.32.
   *
   * @default - BIRD; from Calico 3.33 Felix for pools with IPIP
   */
  readonly clusterRoutingMode?: CalicoClusterRoutingMode;

  /**
   * The MTU of the pods' network, in bytes.
   *
   * @default - found out on each node
   */
  readonly mtu?: number;

  /**
   * How the IPv4 address of a node is found.
   *
   * @default - the first found, where there is an IPv4 pool
   */
  readonly nodeAddressAutodetectionV4?: CalicoNodeAddressAutodetection;

  /**
   * How the IPv6 address of a node is found.
   *
   * @default - the first found, where there is an IPv6 pool
   */
  readonly nodeAddressAutodetectionV6?: CalicoNodeAddressAutodetection;

  /**
   * Whether the hostPorts of pods work. With the Calico CNI plugin only. The plugin portmap needs an iptables binary on the
   * node in nftables mode, too.
   *
   * @default - true with the Calico CNI plugin
   */
  readonly hostPorts?: boolean;

  /**
   * How a pod gets more than one network interface. With the Calico CNI plugin only.
   *
   * @default - CalicoMultiInterfaceMode.NONE
   */
  readonly multiInterfaceMode?: CalicoMultiInterfaceMode;

  /**
   * Whether IP forwarding is on in pods. With the Calico CNI plugin only.
   *
   * @default - false
   */
  readonly containerIpForwarding?: boolean;

  /**
   * The kind of the pods' network interfaces. With the Calico CNI plugin only, from operator 1.43.
   *
   * @default - CalicoPodInterfaceType.VETH
   */
  readonly podInterfaceType?: CalicoPodInterfaceType;

  /**
   * The sysctls of pods: `net.ipv4.tcp_keepalive_time`, `_intvl` and `_probes`.
   *
   * @default - none
   */
  readonly sysctl?: { readonly [key: string]: string };

  /**
   * How long the start of a pod waits for its policy, in whole seconds. With the nftables data plane from Calico 3.31.
   *
   * @default - 0: not at all
   */
  readonly policySetupTimeout?: Duration;

  /**
   * The product.
   *
   * @default - CalicoVariant.CALICO
   */
  readonly variant?: CalicoVariant;

  /**
   * The registry of all images, with a `/` at its end: `registry.example.com/`; or `UseDefault`.
   *
   * @default - the registries that the releases name
   */
  readonly registry?: string;

  /**
   * The path of all images in the registry.
   *
   * @default - each image's own
   */
  readonly imagePath?: string;

  /**
   * What the name of each image begins with.
   *
   * @default - nothing
   */
  readonly imagePrefix?: string;

  /**
   * The names of Secrets in the namespace tigera-operator that images are pulled with.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * The kind of cluster.
   *
   * @default - found out by the operator
   */
  readonly kubernetesProvider?: CalicoKubernetesProvider;

  /**
   * The CNI plugin.
   *
   * @default - the provider's on AKS, EKS and GKE, else Calico's own
   */
  readonly cni?: CalicoCniOptions;

  /**
   * The folder of FlexVolume drivers, or `None`.
   *
   * @default - the provider's
   */
  readonly flexVolumePath?: string;

  /**
   * The port of calico-node's Prometheus metrics.
   *
   * @default - none: no metrics
   */
  readonly nodeMetricsPort?: number;

  /**
   * The port of Typha's Prometheus metrics.
   *
   * @default - none: no metrics
   */
  readonly typhaMetricsPort?: number;

  /**
   * How many replicas the Deployments have.
   *
   * @default - 2
   */
  readonly controlPlaneReplicas?: number;

  /**
   * The CIDRs of Services, which Calico for Windows needs.
   *
   * @default - none
   */
  readonly serviceCidrs?: string[];

  /**
   * Further fields of the Installation's spec by their own names, such as `typhaDeployment`, `calicoNodeDaemonSet` or
   * `nodeUpdateStrategy`. A field that a property has set already may not say otherwise here.
   *
   * @default - none
   */
  readonly extraSpec?: any;

  /**
   * Labels, annotations and the like of the Installation. Its name is always `default`, and it has no namespace.
   *
   * @default - none
   */
  readonly metadata?: ApiObjectMetadata;
}
