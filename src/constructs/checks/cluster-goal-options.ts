/**
 * What `ClusterGoal.nftables` asks.
 */
export interface NftablesGoalOptions {
  /**
   * The version that kube-proxy will have, as in `1.36`.
   */
  readonly targetVersion: string;

  /**
   * Calico's version, as `3.31`, where the objects do not show it.
   *
   * @default - what calico-node's image, the Installation's status or the operator's image show
   */
  readonly calicoVersion?: string;

  /**
   * Where NodePorts are to answer from now on: CIDRs, or `primary`. Only a migration asks for it.
   *
   * @default - as it is configured; where it is not, the default of nftables mode, which is the Node's primary addresses alone
   */
  readonly nodePortAddresses?: string[];

  /**
   * The nodes that change first in the runbook. Only a migration asks for them.
   *
   * @default - one worker that no blocker is about
   */
  readonly canaryNodes?: string[];

  /**
   * The nodes whose rulesets are written. With an empty list, none are. Only a migration asks for them.
   *
   * @default - all that run Linux; in clusters of more than 10 nodes one for each kind of node
   */
  readonly rulesetNodes?: string[];

  /**
   * Writes the rulesets of all nodes that run Linux, however many these are. Only a migration asks for it.
   *
   * @default false
   */
  readonly allRulesets?: boolean;
}

/**
 * What `ClusterGoal.gatewayApi` asks.
 */
export interface GatewayApiGoalOptions {
  /**
   * The release of Gateway API, as in `1.6`.
   *
   * @default - that of the CustomResourceDefinitions in the input, or else 1.6
   */
  readonly version?: string;

  /**
   * The channel of Gateway API: `standard` or `experimental`.
   *
   * @default - that of the CustomResourceDefinitions in the input, or else standard
   */
  readonly channel?: string;

  /**
   * The implementation, by its name in conformance reports, as in `envoy-gateway`. It decides which features there are.
   *
   * @default - no rule depends on the implementation
   */
  readonly implementation?: string;

  /**
   * The version of the implementation, as X.Y, which decides over its own policies. Only a migration asks for it.
   *
   * @default - that of the implementation's conformance report
   */
  readonly implementationVersion?: string;

  /**
   * An existing Gateway, as NAMESPACE/NAME: routes are written for it, and no Gateway. Only a migration asks for it.
   *
   * @default - one new Gateway for all hosts, gateway/ingress
   */
  readonly gateway?: string;

  /**
   * The GatewayClass of the new Gateway. Only a migration asks for it.
   *
   * @default - the only one in the input, or else the usual one of the implementation
   */
  readonly gatewayClassName?: string;
}

/**
 * What `ClusterGoal.ambient` asks.
 */
export interface AmbientGoalOptions {
  /**
   * The version of Istio, as in `1.30`.
   *
   * @default - that of istiod or of its chart in the input, or else 1.30
   */
  readonly istioVersion?: string;
}

/**
 * What `ClusterGoal.cilium` asks.
 */
export interface CiliumGoalOptions {
  /**
   * The version of Cilium, as in `1.20`. A migration needs it.
   *
   * @default - that of what installs or runs it in the input
   */
  readonly version?: string;

  /**
   * The API versions that the chart is told the cluster has, as in `monitoring.coreos.com/v1`.
   *
   * @default - those of the CustomResourceDefinitions in the input
   */
  readonly apiVersions?: string[];

  /**
   * The addresses of pods in Cilium, which nothing else may have: a CIDR for each family that pods have, as in
   * `10.20.0.0/16,fd00:20::/104`. Only a migration asks for it.
   *
   * @default - those of the values in the input
   */
  readonly podCidr?: string;

  /**
   * Resources of which the cluster has none, as kubectl calls them: policies of Calico that depend on these are held back as long as the
   * objects do not show them. For example, `networksets`, `hostendpoints`. Only a migration asks for it.
   *
   * @default - what the objects do not show is not known
   */
  readonly noneOf?: string[];
}
