import { Attachment } from './attachment';
import { Listener, nameOf, ObjectName, Route, RouteKind } from './model';
import { Candidate, candidatesOf, compareCandidates } from './precedence';

/*
 * What may take a request, found by its host and path: a large cluster has thousands of listeners and routes, and each request is about
 * a few of them.
 */

let last: { readonly host: string; readonly hostnames: readonly string[] } = { host: '', hostnames: [''] };

/** The hostnames that cover a host, the most specific first: itself, `*.` with fewer and fewer labels, and every host. */
export function hostnamesCovering(host: string): readonly string[] {
  if (last.host !== host) {
    const labels = host.split('.');
    const wildcards = labels.slice(1).map((_, i) => `*.${labels.slice(i + 1).join('.')}`);
    last = { host, hostnames: [...new Set([host, ...wildcards, ''])] };
  }
  return last.hostnames;
}

/** Listeners by Gateway, port and protocol, and then by hostname. */
export class ListenerIndex {
  private readonly byKey = new Map<string, Map<string, Listener[]>>();

  constructor(listeners: readonly Listener[]) {
    for (const listener of listeners) {
      const key = keyOf(listener.gateway, listener.port, listener.protocol);
      const byHostname = this.byKey.get(key) ?? new Map<string, Listener[]>();
      this.byKey.set(key, byHostname);
      push(byHostname, listener.hostname, listener);
    }
  }

  /** Those that take a host, the most specific first. */
  public covering(gateway: Pick<ObjectName, 'namespace' | 'name'>, port: number, protocols: readonly string[], host: string): Listener[] {
    const maps = protocols.flatMap(protocol => this.byKey.get(keyOf(gateway, port, protocol)) ?? []);
    const found: Listener[] = [];
    for (const hostname of hostnamesCovering(host)) for (const byHostname of maps) found.push(...byHostname.get(hostname) ?? []);
    return found;
  }
}

function keyOf(gateway: Pick<ObjectName, 'namespace' | 'name'>, port: number, protocol: string): string {
  return `${nameOf(gateway)} ${port} ${protocol}`;
}

/** The candidates of one listener, kind of routes and hostname, by what they match. */
interface PathIndex {
  readonly exact: Map<string, Candidate[]>;
  /** By the prefix without a slash at its end. */
  readonly prefixes: Map<string, Candidate[]>;
  /** Regular expressions, and what does not look at the path. */
  readonly others: Candidate[];
}

/** Routes by listener, kind, hostname and path. */
export class RouteIndex {
  private readonly byListener = new Map<Listener, Map<RouteKind, Map<string, PathIndex>>>();
  private readonly routes = new Map<Listener, Set<Route>>();
  /** Mostly the next request is for the same host. */
  private last?: { readonly listener: Listener; readonly kind: RouteKind; readonly host: string; readonly indexes: readonly PathIndex[] };

  constructor(attachments: readonly Attachment[]) {
    for (const attachment of attachments) {
      const { listener, route, hostnames } = attachment;
      const kinds = this.byListener.get(listener) ?? new Map<RouteKind, Map<string, PathIndex>>();
      this.byListener.set(listener, kinds);
      this.routes.set(listener, (this.routes.get(listener) ?? new Set()).add(route));
      const byHostname = kinds.get(route.kind) ?? new Map<string, PathIndex>();
      kinds.set(route.kind, byHostname);
      for (const hostname of hostnames) {
        const index = byHostname.get(hostname) ?? { exact: new Map(), prefixes: new Map(), others: [] };
        byHostname.set(hostname, index);
        for (const candidate of candidatesOf(attachment, hostname)) add(index, candidate);
      }
    }
  }

  /** Whether a route is attached to a listener. */
  public isAttached(route: Route, listener: Listener): boolean {
    return this.routes.get(listener)?.has(route) === true;
  }

  /** The most specific hostname of routes at a listener that covers a host; `undefined` where none does. */
  public hostnameAt(listener: Listener, kind: RouteKind, host: string): string | undefined {
    const byHostname = this.byListener.get(listener)?.get(kind);
    return byHostname && hostnamesCovering(host).find(hostname => byHostname.has(hostname));
  }

  private indexes(listener: Listener, kind: RouteKind, host: string): readonly PathIndex[] {
    const known = this.last;
    if (known && known.listener === listener && known.kind === kind && known.host === host) return known.indexes;
    const byHostname = this.byListener.get(listener)?.get(kind);
    const indexes = byHostname === undefined ? [] : hostnamesCovering(host).flatMap(hostname => byHostname.get(hostname) ?? []);
    this.last = { listener, kind, host, indexes };
    return indexes;
  }

  /** What may take a request to a path, in the order of the specification: nothing that is left out does. */
  public candidates(listeners: readonly Listener[], kind: RouteKind, host: string, path: string): Candidate[] {
    if (listeners.length === 1) {
      const [found, ...more] = this.indexes(listeners[0], kind, host);
      if (found === undefined) return [];
      if (more.length === 0) return candidatesFor(found, path).sort(compareCandidates);
    }
    return listeners.flatMap(listener => {
      const byHostname = this.byListener.get(listener)?.get(kind);
      // Of the hostnames of a route, the most specific one that covers the host counts.
      const seen = new Set<Attachment>();
      return byHostname === undefined ? [] : hostnamesCovering(host).flatMap(hostname => {
        const index = byHostname.get(hostname);
        const found = index === undefined ? [] : candidatesFor(index, path).filter(({ attachment }) => !seen.has(attachment));
        for (const { attachment } of found) seen.add(attachment);
        return found;
      });
    }).sort(compareCandidates);
  }
}

function add({ exact, prefixes, others }: PathIndex, candidate: Candidate): void {
  const { path } = candidate.match;
  if (path?.type === 'Exact') push(exact, path.value, candidate);
  else if (path?.type === 'PathPrefix') push(prefixes, path.value.replace(/\/$/, ''), candidate);
  else others.push(candidate);
}

function candidatesFor({ exact, prefixes, others }: PathIndex, path: string): Candidate[] {
  const found = [...exact.get(path) ?? [], ...others, ...prefixes.get('') ?? []];
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) found.push(...prefixes.get(path.slice(0, end)) ?? []);
  return found;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
