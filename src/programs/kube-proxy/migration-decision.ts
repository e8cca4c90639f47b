/** What became of a setting. */
export enum MigrationAction {
  /** It is as it was. */
  KEPT = 'kept',
  /** The field has another value. */
  CHANGED = 'changed',
  /** The value stands in another field, which the reason names. */
  MOVED = 'moved',
  /** The field was not set. */
  ADDED = 'added',
  /** The value is gone, since it means nothing in nftables mode. */
  DROPPED = 'dropped',
  /** The value is gone, since kube-proxy knows no such field and has passed it over so far. */
  UNKNOWN = 'unknown',
}

/** What became of one setting of a KubeProxyConfiguration that was taken to nftables mode, and why. */
export interface KubeProxyMigrationDecision {
  /** The field, as in `iptables.masqueradeAll`. */
  readonly field: string;

  /** What became of it. */
  readonly action: MigrationAction;

  /**
   * The value that it had.
   *
   * @default - it was not set
   */
  readonly before?: any;

  /**
   * The value that it has now, where the action says.
   *
   * @default - it is gone
   */
  readonly after?: any;

  /** Why, in one sentence. */
  readonly reason: string;
}
