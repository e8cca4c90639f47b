import { ownMeans } from '.';
import { Part } from './parts';
import { inControllerOrder } from '../../../dataplane/requests/ingress-nginx/build';
import { NginxConfiguration, NginxIngress, Server, textOf, Upstream, upstreamName } from '../../../dataplane/requests/ingress-nginx/model';
import { ConversionContext } from '../options';

/** The Ingresses that decide over how the endpoints of an upstream are chosen, wherever it is used. */
interface Deciders {
  /** The first one that uses it. */
  readonly settings: NginxIngress;
  /** The first one with sessions, which come before everything else. */
  readonly session?: NginxIngress;
}

const KNOWN = new WeakMap<NginxConfiguration, ReadonlyMap<string, Deciders>>();

/** Source: internal/ingress/controller/controller.go, `createUpstreams` and `getBackendServers`; rootfs/etc/nginx/lua/balancer.lua. */
function decidersOf(configuration: NginxConfiguration): ReadonlyMap<string, Deciders> {
  const known = KNOWN.get(configuration);
  if (known) return known;
  const found = new Map<string, Deciders>();
  for (const ingress of inControllerOrder(configuration.ingresses)) {
    for (const name of upstreamsOf(ingress)) {
      const present = found.get(name);
      const session = present?.session ?? (textOf(ingress, 'affinity') === 'cookie' ? ingress : undefined);
      found.set(name, { settings: present?.settings ?? ingress, ...session && { session } });
    }
  }
  KNOWN.set(configuration, found);
  return found;
}

function upstreamsOf({ defaultBackend, rules }: NginxIngress): Set<string> {
  const backends = [defaultBackend, ...rules.flatMap(({ paths }) => paths.map(({ backend }) => backend))];
  return new Set(backends.flatMap(backend => backend ? [upstreamName(backend)] : []));
}

/** The rows of tables about how endpoints are chosen. */
const SESSION = 'session';
const CHOICE: readonly string[] = ['hash', 'balancing'];
const SETTINGS: readonly string[] = [...CHOICE, 'service-address'];

/** Where a location is. */
interface Where {
  readonly server: Server;
  readonly configuration: NginxConfiguration;
}

/** What policies say for a location: what its own Ingress asks for, and for its upstream what the Ingresses do that decide over it. */
export function partsFor(
  upstream: Upstream, ingress: NginxIngress, { server, configuration }: Where, context: ConversionContext,
): readonly Part[] {
  const partsOf = (from: NginxIngress, isWanted: (id: string) => boolean): Part[] =>
    ownMeans(from, server, context).outcomes.filter(({ row }) => isWanted(row.id)).flatMap(({ parts }) => parts);
  const { settings = ingress, session } = decidersOf(configuration).get(upstreamName(upstream)) ?? {};
  return [
    ...partsOf(ingress, id => id !== SESSION && !SETTINGS.includes(id)),
    ...session ? partsOf(session, id => id === SESSION) : [],
    ...partsOf(settings, id => SETTINGS.includes(id) && !(session && CHOICE.includes(id))),
  ];
}

const OF_SESSIONS = /^(affinity|session-cookie-)/;
const OF_SETTINGS = /^(load-balance$|upstream-hash-by|service-upstream$)/;

/** Why an annotation about how endpoints are chosen has no effect: other Ingresses decide over all its upstreams. */
export function outrankedBy(ingress: NginxIngress, annotation: string, configuration: NginxConfiguration): string | undefined {
  if (!OF_SESSIONS.test(annotation) && !OF_SETTINGS.test(annotation)) return undefined;
  const found = [...upstreamsOf(ingress)].map(name => decidersOf(configuration).get(name)!);
  const others = found.map(({ settings, session }) => (OF_SESSIONS.test(annotation) || (session && annotation !== 'service-upstream') ? session : settings));
  const other = others[0];
  if (!other || others.includes(ingress)) return undefined;
  return `the Ingress ${other.namespace}/${other.name} decides over the Service, which also uses it and comes first`;
}
