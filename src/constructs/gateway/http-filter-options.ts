import { PathChange } from './path-change';

/** A header and its value. */
export interface HeaderValue {
  /** The name, in upper or lower case. */
  readonly name: string;
  /** The value. */
  readonly value: string;
}

/** Changes of headers. What one name in several of them gives is left to the implementation. */
export interface HeaderChanges {
  /**
   * Headers that get a value in the place of the one that they have.
   *
   * @default - none
   */
  readonly set?: HeaderValue[];
  /**
   * Values that are added to those that a header has.
   *
   * @default - none
   */
  readonly add?: HeaderValue[];
  /**
   * Names of headers that are taken away.
   *
   * @default - none
   */
  readonly remove?: string[];
}

/** Where a request is redirected to. What is not given stays as the request has it. */
export interface RedirectOptions {
  /**
   * `http` or `https`.
   *
   * @default - that of the request
   */
  readonly scheme?: string;
  /**
   * The host.
   *
   * @default - that of the request
   */
  readonly hostname?: string;
  /**
   * The port.
   *
   * @default - that of the scheme if it is given, else that of the listener
   */
  readonly port?: number;
  /**
   * The path. The query is kept.
   *
   * @default - that of the request
   */
  readonly path?: PathChange;
  /**
   * The status: 301 or 302, and from Gateway API 1.5 on 303, 307 or 308.
   *
   * @default 302
   */
  readonly statusCode?: number;
}

/** What a backend gets in the place of what the client asked. */
export interface RewriteOptions {
  /**
   * The host.
   *
   * @default - that of the request
   */
  readonly hostname?: string;
  /**
   * The path.
   *
   * @default - that of the request
   */
  readonly path?: PathChange;
}

/** Options of a mirror. */
export interface MirrorOptions {
  /**
   * How many of the requests are mirrored, in percent.
   *
   * @default 100
   */
  readonly percent?: number;

  /**
   * How many of the requests are mirrored, as a fraction. Only one of `percent` and `fraction` can be set.
   *
   * @default - all
   */
  readonly fraction?: RequestFraction;
}

/** A part of requests. */
export interface RequestFraction {
  /** The number of requests of each `denominator`. */
  readonly numerator: number;
  /**
   * Of how many requests.
   *
   * @default 100
   */
  readonly denominator?: number;
}

/** What a server for authorization is asked. */
export interface ExternalAuthOptions {
  /**
   * Headers of the request that the server gets.
   *
   * @default - those that the implementation always sends
   */
  readonly allowedHeaders?: string[];
  /**
   * Up to how many bytes of the body the server gets.
   *
   * @default - none
   */
  readonly maxBodySize?: number;
}

/** What a server for authorization that speaks HTTP is asked. */
export interface HttpExternalAuthOptions extends ExternalAuthOptions {
  /**
   * A path that is put before the one of the request.
   *
   * @default - none
   */
  readonly path?: string;
  /**
   * Headers of the server's answer that the backend gets.
   *
   * @default - all
   */
  readonly allowedResponseHeaders?: string[];
}

/** Cross-origin resource sharing. */
export interface CorsOptions {
  /**
   * Origins, as in `https://example.com` or `https://*.example.com`; `*` for all.
   *
   * @default - none
   */
  readonly allowOrigins?: string[];
  /**
   * Whether requests may carry credentials.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;
  /**
   * Methods, or `*` for all.
   *
   * @default - GET, HEAD and POST, which always pass
   */
  readonly allowMethods?: string[];
  /**
   * Headers of requests, or `*` for all.
   *
   * @default - those that always pass
   */
  readonly allowHeaders?: string[];
  /**
   * Headers of answers that scripts may read.
   *
   * @default - those that they always may
   */
  readonly exposeHeaders?: string[];
  /**
   * For how many seconds a browser may keep the answer.
   *
   * @default 5
   */
  readonly maxAge?: number;
}

/** A filter of an implementation. */
export interface ExtensionReference {
  /** The API group of the object. */
  readonly group: string;
  /** The kind of the object. */
  readonly kind: string;
  /** The name of the object, which is in the route's namespace. */
  readonly name: string;
}
