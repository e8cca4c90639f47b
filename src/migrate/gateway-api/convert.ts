import { Ingresses, readIngresses } from './ingresses';
import { grantObjects, Reference } from './objects/grants';
import { gatewayObjects, planListeners, PlannedListeners } from './objects/listeners';
import { ownPolicyObjects } from './objects/own-policies';
import { backendTlsPolicies, clientCaOf, listenerPolicies } from './objects/policies';
import { PlannedRoute, routesOf } from './objects/routes';
import { tlsRoutes } from './objects/tls-routes';
import { ConversionContext, ConversionTarget } from './options';
import { PlannedHost } from './plan/model';
import { Covered, planServer, Strategy } from './plan/server';
import { ENVOY_GATEWAY_GROUP } from './policies/envoy-gateway';
import { DIFFERENCE_CLASSES } from './proof/compare';
import { Proof, ProofSides, prove } from './proof/proof';
import { Cluster } from '../../cluster/cluster';
import { GatewayModel } from '../../dataplane/requests/gateway/model';
import { readGatewayModel } from '../../dataplane/requests/gateway/read';
import { hostnamesCovering } from '../../dataplane/requests/gateway/route-index';
import { CATCH_ALL } from '../../dataplane/requests/ingress-nginx/build';
import { NginxConfiguration, Server } from '../../dataplane/requests/ingress-nginx/model';
import { CLIENT_CERTIFICATES } from '../../dataplane/requests/ingress-nginx/protections';

/** The objects of a conversion, by who applies them. */
export interface ConvertedObjects {
  /** The cluster operator's: the Gateway with its listeners. */
  readonly gateways: readonly any[];
  /** What namespaces allow the Gateway and each other. */
  readonly grants: readonly any[];
  readonly routes: readonly PlannedRoute[];
  readonly tlsRoutes: readonly any[];
  /** Of Gateway API: about the certificates of backends. */
  readonly backendPolicies: readonly any[];
  /** Of the implementation. */
  readonly ownPolicies: readonly any[];
}

export interface Conversion {
  readonly ingresses: Ingresses;
  readonly hosts: readonly PlannedHost[];
  readonly listeners: PlannedListeners;
  readonly objects: ConvertedObjects;
  readonly model: GatewayModel;
  readonly proof: Proof;
}

/** Converts the Ingresses of a cluster, and compares what becomes of requests before and after. */
export function convert(cluster: Cluster, context: ConversionContext): Conversion {
  const ingresses = readIngresses(cluster, context.controller);
  const { configurations } = ingresses;
  const servers = configurations.flatMap(configuration => [...configuration.servers.values()].map(server => ({ configuration, server })));
  const contexts = new Map(configurations.map(configuration =>
    [configuration, { ...context, controller: ingresses.controllers.get(configuration) ?? context.controller }]));
  const contextOf = (configuration: NginxConfiguration): ConversionContext => contexts.get(configuration)!;
  // Only these can take requests of other hosts.
  const wide = servers.filter(({ server: { host, aliases } }) => [host, ...aliases].some(name => name === CATCH_ALL || name.startsWith('*.')));
  const isCovered = coverage(wide.flatMap(({ server, configuration }) => planServer(server, configuration, contextOf(configuration), 'prefixes')));
  const seen = new Set<string>();
  const hosts = servers.flatMap(({ server, configuration }) =>
    planBest(server, configuration, contextOf(configuration), isCovered).filter(({ name }) => !seen.has(name) && seen.add(name)));
  const { objects, listeners } = objectsOf(hosts, context.target);
  const model = modelOf(objects, context.target);
  return { ingresses, hosts, listeners, objects, model, proof: prove(sidesOf(configurations, { hosts, objects, model }, context.target)) };
}

/** Whether the routes of another host would take the requests to a name, over HTTP or HTTPS. */
function coverage(hosts: readonly PlannedHost[]): Covered {
  const namesOf = (served: (host: PlannedHost) => boolean): ReadonlySet<string> =>
    new Set(hosts.filter(served).map(({ name }) => name).filter(name => name === CATCH_ALL || name.startsWith('*.')));
  const names = { http: namesOf(({ http }) => http.length > 0), https: namesOf(({ https }) => https !== undefined) };
  return (name, scheme) => name !== CATCH_ALL && hostnamesCovering(name.replace(/^\*/, 'any'))
    .some(hostname => hostname !== name && names[scheme].has(hostname === '' ? CATCH_ALL : hostname));
}

/** Of a host with expressions there are several ways to write its paths: the one that differs least is taken. */
function planBest(server: Server, configuration: NginxConfiguration, context: ConversionContext, isCovered: Covered): PlannedHost[] {
  const strategies: readonly Strategy[] = server.isRegex ? ['prefixes', 'both', 'expressions'] : ['prefixes'];
  const plans = strategies.map(strategy => planServer(server, configuration, context, strategy, isCovered));
  if (plans.length === 1) return plans[0];
  const scores = plans.map(hosts => {
    const { objects } = objectsOf(hosts, context.target);
    const model = modelOf(objects, context.target);
    // Over HTTP the same rules answer, or a redirect does.
    const scheme = hosts.some(({ https }) => https) ? 'https' : 'http';
    return scoreOf(prove(sidesOf([configuration], { hosts, objects, model }, context.target), [server], [scheme]));
  });
  return plans[scores.indexOf(Math.min(...scores))];
}

const WEIGHTS: Readonly<Record<typeof DIFFERENCE_CLASSES[number], number>> = {
  unprotected: 1000, lost: 100, elsewhere: 100, gained: 10, undetermined: 10, cosmetic: 1,
};

function scoreOf({ differences }: Proof): number {
  return differences.reduce((sum, { class: difference, count }) => sum + WEIGHTS[difference] * count, 0);
}

function objectsOf(hosts: readonly PlannedHost[], target: ConversionTarget): Pick<Conversion, 'objects' | 'listeners'> {
  const listeners = planListeners(hosts, target);
  const routes = hosts.flatMap(host => routesOf(host, listeners, target));
  const policies = target.hasGateway ? [] : listenerPolicies(hosts, listeners, target);
  const askingHosts = policies.length === 0 ? [] : hosts.flatMap(({ clientCertificates }) => clientCertificates ?? []);
  const clientCas = askingHosts.map(clientCaOf);
  const own = ownPolicyObjects(hosts, routes, target);
  const caReferences = clientCas.filter(({ namespace }) => namespace !== target.gateway.namespace).map(({ namespace, secret }) => (
    { group: ENVOY_GATEWAY_GROUP, kind: 'ClientTrafficPolicy', from: target.gateway.namespace, to: { kind: 'Secret' as const, namespace, name: secret } }));
  return {
    listeners,
    objects: {
      gateways: target.hasGateway ? [] : gatewayObjects(listeners, target),
      grants: grantObjects(target.hasGateway ? { ...listeners, listeners: [] } : listeners, routes, target,
        [...caReferences, ...authorizationReferences(own)]),
      routes,
      tlsRoutes: tlsRoutes(hosts, listeners, target),
      backendPolicies: backendTlsPolicies(hosts, target),
      ownPolicies: [...extensionsOf(hosts), ...own, ...policies],
    },
  };
}

/** The services that policies ask about requests, where they are in other namespaces. */
function authorizationReferences(policies: readonly any[]): Reference[] {
  return policies.flatMap(({ kind, metadata: { namespace }, spec }) => (spec.extAuth?.http.backendRefs ?? [])
    .filter((ref: any) => ref.namespace !== undefined)
    .map((ref: any): Reference => ({ group: ENVOY_GATEWAY_GROUP, kind, from: namespace, to: { kind: 'Service', namespace: ref.namespace, name: ref.name } })));
}

/** The objects that filters of routes refer to, each once. */
function extensionsOf(hosts: readonly PlannedHost[]): any[] {
  const extensions = hosts.flatMap(({ http, https = [] }) => [...http, ...https]).flatMap(rule => rule.extensions ?? []) as any[];
  return [...new Map(extensions.map(object => [`${object.kind} ${object.metadata.namespace}/${object.metadata.name}`, object])).values()];
}

/** All that decides over requests. A Gateway that is there already and not in the input is taken to have listeners for every host on both ports. */
function modelOf({ gateways, grants, routes, tlsRoutes: ofTls, ownPolicies }: ConvertedObjects, target: ConversionTarget): GatewayModel {
  const { gateway, gatewayClass, hasGateway, existing } = target;
  const listener = (name: string, port: number, protocol: string) => ({ name, port, protocol, allowedRoutes: { namespaces: { from: 'All' } } });
  const given = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: gateway,
    spec: {
      gatewayClassName: gatewayClass,
      listeners: [listener('http', 80, 'HTTP'), listener('https', 443, 'HTTPS'), ...ofTls.length > 0 ? [listener('tls', 443, 'TLS')] : []],
    },
  };
  const objects = [...hasGateway ? [existing ?? given] : gateways, ...grants, ...routes.map(withCorsOfPolicy), ...ofTls, ...ownPolicies];
  return readGatewayModel(objects.map(object => ({ object })), target.api);
}

/** What a policy answers preflight requests with, as the filter of Gateway API that says the same. */
function withCorsOfPolicy({ object, policies }: PlannedRoute): any {
  const cors = policies.map(({ spec }) => spec.cors).find(each => each !== undefined);
  if (cors === undefined) return object;
  return { ...object, spec: { ...object.spec, rules: object.spec.rules.map((rule: any) => ({ ...rule, filters: [...rule.filters ?? [], { type: 'CORS', cors }] })) } };
}

/** Both sides of a conversion, for its comparison. */
export function sidesOf(
  configurations: readonly NginxConfiguration[], { hosts, objects, model }: Pick<Conversion, 'hosts' | 'objects' | 'model'>, target: ConversionTarget,
): ProofSides {
  return {
    configurations,
    model,
    target,
    protections: new Map(objects.routes.map(({ namespace, name, policies }) =>
      [`${namespace}/${name}`, policies.flatMap(({ protection }) => protection === undefined || protection === CLIENT_CERTIFICATES ? [] : [protection])] as const)
      .filter(([, kept]) => kept.length > 0)),
    clientCertificates: new Set(objects.ownPolicies.some(({ kind }) => kind === 'ClientTrafficPolicy')
      ? hosts.filter(({ clientCertificates }) => clientCertificates).map(({ name }) => name) : []),
    secured: new Set([
      ...objects.backendPolicies.flatMap(({ metadata, spec }) => spec.targetRefs.map(({ name }: any) => `${metadata.namespace}/${name}`)),
      ...objects.ownPolicies.filter(({ kind, spec }) => kind === 'DestinationRule' && spec.trafficPolicy.portLevelSettings.some(({ tls }: any) => tls))
        .map(({ metadata: { namespace, name } }) => `${namespace}/${name}`),
    ]),
  };
}
