/** What became of a setting, and why. */
export interface MigrationDecision {
  /** The field of the old configuration, or of the new one where it was added. */
  readonly field: string;
  readonly action: MigrationAction;
  /** The old value; undefined where the field is new. */
  readonly before?: unknown;
  /** The new value; undefined where the field is gone. */
  readonly after?: unknown;
  /** One sentence. */
  readonly reason: string;
}

/**
 * `kept`: as it was. `changed`: another value in the same field. `moved`: the value stands in another field, which the reason
 * names. `added`: a field that was not set. `dropped`: the value is gone, since it means nothing in nftables mode. `unknown`:
 * gone as well, since kube-proxy knows no such field and has passed it over so far.
 */
export type MigrationAction = 'kept' | 'changed' | 'moved' | 'added' | 'dropped' | 'unknown';
