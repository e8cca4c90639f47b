/** An HTTP request, as a client sends it. */
export interface HttpRequest {
  readonly scheme: 'http' | 'https';
  /** The Host, lower-case and without a port. Over HTTPS the server name (SNI) is the same. */
  readonly host: string;
  /** The path as sent, percent-encoded, without the query. */
  readonly path: string;
  /** The query, without its question mark; empty where there is none. */
  readonly query: string;
  readonly method: string;
  /** By lower-case name; of several values of a name the first one counts. */
  readonly headers: ReadonlyMap<string, string>;
}

/** The port by which a scheme is reached where none is given. */
export const PORT_OF: Readonly<Record<HttpRequest['scheme'], number>> = { http: 80, https: 443 };

/** A Service's port, as NAMESPACE/NAME:PORT. */
export type BackendName = string;

/** What a share of the requests meets. */
export interface BackendShare {
  /** Not set where no Service answers: the reference can't be resolved, and this share is answered with the status. */
  readonly backend?: BackendName;
  /** The address of a pod and its port, where the request is to the pod itself. */
  readonly pod?: string;
  /** From 0 to 1. */
  readonly share: number;
  /** The status of the answer where there is no backend. */
  readonly status?: number;
  /** Whether the connections of this share are refused: what does not see requests gives no status. */
  readonly isRefused?: true;
  /** Why it is answered with the status, where that is not that the reference can't be resolved. */
  readonly why?: string;
}

/** `answered with 500`, for a share that no Service answers. */
export function failureText({ status, isRefused }: Pick<BackendShare, 'status' | 'isRefused'>): string | undefined {
  return isRefused ? 'connection refused' : status === undefined ? undefined : `answered with ${status}`;
}

/** How a request was changed on its way to the backend. */
export interface ForwardedRequest {
  readonly path: string;
  readonly host: string;
  /** Changes of headers, a line each: `set X-Version: v2`. */
  readonly headers: readonly string[];
  /** What the backend is spoken to with, where it is not HTTP: `HTTPS`, `GRPC`; `TLS` for a connection that is passed on as it is. */
  readonly protocol?: string;
}

/** What becomes of a request. */
export type RequestAnswer =
  | { readonly kind: 'backends'; readonly backends: readonly BackendShare[]; readonly forwarded: ForwardedRequest; readonly protections: readonly string[] }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string; readonly protections: readonly string[] }
  | { readonly kind: 'response'; readonly status: number; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'undetermined'; readonly why: string; readonly possible: readonly RequestAnswer[] };

/** The value of a cookie in a request. */
export function cookieOf({ headers }: HttpRequest, name: string): string | undefined {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = part.split('=');
    if (key.trim() === name) return value.join('=').trim();
  }
  return undefined;
}

/** Path and query, as in a request line. */
export function uriOf({ path, query }: HttpRequest): string {
  return query === '' ? path : `${path}?${query}`;
}
