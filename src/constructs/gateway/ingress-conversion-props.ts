/**
 * Properties of `IngressConversion`.
 */
export interface IngressConversionProps {
  /**
   * An existing Gateway, as NAMESPACE/NAME: only routes are made for it.
   *
   * @default - one new Gateway for all hosts, gateway/ingress
   */
  readonly gateway?: string;

  /**
   * The GatewayClass of the new Gateway.
   *
   * @default - the usual one of the implementation that `GatewayApi.use` names, or else `gateway`
   */
  readonly gatewayClassName?: string;

  /**
   * The implementation of Gateway API, by its name in conformance reports, as in `envoy-gateway`. For Envoy Gateway, Istio and NGINX
   * Gateway Fabric, policies of their own take the place of annotations that Gateway API has no field for.
   *
   * @default - the one that `GatewayApi.use` names, or else none
   */
  readonly implementation?: string;

  /**
   * The version of the implementation, as X.Y, which decides over its own policies.
   *
   * @default - that of the implementation's conformance report
   */
  readonly implementationVersion?: string;

  /**
   * Further files of the cluster, in YAML or JSON: Services, IngressClasses, and the controller's Deployment and ConfigMap make the
   * conversion more exact.
   *
   * @default - none
   */
  readonly clusterFiles?: string[];

  /**
   * A file of waivers: a path stays open without its protection only where the finding `ingress-protection-not-kept` is waived for its
   * Ingress.
   *
   * @default - none
   */
  readonly waivers?: string;

  /**
   * The folder of the report beside the manifests.
   *
   * @default ingress-conversion
   */
  readonly folder?: string;
}

/** How a request that is answered differently after a conversion is answered. */
export enum RequestDifferenceKind {
  /** Something kept requests out before, and nothing does after. */
  UNPROTECTED = 'unprotected',
  /** A backend or a redirect answered before, and an error does after. */
  LOST = 'lost',
  /** Another backend answers, or it sees another request. */
  ELSEWHERE = 'elsewhere',
  /** An error answered before, and a backend or a redirect does after. */
  GAINED = 'gained',
  /** The specification of Gateway API leaves the answer open. */
  UNDETERMINED = 'undetermined',
  /** The answer means the same and has another form. */
  COSMETIC = 'cosmetic',
}

/** Requests that are answered differently after a conversion. */
export interface RequestDifference {
  /** How different the answer is. */
  readonly difference: RequestDifferenceKind;

  /** The shortest of the requests, as in `GET http://shop.example.com/Api`. */
  readonly request: string;

  /** The answer before. */
  readonly before: string;

  /** The answer after. */
  readonly after: string;

  /** How many of the requests that were compared differ like this. */
  readonly requests: number;
}
