/**
 * What objects do not say about the programs that take requests in.
 */
export interface RequestBehaviorOptions {
  /**
   * The release of Gateway API, as in `1.6`. It has the defaults of fields, and decides which objects count.
   *
   * @default - that of the CustomResourceDefinitions in the input, or else 1.6
   */
  readonly gatewayApiVersion?: string;

  /**
   * The channel of Gateway API: `standard` or `experimental`.
   *
   * @default - that of the CustomResourceDefinitions in the input, or else standard
   */
  readonly gatewayApiChannel?: string;

  /**
   * The implementation of Gateway API, by its name in conformance reports, as in `envoy-gateway`. It decides how regular expressions are
   * evaluated.
   *
   * @default - an expression matches where all implementations agree that it does
   */
  readonly implementation?: string;
}

/**
 * A request, and who sends it.
 */
export interface ExplainRequestOptions {
  /**
   * A method and a URL, as in `GET https://app.example.com/cart`. Without a method it is GET.
   */
  readonly request: string;

  /**
   * Headers of the request, as in `X-API-Version: v2`. A header `Host` stands for the host of the URL.
   *
   * @default - none
   */
  readonly headers?: string[];

  /**
   * Who sends the request: `pod:NAMESPACE/NAME`, where a pod may be named by what runs it, `serviceaccount:NAMESPACE/NAME`,
   * `namespace:NAME`, the address of a pod, `node`, `external` or `external:ADDRESS`. It matters to requests inside of the cluster.
   *
   * @default - nobody is named: inside of a mesh in ambient mode, a client in it of which nothing else is known
   */
  readonly source?: string;
}

/**
 * What becomes of a request.
 */
export enum RequestOutcome {
  /** It goes to backends. */
  BACKENDS = 'backends',
  /** It is answered with a redirect. */
  REDIRECT = 'redirect',
  /** It is answered with a status before it gets to a backend. */
  RESPONSE = 'response',
  /** The connection is refused, or comes to nothing. */
  REFUSED = 'refused',
  /** What is known does not say it. */
  UNDETERMINED = 'undetermined',
}

/**
 * What a step on the way of a request is about.
 */
export enum RequestStepKind {
  /** Who sends the request. */
  SOURCE = 'source',
  /** The listener of a Gateway. */
  LISTENER = 'listener',
  /** The route that takes the request. */
  ROUTE = 'route',
  /** The rule of the route. */
  RULE = 'rule',
  /** A filter of the rule, or an annotation that acts like one. */
  FILTER = 'filter',
  /** A timeout, retries, sessions, or TLS to backends. */
  SETTING = 'setting',
  /** A server of ingress-nginx. */
  SERVER = 'server',
  /** The Ingress that takes the request. */
  INGRESS = 'ingress',
  /** The location of ingress-nginx. */
  LOCATION = 'location',
  /** A canary of ingress-nginx. */
  CANARY = 'canary',
  /** What the backend gets, where that is not what was sent. */
  FORWARDED = 'forwarded',
  /** A ztunnel of the mesh. */
  ZTUNNEL = 'ztunnel',
  /** A waypoint of the mesh. */
  WAYPOINT = 'waypoint',
  /** A policy of the mesh. */
  POLICY = 'policy',
  /** A policy of the network. */
  NETWORK = 'network',
  /** Pods that are not in ambient mode. */
  POD = 'pod',
}

/**
 * Whether a policy is about a request.
 */
export enum PolicyVerdict {
  /** One of its rules matches. */
  MATCHES = 'matches',
  /** None of its rules matches. */
  DOES_NOT_MATCH = 'does-not-match',
  /** What is known does not say it. */
  UNKNOWN = 'unknown',
}

/**
 * A step on the way of a request: who decided what.
 */
export interface RequestStep {
  /**
   * What it is about.
   */
  readonly kind: RequestStepKind;

  /**
   * What was decided, in words.
   */
  readonly text: string;

  /**
   * Why it is this and nothing else. One sentence each.
   */
  readonly reasons: string[];

  /**
   * The object that decides, as in `HTTPRoute shop/cart`.
   *
   * @default - no object decides
   */
  readonly objectName?: string;

  /**
   * The field of the object, as in `rules[0].matches[1]`.
   *
   * @default - the whole object decides
   */
  readonly field?: string;

  /**
   * The place of the object, as in `cluster.yaml, line 12`.
   *
   * @default - the object is not from a file
   */
  readonly location?: string;

  /**
   * Whether the policy is about the request.
   *
   * @default - the step is not that of an AuthorizationPolicy
   */
  readonly verdict?: PolicyVerdict;
}

/**
 * A share of the requests, and who gets it.
 */
export interface RequestBackend {
  /**
   * The share, from 0 to 1.
   */
  readonly share: number;

  /**
   * The Service and its port, as NAMESPACE/NAME:PORT.
   *
   * @default - no Service gets the share
   */
  readonly serviceName?: string;

  /**
   * The address and port of the pod that is asked for itself.
   *
   * @default - the request is not for a pod itself
   */
  readonly podAddress?: string;

  /**
   * The status with which the share is answered instead.
   *
   * @default - a backend answers
   */
  readonly statusCode?: number;

  /**
   * Why it is answered with the status.
   *
   * @default - the reference to the backend can't be resolved, or a backend answers
   */
  readonly reason?: string;
}

/**
 * The way of a request through one program, or through the proxies of a mesh.
 */
export interface RequestPath {
  /**
   * Who takes the request in: `Gateway gateways/public`, `ingress-nginx`, `Istio`.
   */
  readonly through: string;

  /**
   * What becomes of the request.
   */
  readonly outcome: RequestOutcome;

  /**
   * The answer in one line, as the text for people has it.
   */
  readonly summary: string;

  /**
   * Who gets the request, by shares. Empty unless it goes to backends.
   */
  readonly backends: RequestBackend[];

  /**
   * The steps of the way, in their order.
   */
  readonly steps: RequestStep[];

  /**
   * What a reader has to know beyond the answer. One sentence each.
   */
  readonly notes: string[];

  /**
   * The status of the answer.
   *
   * @default - a backend answers, or nobody does
   */
  readonly statusCode?: number;

  /**
   * Where a redirect leads.
   *
   * @default - the request is not redirected
   */
  readonly location?: string;

  /**
   * Why the request is answered or refused, or what is not known.
   *
   * @default - the request goes to backends, or is redirected
   */
  readonly reason?: string;
}

/**
 * A rule that takes requests, as the table of all routes has it.
 */
export interface RequestRoute {
  /**
   * Who takes requests in: `Gateway gateways/public`, `ingress-nginx`, `Mesh`.
   */
  readonly through: string;

  /**
   * Where requests come in, as in `https: HTTPS on port 443, every host`. Empty for Ingresses.
   */
  readonly entry: string;

  /**
   * The hostname. Empty for every host.
   */
  readonly hostname: string;

  /**
   * What a request has to be like, as in `PathPrefix /cart, method GET`.
   */
  readonly condition: string;

  /**
   * Who gets the requests, by shares. Empty where the rule answers in another way.
   */
  readonly backends: RequestBackend[];

  /**
   * What else the rule does, as in `redirect with 301, scheme https`.
   */
  readonly actions: string[];

  /**
   * The object that has the rule, as in `HTTPRoute shop/cart`.
   */
  readonly objectName: string;

  /**
   * The field of the object, as in `rules[0].matches[1]`.
   */
  readonly field: string;

  /**
   * Whether a rule before it takes all of its requests.
   */
  readonly neverReached: boolean;
}
