/**
 * How well a network plugin meets a need, or all needs together.
 */
export enum CniFit {
  /** It does. */
  YES = 'yes',
  /** It does under a condition: a setting, an add-on, a feature that is not finished, or only for a part of the cluster. */
  CONDITIONAL = 'conditional',
  /** What is known does not decide it. */
  UNKNOWN = 'unknown',
  /** It does not. */
  NO = 'no',
}
