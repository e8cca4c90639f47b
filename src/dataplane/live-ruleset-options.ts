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
}
