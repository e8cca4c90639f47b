import { Canary, ControllerSettings, DEFAULT_SETTINGS, IngressPath, isOn, Location, NginxConfiguration, NginxIngress, Server, textOf, Upstream, upstreamName } from './model';

/*
 * What the controller makes of the Ingresses of its class. Source: internal/ingress/controller/controller.go (createServers,
 * createUpstreams, getBackendServers, mergeAlternativeBackends), store/store.go (sortIngressSlice), location.go.
 */

/** The server of requests that no host takes. */
export const CATCH_ALL = '_';

/** The oldest Ingress first; without a difference in age `namespace/name` in descending order. */
export function inControllerOrder(ingresses: readonly NginxIngress[]): NginxIngress[] {
  const key = ({ namespace, name }: NginxIngress): string => `${namespace}/${name}`;
  return [...ingresses].sort((a, b) => (a.created < b.created ? -1 : a.created > b.created ? 1 : key(a) > key(b) ? -1 : 1));
}

export function buildConfiguration(ingresses: readonly NginxIngress[], settings: ControllerSettings = DEFAULT_SETTINGS): NginxConfiguration {
  const ordered = inControllerOrder(ingresses);
  const roles = upstreamRoles(ordered);
  const hosts = [...new Set([CATCH_ALL, ...ordered.filter(ingress => !isCanary(ingress)).flatMap(({ rules }) => rules.map(({ host }) => host))])];
  const bare = new Map(hosts.map(host => [host, { locations: locationsOf(host, ordered, roles), withTls: certificateOwner(host, ordered) }]));
  const names = new Set(hosts);
  const servers = new Map([...bare].map(([host, { locations, withTls }]): [string, Server] => [host, {
    host,
    aliases: aliasesOf(host, ordered, names),
    locations: sortLocations(locations),
    isRegex: locations.some(isRegexLocation),
    hasCertificate: withTls || bare.get(wildcardOf(host))?.withTls === true,
    ...appRootOf(locations),
  }]));
  return { servers, canaries: canariesOf(ordered, servers, roles), settings };
}

export const isCanary = (ingress: NginxIngress): boolean => isOn(ingress, 'canary');

const isHostOf = (host: string) => (rule: { readonly host: string }): boolean => rule.host === host;

/** The Ingress from which each upstream has its role and settings: the first one that uses it. */
function upstreamRoles(ordered: readonly NginxIngress[]): ReadonlyMap<string, NginxIngress> {
  const roles = new Map<string, NginxIngress>();
  for (const ingress of ordered) {
    const backends = [ingress.defaultBackend, ...ingress.rules.flatMap(({ paths }) => paths.map(({ backend }) => backend))];
    for (const backend of backends) if (backend && !roles.has(upstreamName(backend))) roles.set(upstreamName(backend), ingress);
  }
  return roles;
}

function isCanaryUpstream(upstream: Upstream | undefined, roles: ReadonlyMap<string, NginxIngress>): boolean {
  const owner = upstream && roles.get(upstreamName(upstream));
  return owner !== undefined && isCanary(owner);
}

function locationsOf(host: string, ordered: readonly NginxIngress[], roles: ReadonlyMap<string, NginxIngress>): Location[] {
  const locations: Location[] = [defaultLocation(host, ordered)];
  for (const ingress of ordered) {
    for (const path of ingress.rules.filter(isHostOf(host)).flatMap(({ paths }) => paths)) {
      if (isCanaryUpstream(path.backend, roles)) continue;
      const at = locations.findIndex(location => location.path === path.path && location.type === path.type);
      const location = { ...path, ingress, isDefault: false };
      // A path that is there stays with the older Ingress; the server's own `/` is taken over.
      if (at < 0) locations.push(location);
      else if (locations[at].isDefault) locations[at] = location;
    }
  }
  return locations;
}

/** The `/` that each server begins with: the default backend of the first Ingress of the host, which gives it its annotations too. */
function defaultLocation(host: string, ordered: readonly NginxIngress[]): Location {
  const base = { path: '/', type: 'Prefix', isDefault: true } as const;
  const primaries = ordered.filter(ingress => !isCanary(ingress));
  const ruleless = host === CATCH_ALL ? primaries.find(({ rules, defaultBackend }) => rules.length === 0 && defaultBackend) : undefined;
  const first = ruleless ?? primaries.find(({ rules }) => rules.some(isHostOf(host)));
  if (!first) return base;
  return { ...base, ingress: first, ...first.defaultBackend && { backend: first.defaultBackend } };
}

/** Descending by the text of the path, then the longer ones first. */
function sortLocations(locations: readonly Location[]): Location[] {
  return [...locations]
    .sort((a, b) => (a.path > b.path ? -1 : a.path < b.path ? 1 : 0))
    .sort((a, b) => b.path.length - a.path.length);
}

/** Source: internal/ingress/controller/template/template.go, enforceRegexModifier: one such location makes all of the server's regular expressions. */
function isRegexLocation({ path, ingress }: Location): boolean {
  const target = textOf(ingress, 'rewrite-target');
  return isOn(ingress, 'use-regex') || (target !== undefined && target !== path);
}

/** Whether the first Ingress of a host that has a tls section gives it a certificate; the controller's own counts as one. */
function certificateOwner(host: string, ordered: readonly NginxIngress[]): boolean {
  return ordered.some(({ rules, tls }) => tls.length > 0 && rules.some(isHostOf(host)));
}

function wildcardOf(host: string): string {
  return `*${host.slice(host.indexOf('.'))}`;
}

/** Names of other servers are no aliases. The first Ingress of the host that has any counts. */
function aliasesOf(host: string, ordered: readonly NginxIngress[], names: ReadonlySet<string>): string[] {
  const owner = ordered.find(ingress => !isCanary(ingress) && ingress.rules.some(isHostOf(host)) && textOf(ingress, 'server-alias') !== undefined);
  return (textOf(owner, 'server-alias') ?? '').split(',').map(name => name.trim()).filter(name => name !== '' && !names.has(name));
}

function appRootOf(locations: readonly Location[]): { readonly appRoot?: string } {
  const appRoot = locations.map(({ ingress }) => textOf(ingress, 'app-root')).find(root => root !== undefined);
  return appRoot === undefined ? {} : { appRoot };
}

type Servers = ReadonlyMap<string, Server>;

/** The canary of each upstream: the first alternative of a location with the same path, type and host whose upstream is another one. */
function canariesOf(ordered: readonly NginxIngress[], servers: Servers, roles: ReadonlyMap<string, NginxIngress>): Map<string, Canary> {
  const canaries = new Map<string, Canary>();
  for (const ingress of ordered.filter(isCanary)) {
    const paths = ingress.rules.flatMap(rule => rule.paths.map((each: IngressPath) => ({ ...each, host: rule.host })));
    for (const { host, path, type, backend } of paths) {
      if (!backend || !isCanaryUpstream(backend, roles)) continue;
      const primary = servers.get(host)?.locations.find(location => location.path === path && location.type === type
        && location.backend !== undefined && upstreamName(location.backend) !== upstreamName(backend));
      const name = primary?.backend && upstreamName(primary.backend);
      if (name !== undefined && !canaries.has(name)) canaries.set(name, { ingress: roles.get(upstreamName(backend))!, upstream: backend });
    }
  }
  return canaries;
}
