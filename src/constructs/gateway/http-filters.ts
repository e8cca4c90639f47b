import { BackendTarget } from './backend-target';
import {
  CorsOptions, ExtensionReference, ExternalAuthOptions, HeaderChanges, HttpExternalAuthOptions, MirrorOptions, RedirectOptions, RewriteOptions,
} from './http-filter-options';
import { Reference } from './resolve';

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
