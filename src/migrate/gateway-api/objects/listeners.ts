import { hostLabels } from './names';
import { coversHost } from '../../../dataplane/requests/gateway/hostnames';
import { CATCH_ALL } from '../../../dataplane/requests/ingress-nginx/build';
import { GATEWAY_GROUP } from '../../../programs/gateway-api/kinds';
import { ConversionTarget } from '../options';
import { PlannedHost, SecretName } from '../plan/model';

/** A listener, and the object that has it. */
export interface PlannedListener {
  readonly owner: { readonly kind: 'Gateway' | 'ListenerSet'; readonly name: string };
  readonly name: string;
  readonly host: string;
  readonly object: Readonly<Record<string, unknown>>;
  readonly certificate?: SecretName;
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
  if (hosts.some(host => host.http.length > 0 && !isCovered(host.name))) shared.push(place([listener('http', '', 80, 'HTTP')])[0]);
  const labels = hostLabels(hosts.map(({ name }) => name));
  let usesDefault = false;
  for (const host of hosts) {
    const hostname = host.name === CATCH_ALL ? '' : host.name;
    const label = labels.get(host.name)!;
    const certificate = host.certificate ?? defaultCertificate;
    usesDefault ||= host.https !== undefined && host.certificate === undefined;
    const own = place([
      ...host.http.length > 0 && isCovered(host.name) ? [listener(`${label}-http`, hostname, 80, 'HTTP')] : [],
      ...host.https ? [listener(`${label}-https`, hostname, 443, 'HTTPS', certificate, target)] : [],
      ...host.passthrough ? [{ name: `${label}-tls`, host: hostname, object: { ...base(`${label}-tls`, hostname, 443, 'TLS'), tls: { mode: 'Passthrough' } } }] : [],
    ]);
    byHost.set(host.name, own);
  }
  const protocolOf = { http: 'HTTP', https: 'HTTPS', tls: 'TLS' };
  return {
    listeners: [...shared, ...[...byHost.values()].flat()],
    of: (host, scheme) => byHost.get(host)?.find(({ object }) => object.protocol === protocolOf[scheme]) ?? (scheme === 'http' ? shared[0] : undefined),
    labelOf: host => labels.get(host)!,
    ...usesDefault && { defaultCertificate },
  };
}

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

function listener(name: string, hostname: string, port: number, protocol: string, certificate?: SecretName, target?: ConversionTarget): Draft {
  const ref = certificate && { kind: 'Secret', name: certificate.name, ...certificate.namespace !== target?.gateway.namespace && { namespace: certificate.namespace } };
  const object = { ...base(name, hostname, port, protocol), ...ref && { tls: { mode: 'Terminate', certificateRefs: [ref] } } };
  return { name, host: hostname, object, ...certificate && { certificate } };
}

/** Puts listeners into the Gateway, and where that is full into sets: those of one host stay together. */
function placing({ gateway }: ConversionTarget): (drafts: readonly Draft[]) => PlannedListener[] {
  let owner: PlannedListener['owner'] = { kind: 'Gateway', name: gateway.name };
  let count = 0;
  let sets = 1;
  return drafts => {
    if (count + drafts.length > MOST_LISTENERS) {
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
  for (const each of listeners) owners.set(`${each.owner.kind} ${each.owner.name}`, [...owners.get(`${each.owner.kind} ${each.owner.name}`) ?? [], each]);
  const hasSets = listeners.some(({ owner }) => owner.kind === 'ListenerSet');
  return [...owners.values()].map(own => {
    const { kind, name } = own[0].owner;
    const metadata = { name, namespace: gateway.namespace };
    const objects = own.map(({ object }) => object);
    return kind === 'Gateway'
      ? { apiVersion: `${GATEWAY_GROUP}/v1`, kind, metadata, spec: { gatewayClassName: gatewayClass, ...hasSets && { allowedListeners: { namespaces: { from: 'Same' } } }, listeners: objects } }
      : { apiVersion: `${GATEWAY_GROUP}/v1`, kind, metadata, spec: { parentRef: { name: gateway.name }, listeners: objects } };
  });
}
