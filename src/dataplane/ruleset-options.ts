/** For which node and which kube-proxy a ruleset is made, and what objects don't tell. */
export interface RulesetOptions {
  /**
   * The name of the node. A Node object of that name has to be among the objects.
   */
  readonly nodeName: string;

  /**
   * The version of kube-proxy, as in `1.36` or `v1.36.3`. Within a minor the newest patch release counts.
   */
  readonly kubernetesVersion: string;

  /**
   * The KubeProxyConfiguration (v1alpha1) as a plain object. Whatever its mode is, the ruleset is that of nftables mode.
   *
   * @default - the one among the objects: that of the ConfigMap `kube-proxy`, or a KubeProxyConfiguration. Where there is none, kube-proxy's
   * defaults; no cluster CIDR is known then, so no traffic counts as that of pods
   */
  readonly configuration?: any;

  /**
   * The addresses on the node's network interfaces, by the name of the interface. A prefix length may follow an address.
   * They decide on which addresses NodePorts answer, where `nodePortAddresses` of the configuration has CIDRs.
   *
   * @default - those of `nodeFacts`, or else the addresses of the Node
   */
  readonly networkInterfaces?: { readonly [name: string]: string[] };

  /**
   * Files with what the script of `cdk8s-nftables probe`, or a `NodeProbe`, has printed on nodes: the addresses of the node's interfaces
   * are taken from them.
   *
   * @default - none
   */
  readonly nodeFacts?: string[];

  /**
   * Where ClusterIPs are allocated from, the cluster's primary range first.
   *
   * @default - the ServiceCIDR objects; without them, the ranges of the cluster's ClusterIPs, or `10.96.0.0/12`. Where there is no
   * ServiceCIDR object, the ranges count as one; with `none` among them the cluster has no ServiceCIDRs.
   */
  readonly serviceCidrs?: string[];

  /**
   * Addresses that load balancers are assumed to give to planned Services, by `NAMESPACE/NAME`, so that source ranges show before
   * anything is applied.
   *
   * @default - `spec.loadBalancerIP`, and the annotations of MetalLB and kube-vip
   */
  readonly loadBalancers?: { readonly [service: string]: string[] };

  /**
   * Where NodePorts are allocated from: the API server's `--service-node-port-range`.
   *
   * @default - `30000-32767`
   */
  readonly nodePortRange?: string;

  /**
   * Where the pods of nodes without a pod CIDR get their addresses from.
   *
   * @default - the cluster CIDRs of the configuration, or `10.244.0.0/16`
   */
  readonly podCidrs?: string[];
}
