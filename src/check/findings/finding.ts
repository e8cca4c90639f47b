/** How severe a finding is. */
export enum FindingSeverity {
  /** Something would break, or kube-proxy would not work at all. Solve it before you change the mode. */
  BLOCKER = 'blocker',
  /** Something behaves differently afterwards, and applications may depend on it. */
  WARNING = 'warning',
  /** Good to know. No action is required. */
  INFO = 'info',
}

/** How certain a finding is. */
export enum FindingConfidence {
  /** The objects show it. */
  MANIFEST = 'manifest',
  /** The objects alone cannot prove it: confirm it on the node. */
  NEEDS_NODE_CHECK = 'needs-node-check',
  /** The facts of a node, which the probe has collected there, show it. */
  NODE_FACTS = 'node-facts',
}

/** An object that a finding is about. */
export interface FindingObject {
  /** The object's kind, as in `Service`. */
  readonly kind: string;

  /**
   * The object's namespace.
   *
   * @default - none: the object is cluster-scoped
   */
  readonly objectNamespace?: string;

  /** The object's name. */
  readonly name: string;

  /**
   * What it is about this object, as in `kernel 5.4.0-150-generic`.
   *
   * @default - nothing beyond the finding's message
   */
  readonly detail?: string;

  /**
   * The file that the object was read from.
   *
   * @default - not read from a file
   */
  readonly file?: string;

  /**
   * The line of the file where the object starts, from 1.
   *
   * @default - not read from a file
   */
  readonly line?: number;
}

/** One thing to know, or to solve, before kube-proxy runs in nftables mode. */
export interface Finding {
  /** The stable id of the rule, as in `node-kernel-too-old`. The page docs/rules.md describes each. */
  readonly ruleId: string;

  /** The rule's title. */
  readonly title: string;

  /** How severe it is. */
  readonly severity: FindingSeverity;

  /** How certain it is. */
  readonly confidence: FindingConfidence;

  /** What is wrong in this cluster. */
  readonly message: string;

  /** The affected objects. */
  readonly objects: FindingObject[];

  /** What to do. */
  readonly remediation: string;

  /** Upstream's documentation, issues and pull requests. */
  readonly references: string[];
}
