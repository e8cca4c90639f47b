/**
 * What is known of the cluster that a patch is for.
 */
export interface CalicoPatchOptions {
  /**
   * The object as it is in the cluster before the change, as plain data: what `kubectl get -o json` answers. The way back
   * restores what it says.
   *
   * @default - not known: the way back leads to the data plane Iptables, which is the default
   */
  readonly current?: any;
}
