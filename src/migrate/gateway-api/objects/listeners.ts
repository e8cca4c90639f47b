import { hostLabels } from './names';
import { coversHost } from '../../../dataplane/requests/gateway/hostnames';
import { CATCH_ALL } from '../../../dataplane/requests/ingress-nginx/build';
import { reportedSupport } from '../../../programs/gateway-api/implementations';
import { GATEWAY_GROUP, gatewayApiKind } from '../../../programs/gateway-api/kinds';
import { isAvailable } from '../../../programs/gateway-api/target';
import { ConversionTarget } from '../options';
import { PlannedHost, SecretName } from '../plan/model';

/** A listener, and the object that has it. */
export interface PlannedListener {
  readonly owner: { readonly kind: 'Gateway' | 'ListenerSet'; readonly name: string };
  readonly name: string;
  readonly host: string;
  readonly object: Readonly<Record<string, unknown>>;
  readonly certificates: readonly SecretName[];
}

/** The listeners of hosts: which ones their routes name. */
export interface PlannedListeners {
  readonly listeners: readonly PlannedListener[];
  readonly of: (host: string, scheme: 'http' | 'https' | 'tls') => PlannedListener | undefined;
  /** A part of names for the host, as in `shop-example-com`. */
  readonly labelOf: (host: string) => string;
  /** The Secret that stands for the certificate which the controller has signed itself, where a host needs one. */
  readonly defaultCertificate?: SecretName;
}

/** What one Gateway, or one set of listeners, takes. */
const MOST_LISTENERS = 64;

/**
 * A listener for HTTPS for each host, with its certificate. Over HTTP, hosts share one, but for those that a wildcard or the routes of all
 * hosts would take as well: nginx never looks for a path under another host than the most specific one, and listeners of their own keep
 * it like that.
 */
export function planListeners(hosts: readonly PlannedHost[], target: ConversionTarget): PlannedListeners {
  const isCovered = coverage(hosts);
  const defaultCertificate: SecretName = { namespace: target.gateway.namespace, name: 'default-certificate' };
  const byHost = new Map<string, PlannedListener[]>();
  const shared: PlannedListener[] = [];
  const place = placing(target);
  const common = hasListenerSets(target) ? undefined : commonListener(hosts, isCovered, defaultCertificate, target);
  if (common) shared.push(place([common.listener])[0]);
  if (hosts.some(host => host.http.length > 0 && !isCovered(host.name))) shared.push(place([listener('http', '', 80, 'HTTP')])[0]);
  const labels = hostLabels(hosts.map(({ name }) => name));
  let usesDefault = false;
  for (const host of hosts) {
    const hostname = host.name === CATCH_ALL ? '' : host.name;
    const label = labels.get(host.name)!;
    const certificate = host.certificate ?? defaultCertificate;
    usesDefault ||= host.https !== undefined && host.certificate === undefined;
    const own = place([
      ...isCovered(host.name) ? [listener(`${label}-http`, hostname, 80, 'HTTP')] : [],
      ...host.https && !common?.hosts.has(host.name) ? [listener(`${label}-https`, hostname, 443, 'HTTPS', certificate, target)] : [],
      ...host.passthrough ? [passing(`${label}-tls`, hostname)] : [],
    ]);
    byHost.set(host.name, own);
  }
  const protocolOf = { http: 'HTTP', https: 'HTTPS', tls: 'TLS' };
  return {
    listeners: [...shared, ...[...byHost.values()].flat()],
    of: (host, scheme) => byHost.get(host)?.find(({ object }) => object.protocol === protocolOf[scheme])
      ?? (scheme === 'http' || common?.hosts.has(host) ? shared.find(({ object }) => object.protocol === protocolOf[scheme]) : undefined),
    labelOf: host => labels.get(host)!,
    ...usesDefault && { defaultCertificate },
  };
}

/** Whether what does not fit into the Gateway can go to ListenerSets. */
function hasListenerSets({ api, report }: ConversionTarget): boolean {
  const isServed = gatewayApiKind('ListenerSet')!.versions.some(({ served }) => isAvailable(served, api));
  return isServed && (report === undefined || reportedSupport(report, 'ListenerSet') !== 'unsupported');
}

/**
 * One listener for HTTPS that many hosts share, with the certificates of all: where there are more hosts than listeners, and no sets. Hosts
 * that another one covers keep their own, and so do those that ask clients for certificates.
 */
function commonListener(
  hosts: readonly PlannedHost[], isCovered: (name: string) => boolean, defaultCertificate: SecretName, target: ConversionTarget,
): { readonly listener: Draft; readonly hosts: ReadonlySet<string> } | undefined {
  const count = hosts.reduce((sum, { name, https, passthrough }) => sum + (isCovered(name) ? 1 : 0) + (https || passthrough ? 1 : 0), 1);
  if (count <= MOST_LISTENERS) return undefined;
  const secrets = new Map<string, SecretName>();
  const sharing = new Set<string>();
  for (const { name, https, certificate = defaultCertificate, clientCertificates } of hosts) {
    const key = `${certificate.namespace}/${certificate.name}`;
    if (!https || clientCertificates || isCovered(name) || name === CATCH_ALL || (secrets.size === MOST_CERTIFICATES && !secrets.has(key))) continue;
    secrets.set(key, certificate);
    sharing.add(name);
  }
  const all = [...secrets.values()];
  const object = { ...base('https', '', 443, 'HTTPS'), tls: { mode: 'Terminate', certificateRefs: all.map(secret => certificateRef(secret, target)) } };
  return { listener: { name: 'https', host: '', object, certificates: all }, hosts: sharing };
}

function certificateRef({ namespace, name }: SecretName, { gateway }: ConversionTarget): Readonly<Record<string, unknown>> {
  return { kind: 'Secret', name, ...namespace !== gateway.namespace && { namespace } };
}

/** What one listener takes. */
const MOST_CERTIFICATES = 64;

/** Whether the routes of another host would take requests to a host as well. */
function coverage(hosts: readonly PlannedHost[]): (name: string) => boolean {
  const wildcards = hosts.map(({ name }) => name).filter(name => name.startsWith('*.'));
  const hasCatchAll = hosts.some(({ name }) => name === CATCH_ALL);
  const known = new Set(wildcards);
  return name => {
    if (name === CATCH_ALL) return false;
    if (hasCatchAll) return true;
    // From the first label on: a wildcard takes one label or more.
    const labels = name.replace(/^\*\./, '').split('.');
    return labels.some((_, i) => {
      const wildcard = `*.${labels.slice(i + (name.startsWith('*.') ? 1 : 0) + (i === 0 && !name.startsWith('*.') ? 1 : 0)).join('.')}`;
      return wildcard !== name && known.has(wildcard) && coversHost(wildcard, name.replace(/^\*/, 'x'));
    });
  };
}

type Draft = Omit<PlannedListener, 'owner'>;

function base(name: string, hostname: string, port: number, protocol: string): Readonly<Record<string, unknown>> {
  return { name, ...hostname !== '' && { hostname }, port, protocol, allowedRoutes: { namespaces: { from: 'All' } } };
}

function passing(name: string, hostname: string): Draft {
  return { name, host: hostname, object: { ...base(name, hostname, 443, 'TLS'), tls: { mode: 'Passthrough' } }, certificates: [] };
}

function listener(name: string, hostname: string, port: number, protocol: string, certificate?: SecretName, target?: ConversionTarget): Draft {
  const tls = certificate && target && { mode: 'Terminate', certificateRefs: [certificateRef(certificate, target)] };
  const object = { ...base(name, hostname, port, protocol), ...tls && { tls } };
  return { name, host: hostname, object, certificates: certificate ? [certificate] : [] };
}

/** Puts listeners into the Gateway, and where that is full into sets: those of one host stay together. */
function placing(target: ConversionTarget): (drafts: readonly Draft[]) => PlannedListener[] {
  const { gateway } = target;
  const hasSets = hasListenerSets(target);
  let owner: PlannedListener['owner'] = { kind: 'Gateway', name: gateway.name };
  let count = 0;
  let sets = 1;
  return drafts => {
    if (count + drafts.length > MOST_LISTENERS) {
      // What fits nowhere has no listener, and the comparison shows it.
      if (!hasSets) return [];
      sets++;
      owner = { kind: 'ListenerSet', name: `${gateway.name}-${sets}` };
      count = 0;
    }
    count += drafts.length;
    return drafts.map(draft => ({ ...draft, owner }));
  };
}

/** The Gateway with its listeners, and the sets beside it. */
export function gatewayObjects({ listeners }: PlannedListeners, { gateway, gatewayClass }: ConversionTarget): Readonly<Record<string, unknown>>[] {
  const owners = new Map<string, PlannedListener[]>();
  for (const each of listeners) {
    const key = `${each.owner.kind} ${each.owner.name}`;
    owners.set(key, [...owners.get(key) ?? [], each]);
  }
  const hasSets = listeners.some(({ owner }) => owner.kind === 'ListenerSet');
  return [...owners.values()].map(own => {
    const { kind, name } = own[0].owner;
    const metadata = { name, namespace: gateway.namespace };
    const objects = own.map(({ object }) => object);
    const allowed = hasSets && { allowedListeners: { namespaces: { from: 'Same' } } };
    return kind === 'Gateway'
      ? { apiVersion: `${GATEWAY_GROUP}/v1`, kind, metadata, spec: { gatewayClassName: gatewayClass, ...allowed, listeners: objects } }
      : { apiVersion: `${GATEWAY_GROUP}/v1`, kind, metadata, spec: { parentRef: { name: gateway.name }, listeners: objects } };
  });
}
