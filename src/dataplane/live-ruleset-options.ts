/** What the rules of a node don't say of themselves. */
export interface LiveRulesetOptions {
  /**
   * The name of the node, for texts.
   *
   * @default - `node`
   */
  readonly nodeName?: string;

  /**
   * The version of kube-proxy, for texts: the rules are those of the listing, whatever it is.
   *
   * @default - the newest known version
   */
  readonly kubernetesVersion?: string;

  /**
   * The addresses on the node's network interfaces, by the name of the interface: they decide which packets are for the node itself.
   *
   * @default - those of `nodeFacts`, or else the addresses on which NodePorts answer
   */
  readonly networkInterfaces?: { readonly [name: string]: string[] };

  /**
   * Files with what the script of `cdk8s-nftables probe`, or a `NodeProbe`, has printed on nodes: the addresses of the node's interfaces
   * are taken from them.
   *
   * @default - none
   */
  readonly nodeFacts?: string[];
}
