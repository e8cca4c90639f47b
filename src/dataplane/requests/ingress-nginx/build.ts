import {
  Canary, Certificate, ControllerSettings, DEFAULT_SETTINGS, IngressPath, isOn, Location, NginxConfiguration, NginxIngress, Server, textOf, Upstream,
  upstreamName,
} from './model';

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

/** The Ingresses of a host, in the controller's order, with their paths there. */
interface HostEntry {
  readonly ingress: NginxIngress;
  readonly paths: readonly IngressPath[];
}

type Roles = ReadonlyMap<string, NginxIngress>;
type Servers = ReadonlyMap<string, Server>;

export function buildConfiguration(ingresses: readonly NginxIngress[], settings: ControllerSettings = DEFAULT_SETTINGS): NginxConfiguration {
  const ordered = inControllerOrder(ingresses);
  const roles = upstreamRoles(ordered);
  const entries = entriesByHost(ordered);
  const servers = new Map<string, Server>();
  for (const [host, ofHost] of entries) servers.set(host, serverOf(host, ofHost, ordered, { roles, names: entries, settings }));
  return {
    ingresses,
    servers,
    aliases: aliasesByName(servers),
    redirectsToWww: settings.isPlain ? new Map() : redirectsToWww(servers),
    canaries: settings.isPlain ? new Map() : canariesOf(ordered, servers, roles),
    settings,
  };
}

export const isCanary = (ingress: NginxIngress): boolean => isOn(ingress, 'canary');

/** Canary Ingresses create no servers, but their paths belong to hosts that others create. */
function entriesByHost(ordered: readonly NginxIngress[]): Map<string, HostEntry[]> {
  const primaries = new Map<string, HostEntry[]>([[CATCH_ALL, []]]);
  const hosts = ordered.filter(ingress => !isCanary(ingress)).flatMap(({ rules }) => rules.map(({ host }) => host));
  for (const host of hosts) if (!primaries.has(host)) primaries.set(host, []);
  for (const ingress of ordered) {
    const paths = new Map<string, IngressPath[]>();
    for (const rule of ingress.rules) paths.set(rule.host, [...paths.get(rule.host) ?? [], ...rule.paths]);
    for (const [host, ofHost] of paths) primaries.get(host)?.push({ ingress, paths: ofHost });
  }
  return primaries;
}

/** The Ingress from which each upstream has its role and settings: the first one that uses it. */
function upstreamRoles(ordered: readonly NginxIngress[]): Roles {
  const roles = new Map<string, NginxIngress>();
  for (const ingress of ordered) {
    const backends = [ingress.defaultBackend, ...ingress.rules.flatMap(({ paths }) => paths.map(({ backend }) => backend))];
    for (const backend of backends) if (backend && !roles.has(upstreamName(backend))) roles.set(upstreamName(backend), ingress);
  }
  return roles;
}

function isCanaryUpstream(upstream: Upstream | undefined, roles: Roles): boolean {
  const owner = upstream && roles.get(upstreamName(upstream));
  return owner !== undefined && isCanary(owner);
}

interface Surroundings {
  readonly roles: Roles;
  /** By the names of servers. */
  readonly names: ReadonlyMap<string, unknown>;
  readonly settings: ControllerSettings;
}

function serverOf(host: string, entries: readonly HostEntry[], ordered: readonly NginxIngress[], { roles, names, settings }: Surroundings): Server {
  const primaries = entries.map(({ ingress }) => ingress).filter(ingress => !isCanary(ingress));
  const locations = locationsOf(host, entries, ordered, roles);
  const aliases = settings.isPlain ? [] : aliasesOf(primaries, names);
  const certificates = certificatesOf([host, ...aliases, withOrWithoutWww(host)], entries);
  // The server name of a connection has to be the host itself. Source: pkg/tcpproxy/tcp.go.
  const canPass = settings.passthrough && host !== CATCH_ALL && !host.startsWith('*.');
  const passthrough = canPass && primaries.some(ingress => isOn(ingress, 'ssl-passthrough'))
    ? locations.find(({ path, type, backend }) => path === '/' && type === 'Prefix' && backend)?.backend : undefined;
  const clientCertificates = settings.isPlain ? undefined
    : primaries.find(ingress => textOf(ingress, 'auth-tls-secret') !== undefined && textOf(ingress, 'auth-tls-verify-client') !== 'off');
  const closed = settings.isPlain ? undefined : primaries.find(ingress => ingress.closesHosts !== undefined)?.closesHosts;
  return {
    host,
    aliases,
    ...closed !== undefined && { closed },
    ...clientCertificates && { clientCertificates },
    locations: sortLocations(locations),
    isRegex: !settings.isPlain && locations.some(isRegexLocation),
    certificates,
    snippets: settings.isPlain ? [] : [...new Set(primaries.flatMap(ingress => textOf(ingress, 'server-snippet') ?? []))],
    ...passthrough && { passthrough },
    ...!settings.isPlain && appRootOf(locations),
  };
}

function locationsOf(host: string, entries: readonly HostEntry[], ordered: readonly NginxIngress[], roles: Roles): Location[] {
  const locations = new Map<string, Location>();
  const first = defaultLocation(host, entries, ordered);
  locations.set(keyOf(first), first);
  for (const { ingress, paths } of entries) {
    for (const path of paths) {
      if (isCanaryUpstream(path.backend, roles)) continue;
      const present = locations.get(keyOf(path));
      // A path that is there stays with the older Ingress; the server's own `/` is taken over.
      if (!present || present.isDefault) locations.set(keyOf(path), { ...path, ingress, isDefault: false });
    }
  }
  return [...locations.values()];
}

const keyOf = ({ path, type }: { readonly path: string; readonly type: string }): string => `${type} ${path}`;

/** The `/` that each server begins with: the default backend of the first Ingress of the host, which gives it its annotations too. */
function defaultLocation(host: string, entries: readonly HostEntry[], ordered: readonly NginxIngress[]): Location {
  const base = { path: '/', type: 'Prefix', isDefault: true } as const;
  const isRuleless = (ingress: NginxIngress): boolean => !isCanary(ingress) && ingress.rules.length === 0 && ingress.defaultBackend !== undefined;
  const ruleless = host === CATCH_ALL ? ordered.find(isRuleless) : undefined;
  const first = ruleless ?? entries.find(({ ingress }) => !isCanary(ingress))?.ingress;
  if (!first) return base;
  return { ...base, ingress: first, ...first.defaultBackend && { backend: first.defaultBackend } };
}

/** Descending by the text of the path, then the longer ones first. */
function sortLocations(locations: readonly Location[]): Location[] {
  return [...locations]
    .sort((a, b) => (a.path > b.path ? -1 : a.path < b.path ? 1 : 0))
    .sort((a, b) => b.path.length - a.path.length);
}

/** One such location makes all of its server expressions. Source: internal/ingress/controller/template/template.go, enforceRegexModifier. */
function isRegexLocation({ path, ingress }: Location): boolean {
  const target = textOf(ingress, 'rewrite-target');
  return isOn(ingress, 'use-regex') || (target !== undefined && target !== path);
}

/**
 * The certificates of a server's names. The first Ingress of the host that has a tls section decides: by the entry that lists the host,
 * or else by one whose certificate names it, or else it is the controller's own. An alias has the server's if that
 * names it, and so has the host with or without `www.` that is redirected here. What a
 * certificate names is taken from the hosts that it is listed for. Source: controller.go, createServers and extractTLSSecretName.
 */
function certificatesOf([host, ...aliases]: readonly string[], entries: readonly HostEntry[]): ReadonlyMap<string, Certificate> {
  const owner = entries.find(({ ingress }) => ingress.tls.length > 0)?.ingress;
  if (!owner) return new Map();
  const names = (entry: NginxIngress['tls'][number], name: string): boolean => entry.hosts.some(listed => listed === name || listed === wildcardOf(name));
  const entry = owner.tls.find(({ hosts }) => hosts.includes(host)) ?? owner.tls.find(each => each.secretName !== '' && names(each, host));
  const certificate: Certificate = entry && entry.secretName !== '' ? { namespace: owner.namespace, secret: entry.secretName } : {};
  const ofAliases = entry === undefined ? [] : aliases.filter(alias => names(entry, alias));
  return new Map([host, ...ofAliases].map(name => [name, certificate]));
}

/** `*.example.com` for `shop.example.com`. */
export function wildcardOf(host: string): string {
  return `*${host.slice(host.indexOf('.'))}`;
}

/** Names of other servers do not become aliases. The first Ingress of the host that has any counts. */
function aliasesOf(primaries: readonly NginxIngress[], names: ReadonlyMap<string, unknown>): string[] {
  const owner = primaries.find(ingress => textOf(ingress, 'server-alias') !== undefined);
  const aliases = (textOf(owner, 'server-alias') ?? '').split(',').map(name => name.trim()).filter(name => name !== '' && !names.has(name));
  return [...new Set(aliases)];
}

/** Of servers that have the same alias the first one by its host has it: nginx ignores the name in the others. Source: createServers, nginx's ngx_http.c. */
function aliasesByName(servers: Servers): Map<string, Server> {
  const aliases = new Map<string, Server>();
  for (const server of [...servers.values()].sort((a, b) => (a.host < b.host ? -1 : 1))) {
    for (const alias of server.aliases) if (!aliases.has(alias)) aliases.set(alias, server);
  }
  return aliases;
}

function appRootOf(locations: readonly Location[]): { readonly appRoot?: Server['appRoot'] } {
  const owner = locations.map(({ ingress }) => ingress).find(ingress => textOf(ingress, 'app-root') !== undefined);
  return owner === undefined ? {} : { appRoot: { path: textOf(owner, 'app-root')!, ingress: owner } };
}

const withOrWithoutWww = (host: string): string => host.startsWith('www.') ? host.slice('www.'.length) : `www.${host}`;

/** With or without `www.`, where that is not a server of its own. Source: controller.go, buildRedirects. */
function redirectsToWww(servers: Servers): Map<string, Server> {
  const redirects = new Map<string, Server>();
  for (const server of servers.values()) {
    const { host, locations } = server;
    if (host === CATCH_ALL || host.startsWith('*.') || !locations.some(({ ingress }) => isOn(ingress, 'from-to-www-redirect'))) continue;
    const other = withOrWithoutWww(host);
    if (!servers.has(other) && !redirects.has(other)) redirects.set(other, server);
  }
  return redirects;
}

/** The canary of each upstream: the first alternative of a location with the same path, type and host whose upstream is another one. */
function canariesOf(ordered: readonly NginxIngress[], servers: Servers, roles: Roles): Map<string, Canary> {
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
