/** Which routes a default belongs to. */
export enum DefaultScope {
  /** Those of all namespaces. */
  ALL = 'All',
  /** None. */
  NONE = 'None',
}
