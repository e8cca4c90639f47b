import { Backend } from './backend';
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
  public static mirror(backend: Backend, options: MirrorOptions = {}): HttpFilter {
    return new HttpFilter('RequestMirror', 'requestMirror', { backendRef: backend._target, ...options }, [backend._reference]);
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
