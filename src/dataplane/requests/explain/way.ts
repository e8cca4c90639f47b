import { SourceLocation } from '../../../base/errors';
import { AddressedRequest } from '../read-request';
import { BackendShare, RequestAnswer } from '../request';

/** What a step on the way of a request is. */
export type StepKind = 'listener' | 'route' | 'rule' | 'filter' | 'server' | 'location' | 'ingress' | 'canary' | 'forwarded'
| 'setting' | 'source' | 'ztunnel' | 'waypoint' | 'policy' | 'network' | 'pod';

/** A step on the way of a request: who decided what. */
export interface WayStep {
  readonly kind: StepKind;
  /** The object that decides, as `HTTPRoute shop/cart`. */
  readonly object?: string;
  /** The field of the object, as `spec.rules[0].matches[1]`. */
  readonly field?: string;
  readonly text: string;
  /** Why it is this one and not another, a sentence each. */
  readonly reasons?: readonly string[];
  readonly source?: SourceLocation;
  /** What became of a policy at this step. */
  readonly verdict?: StepVerdict;
}

/** Whether a policy is about a request, as far as that is known. */
export type StepVerdict = 'matches' | 'does-not-match' | 'unknown';

/** Where the connection to a backend ends. */
export interface BackendEndpoint {
  /** `10.244.1.5:8080` */
  readonly address: string;
  /** From 0 to 1, of the requests to the backend. */
  readonly share: number;
  readonly pod?: string;
  readonly node?: string;
}

/** A share of requests, with the endpoints behind it where they are known. */
export interface ExplainedBackend extends BackendShare {
  readonly endpoints?: readonly BackendEndpoint[];
  /** Why there are none, or what else is to say of them. */
  readonly note?: string;
}

/** The way of a request through one program that takes requests in. */
export interface RequestWay {
  /** `Gateway gateways/public`, `ingress-nginx` */
  readonly through: string;
  readonly answer: RequestAnswer;
  readonly steps: readonly WayStep[];
  /** Where the answer is backends. */
  readonly backends: readonly ExplainedBackend[];
  readonly notes: readonly string[];
  /** Whether it has something for the host; who hasn't is hardly where its name leads. */
  readonly knowsHost: boolean;
}

/** What becomes of a request, whichever way it comes in. */
export interface ExplainedRequest extends AddressedRequest {
  readonly ways: readonly RequestWay[];
  /** Others that take requests in, but know nothing of the host. */
  readonly others: readonly string[];
  readonly notes: readonly string[];
}
