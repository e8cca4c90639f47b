import { Backend } from './backend';
import { HttpFilter, RedirectOptions } from './http-filters';
import { InputError } from '../../base/errors';

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

/** A stable version and one on trial. */
export interface CanaryOptions {
  /** The version that takes most requests. */
  readonly stable: Backend;
  /** The version on trial. */
  readonly canary: Backend;
  /**
   * The paths.
   *
   * @default PathMatch.prefix('/')
   */
  readonly path?: PathMatch;
}

/** How many requests the version on trial gets. */
export interface CanarySplitOptions extends CanaryOptions {
  /** How many of the requests it gets, in percent: a whole number from 0 to 100. */
  readonly percent: number;
  /**
   * A header by whose value `always` a request goes to the version on trial in any case, as those of tests.
   *
   * @default - none
   */
  readonly testHeader?: string;
}

/** Requests with a header get another version. */
export interface HeaderSplitOptions extends CanaryOptions {
  /** The header that chooses the version on trial, and its value. */
  readonly header: ValueMatch;
}

/**
 * Rules for what routes are mostly used for. All rules of one pattern match the same paths: a longer path would win over a header.
 */
export class HttpRules {
  /**
   * A part of the requests goes to a version on trial: 90/10, say.
   *
   * @param options the two versions and the share of the one on trial
   */
  public static canary(options: CanarySplitOptions): HttpRouteRule[] {
    const { stable, canary, path = PathMatch.prefix('/'), percent, testHeader } = options;
    if (!Number.isInteger(percent) || percent < 0 || percent > 100) throw new InputError(`percent: ${percent} is out of range; expected a whole number from 0 to 100`);
    const split = { matches: [{ path }], backends: [stable.withWeight(100 - percent), canary.withWeight(percent)] };
    if (testHeader === undefined) return [split];
    return [{ matches: [{ path, headers: [{ name: testHeader, value: 'always' }] }], backends: [canary] }, split];
  }

  /**
   * Requests with a header go to a version on trial, all others to the stable one.
   *
   * @param options the two versions and the header
   */
  public static byHeader(options: HeaderSplitOptions): HttpRouteRule[] {
    const { stable, canary, path = PathMatch.prefix('/'), header } = options;
    return [{ matches: [{ path, headers: [header] }], backends: [canary] }, { matches: [{ path }], backends: [stable] }];
  }

  /**
   * Redirects all requests to HTTPS. The route with this rule belongs to the listener for HTTP, and to no other.
   *
   * @param statusCode the status: 301, or 308 from Gateway API 1.5 on; 301 where it is not given
   */
  public static redirectToHttps(statusCode = 301): HttpRouteRule[] {
    const options: RedirectOptions = { scheme: 'https', statusCode };
    return [{ filters: [HttpFilter.redirect(options)] }];
  }

  /**
   * All requests go to one of two versions: the switch of blue and green is one change.
   *
   * @param active the version that gets all requests
   * @param idle the other version
   */
  public static blueGreen(active: Backend, idle: Backend): HttpRouteRule[] {
    return [{ backends: [active.withWeight(1), idle.withWeight(0)] }];
  }

  private constructor() {}
}
