/** Annotations of ingress-nginx that belong together, and what an implementation's own objects say in their place. */
export interface OwnSupport {
  /** What the row is about: who writes the objects goes by it. */
  readonly id: string;
  readonly annotations: readonly string[];
  /** The values that the row is about. Default: all. */
  readonly values?: readonly string[];
  /** The field that takes their place, as in `BackendTrafficPolicy spec.timeout.tcp.connectTimeout`. Not set where nothing does. */
  readonly field?: string;
  /** The first version of the implementation with the field, as X.Y. */
  readonly since?: string;
  /** What differs. Where nothing takes their place, why not. */
  readonly note?: string;
  /** Set where what differs may let more requests in: somebody has to accept it first. */
  readonly needsConsent?: true;
  /** The file of the implementation that says so, at the version that was read. */
  readonly source: string;
}

/** An implementation whose own objects are known. */
export interface OwnPolicies {
  /** By its name in conformance reports. */
  readonly implementation: string;
  /** For people. */
  readonly title: string;
  /** The newest version whose objects were read, as X.Y. */
  readonly newest: string;
  readonly rows: readonly OwnSupport[];
}
