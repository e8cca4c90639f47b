/**
 * What a cluster is to get. Checks and migrations are made for a goal, with rules and steps of its own.
 */
export enum ClusterGoal {
  /** kube-proxy in nftables mode. */
  NFTABLES = 'nftables',
}
