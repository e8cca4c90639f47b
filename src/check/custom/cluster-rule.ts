import { ClusterObjects } from './cluster-objects';
import { FindingConfidence, FindingObject, FindingSeverity } from '../findings/finding';

/**
 * What a rule of your own says about itself.
 */
export interface ClusterRuleProps {
  /**
   * The stable id, in kebab-case. It must not be the id of another rule.
   */
  readonly id: string;

  /**
   * A phrase that names the problem.
   */
  readonly title: string;

  /**
   * The severity of what the rule finds, unless an occurrence has another one.
   */
  readonly severity: FindingSeverity;

  /**
   * What to do about it, in the imperative.
   */
  readonly remediation: string;

  /**
   * How certain the objects make it.
   *
   * @default - FindingConfidence.MANIFEST
   */
  readonly confidence?: FindingConfidence;

  /**
   * Why the rule exists.
   *
   * @default - the title
   */
  readonly description?: string;

  /**
   * Links to more about it.
   *
   * @default - none
   */
  readonly references?: string[];
}

/**
 * A rule of your own, which a check applies beside those of its goal. Its findings are reported, waived and counted like all others.
 */
export abstract class ClusterRule {
  /** @internal */
  public readonly _props: ClusterRuleProps;

  /**
   * @param props what the rule says about itself
   */
  constructor(props: ClusterRuleProps) {
    this._props = props;
  }

  /**
   * Looks at a cluster.
   *
   * @param cluster the objects of the cluster
   * @returns what the rule finds, and an empty list where all is well
   */
  public abstract check(cluster: ClusterObjects): RuleOccurrence[];
}

/**
 * What a rule of your own has found. What is not given is as with the rule.
 */
export interface RuleOccurrence {
  /**
   * What is wrong in this cluster.
   */
  readonly message: string;

  /**
   * The objects that it is about. Their file and line are filled in.
   *
   * @default - none: it is about the cluster as a whole
   */
  readonly objects?: FindingObject[];

  /**
   * The severity.
   *
   * @default - that of the rule
   */
  readonly severity?: FindingSeverity;

  /**
   * What to do about it.
   *
   * @default - that of the rule
   */
  readonly remediation?: string;
}
