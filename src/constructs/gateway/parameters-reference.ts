/** An object that holds parameters of an implementation. */
export interface ParametersReference {
  /** The API group of the object, which is empty for the core group. */
  readonly group: string;
  /** The kind of the object. */
  readonly kind: string;
  /** The name of the object. */
  readonly name: string;
  /**
   * The namespace of the object. A Gateway's parameters are always in its own.
   *
   * @default - it is cluster-scoped, or in the namespace of the Gateway
   */
  readonly namespaceName?: string;
}
