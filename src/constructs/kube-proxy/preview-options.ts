import { IConstruct } from 'constructs';

/**
 * A node that no Node object describes.
 */
export interface PreviewNode {
  /**
   * The node's name.
   */
  readonly name: string;

  /**
   * The node's addresses, at most one a family that counts: the first of each. NodePorts answer on them.
   */
  readonly addresses: string[];

  /**
   * Where the node's pods get their addresses from, as in `10.244.1.0/24`.
   *
   * @default - a /24 (IPv6: /64) cut off from the cluster's pod CIDRs, by the node's place among the nodes
   */
  readonly podCidrs?: string[];

  /**
   * The node's zone, which topology hints refer to.
   *
   * @default - none
   */
  readonly zone?: string;
}

/**
 * For which node a ruleset is previewed, and what the app does not tell.
 */
export interface KubeProxyPreviewOptions {
  /**
   * The name of the node. It has to be one of `nodes`, or a Node object of `objects`, `files` or the app.
   */
  readonly nodeName: string;

  /**
   * The nodes that pods run on, in the order in which they are given pods. To be left out where Node objects are there.
   *
   * @default - the Node objects of `objects`, `files` and the app
   */
  readonly nodes?: PreviewNode[];

  /**
   * The part of the app that is previewed: a chart, or a construct with several of them. An app may hold the same objects for several clusters.
   *
   * @default - the stage that the NftablesKubeProxy is in: the part around it whose objects other charts have as well, or else the whole app
   */
  readonly stage?: IConstruct;

  /**
   * Further API objects as plain objects, such as those of the cluster that the app will be applied to. Where the app has
   * an object of the same kind and name, the app's counts; its Service keeps the ClusterIPs and NodePorts of the cluster's.
   *
   * @default - none
   */
  readonly objects?: any[];

  /**
   * Files with further API objects in YAML or JSON, such as what `kubectl get -o yaml` printed. They count as `objects` do.
   *
   * @default - none
   */
  readonly files?: string[];

  /**
   * The addresses on the node's network interfaces, by the name of the interface. They decide on which addresses NodePorts
   * answer, where `nodePortAddresses` has CIDRs.
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
   * @default - the CIDRs of the local detector, or `10.244.0.0/16`
   */
  readonly podCidrs?: string[];

  /**
   * The version of kube-proxy, as in `1.37`, to see what an upgrade changes.
   *
   * @default - that of the NftablesKubeProxy
   */
  readonly kubernetesVersion?: string;
}
