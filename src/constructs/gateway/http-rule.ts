import { Backend } from './backend';
import { HttpFilter } from './http-filters';

/** How a path is compared. */
export class PathMatch {
  /**
   * The path itself, in upper and lower case as it is written.
   *
   * @param path the path
   */
  public static exact(path: string): PathMatch {
    return new PathMatch('Exact', path);
  }

  /**
   * The path and all below it, element by element: `/cart` is the prefix of `/cart/items`, and not of `/cartoon`.
   *
   * @param path the path
   */
  public static prefix(path: string): PathMatch {
    return new PathMatch('PathPrefix', path);
  }

  /**
   * A regular expression. Its dialect, and which rule it is chosen before, are the implementation's.
   *
   * @param expression the expression
   */
  public static regularExpression(expression: string): PathMatch {
    return new PathMatch('RegularExpression', expression);
  }

  private constructor(private readonly type: string, private readonly value: string) {}

  /** @internal */
  public _toField(): object {
    return { type: this.type, value: this.value };
  }
}

/** How the value of a header or query parameter is compared. */
export enum ValueMatchType {
  /** It is equal. */
  EXACT = 'Exact',
  /** It matches a regular expression of the implementation's dialect. */
  REGULAR_EXPRESSION = 'RegularExpression',
}

/** A header or query parameter of a request. */
export interface ValueMatch {
  /** The name. */
  readonly name: string;
  /** The value. */
  readonly value: string;
  /**
   * How it is compared.
   *
   * @default ValueMatchType.EXACT
   */
  readonly matchType?: ValueMatchType;
}

/** What a request is like. All that is given has to be true of it. */
export interface HttpRouteMatch {
  /**
   * Its path.
   *
   * @default PathMatch.prefix('/')
   */
  readonly path?: PathMatch;
  /**
   * Its headers.
   *
   * @default - any
   */
  readonly headers?: ValueMatch[];
  /**
   * Its query parameters.
   *
   * @default - any
   */
  readonly queryParams?: ValueMatch[];
  /**
   * Its method, as in `GET`.
   *
   * @default - any
   */
  readonly method?: string;
}

/** For how long a rule waits, as in `10s`, `1h30m` or `500ms`, and `0s` for ever. */
export interface HttpTimeouts {
  /**
   * For the whole request, retries included.
   *
   * @default - the implementation's
   */
  readonly request?: string;
  /**
   * For one request to a backend.
   *
   * @default - the implementation's
   */
  readonly backendRequest?: string;
}

/** When a request is sent to a backend again. Experimental. */
export interface HttpRetry {
  /**
   * After which status, from 400 to 599.
   *
   * @default - the implementation's
   */
  readonly codes?: number[];
  /**
   * How often at most.
   *
   * @default - the implementation's
   */
  readonly attempts?: number;
  /**
   * How long to wait before, as in `100ms`.
   *
   * @default - the implementation's
   */
  readonly backoff?: string;
}

/** How long a cookie is kept. */
export enum CookieLifetime {
  /** Until the browser is closed. */
  SESSION = 'Session',
  /** For the time that `absoluteTimeout` says. */
  PERMANENT = 'Permanent',
}

/** What is known of a cookie. */
export interface SessionCookie {
  /**
   * How long it is kept.
   *
   * @default CookieLifetime.SESSION
   */
  readonly lifetimeType?: CookieLifetime;
}

/** By what a session is recognized. */
export enum SessionPersistenceType {
  /** By a cookie. */
  COOKIE = 'Cookie',
  /** By a header. */
  HEADER = 'Header',
}

/** Requests of one session go to one endpoint. Experimental. */
export interface SessionPersistence {
  /**
   * The name of the cookie or header.
   *
   * @default - the implementation's
   */
  readonly sessionName?: string;
  /**
   * By what it is recognized.
   *
   * @default SessionPersistenceType.COOKIE
   */
  readonly persistenceType?: SessionPersistenceType;
  /**
   * After which time it ends, as in `1h`.
   *
   * @default - never
   */
  readonly absoluteTimeout?: string;
  /**
   * After which time without a request it ends. Gateway API 1.6 and later does not have it.
   *
   * @default - never
   */
  readonly idleTimeout?: string;
  /**
   * The cookie.
   *
   * @default - one of the browser's session
   */
  readonly cookieConfig?: SessionCookie;
}

/** What is done to the requests that match. */
export interface HttpRouteRule {
  /**
   * Which requests: those of any of these.
   *
   * @default - all
   */
  readonly matches?: HttpRouteMatch[];
  /**
   * The Services that they go to, by their weights.
   *
   * @default - none; without a redirect such requests are answered with 500
   */
  readonly backends?: Backend[];
  /**
   * What is done to them on the way.
   *
   * @default - nothing
   */
  readonly filters?: HttpFilter[];
  /**
   * The name of the rule.
   *
   * @default - none
   */
  readonly name?: string;
  /**
   * For how long it waits.
   *
   * @default - the implementation's
   */
  readonly timeouts?: HttpTimeouts;
  /**
   * When a request is sent again.
   *
   * @default - the implementation's
   */
  readonly retry?: HttpRetry;
  /**
   * Whether requests of a session go to one endpoint.
   *
   * @default - they do not
   */
  readonly sessionPersistence?: SessionPersistence;
}
