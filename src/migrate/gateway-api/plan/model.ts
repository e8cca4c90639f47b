import { NginxIngress, Upstream } from '../../../dataplane/requests/ingress-nginx/model';

/** Which requests a rule takes, by their path. */
export interface PathMatch {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value: string;
}

/** Calls of gRPC: all, those of a service, or those of one of its methods. */
export interface GrpcMatch {
  readonly service?: string;
  readonly method?: string;
}

export interface HeaderMatch {
  readonly type: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
}

export interface WeightedBackend {
  readonly upstream: Upstream;
  readonly weight: number;
}

/** The backends for requests with some headers; the last variant of an action has none, and takes the rest. */
export interface Variant {
  readonly headers: readonly HeaderMatch[];
  readonly backends: readonly WeightedBackend[];
}

/** What answers preflight requests where others are redirected: nginx does that first. The backend never sees them. */
export interface Preflight {
  readonly filter: unknown;
  readonly upstream: Upstream;
}

/** What a rule does. */
export type RuleAction =
  | { readonly kind: 'redirect'; readonly redirect: Readonly<Record<string, unknown>>; readonly preflight?: Preflight }
  | { readonly kind: 'forward'; readonly filters: readonly unknown[]; readonly variants: readonly Variant[]; readonly more: Readonly<Record<string, unknown>> }
  /** Nothing answers but an error: what kept requests out can't be kept itself, and nothing else may take them. */
  | { readonly kind: 'closed' };

/** A rule of a host before it belongs to a route. */
export interface PlannedRule {
  readonly match: PathMatch;
  readonly action: RuleAction;
  /** The same as `match` for calls of gRPC, where the rule is one of a GRPCRoute. */
  readonly grpc?: GrpcMatch;
  /** The Ingress that it comes from. */
  readonly ingress: NginxIngress;
  /** Objects beside the route that its filters refer to. */
  readonly extensions?: readonly unknown[];
  /** What the implementation's own policies add to it. */
  readonly policies: readonly PlannedPolicy[];
}

/** A policy of the implementation, and which protection it keeps. */
export interface PlannedPolicy {
  /**
   * What it is for: the route, the Services behind it, the Gateway as a whole, the listener of the host, or the rule that a filter is
   * in. A rule does not share its route with one that has other policies for routes, for the Gateway or by filters.
   */
  readonly target: 'route' | 'service' | 'gateway' | 'listener' | 'filter';
  readonly kind: string;
  /** The parts of the spec beside the target. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** In the words of `protectionsOf`. */
  readonly protection?: string;
  /** `NAMESPACE/NAME` of the Ingress, where what it counts is counted for that one alone. */
  readonly countedFor?: string;
}

/** Where the certificate of a host is. */
export interface SecretName {
  readonly namespace: string;
  readonly name: string;
}

/** A name under which requests come, and what becomes of them. */
export interface PlannedHost {
  /** `_` stands for every other host. */
  readonly name: string;
  readonly http: readonly PlannedRule[];
  /** Not set where the host is not served over HTTPS. */
  readonly https?: readonly PlannedRule[];
  readonly certificate?: SecretName;
  /** The backend to which TLS is passed on as it is. */
  readonly passthrough?: { readonly upstream: Upstream; readonly ingress: NginxIngress };
  /** Set where clients need a certificate: who says so. */
  readonly clientCertificates?: NginxIngress;
}
