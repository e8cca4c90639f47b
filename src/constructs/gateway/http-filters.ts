import { BackendTarget } from './backend-target';
import { Reference } from './resolve';

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

/** The path of a redirect, or that a backend gets. */
export class PathChange {
  /**
   * Another path, whatever the path of the request is.
   *
   * @param path the path
   */
  public static toFullPath(path: string): PathChange {
    return new PathChange('ReplaceFullPath', 'replaceFullPath', path);
  }

  /**
   * Another prefix in the place of the one that the rule matches. The rule has to have one match, of a prefix.
   *
   * @param prefix the prefix
   */
  public static toPrefix(prefix: string): PathChange {
    return new PathChange('ReplacePrefixMatch', 'replacePrefixMatch', prefix);
  }

  private constructor(private readonly type: string, private readonly field: string, private readonly value: string) {}

  /** @internal */
  public _toField(): object {
    return { type: this.type, [this.field]: this.value };
  }
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

/** What is done to a request, or its answer, on the way. */
export class HttpFilter {
  /**
   * Changes headers of the request.
   *
   * @param changes the changes
   */
  public static requestHeaders(changes: HeaderChanges): HttpFilter {
    return new HttpFilter('RequestHeaderModifier', 'requestHeaderModifier', changes);
  }

  /**
   * Changes headers of the answer.
   *
   * @param changes the changes
   */
  public static responseHeaders(changes: HeaderChanges): HttpFilter {
    return new HttpFilter('ResponseHeaderModifier', 'responseHeaderModifier', changes);
  }

  /**
   * Answers with a redirect. The rule has no backends then.
   *
   * @param options where to
   */
  public static redirect(options: RedirectOptions): HttpFilter {
    return new HttpFilter('RequestRedirect', 'requestRedirect', options);
  }

  /**
   * Gives the backend another host or path.
   *
   * @param options what the backend gets
   */
  public static rewrite(options: RewriteOptions): HttpFilter {
    return new HttpFilter('URLRewrite', 'urlRewrite', options);
  }

  /**
   * Sends copies of requests to another backend, whose answers are ignored. From Gateway API 1.3 on a part of them only.
   *
   * @param backend where the copies go
   * @param options how many are copied
   */
  public static mirror(backend: BackendTarget, options: MirrorOptions = {}): HttpFilter {
    return new HttpFilter('RequestMirror', 'requestMirror', { backendRef: backend._target, ...options }, backend._references);
  }

  /**
   * Asks a server over HTTP whether a request may pass. Experimental, from Gateway API 1.4 on.
   *
   * @param backend the server
   * @param options what it is asked
   */
  public static httpExternalAuth(backend: BackendTarget, options: HttpExternalAuthOptions = {}): HttpFilter {
    const { maxBodySize, ...http } = options;
    return HttpFilter.externalAuth(backend, { protocol: 'HTTP', ...Object.keys(http).length > 0 && { http } }, maxBodySize);
  }

  /**
   * Asks a server over gRPC (Envoy's protocol ext_authz) whether a request may pass. Experimental, from Gateway API 1.4 on.
   *
   * @param backend the server
   * @param options what it is asked
   */
  public static grpcExternalAuth(backend: BackendTarget, options: ExternalAuthOptions = {}): HttpFilter {
    const { maxBodySize, ...grpc } = options;
    return HttpFilter.externalAuth(backend, { protocol: 'GRPC', ...Object.keys(grpc).length > 0 && { grpc } }, maxBodySize);
  }

  /**
   * Answers preflight requests. From Gateway API 1.5 on; in the experimental channel from 1.3 on.
   *
   * @param options which origins, methods and headers are allowed
   */
  public static cors(options: CorsOptions): HttpFilter {
    return new HttpFilter('CORS', 'cors', options);
  }

  /**
   * A filter of the implementation.
   *
   * @param reference the object of the implementation
   */
  public static extension(reference: ExtensionReference): HttpFilter {
    return new HttpFilter('ExtensionRef', 'extensionRef', reference);
  }

  private static externalAuth(backend: BackendTarget, content: object, maxSize: number | undefined): HttpFilter {
    const forwardBody = maxSize === undefined ? {} : { forwardBody: { maxSize } };
    return new HttpFilter('ExternalAuth', 'externalAuth', { ...content, backendRef: backend._target, ...forwardBody }, backend._references);
  }

  /** @internal */
  public readonly _references: readonly Reference[];

  private constructor(
    private readonly type: string, private readonly field: string, private readonly content: object, references: readonly Reference[] = [],
  ) {
    this._references = references;
  }

  /** @internal */
  public _toField(): object {
    return { type: this.type, [this.field]: this.content };
  }
}
