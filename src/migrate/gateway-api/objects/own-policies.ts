import { PlannedRoute } from './routes';
import { GATEWAY_GROUP } from '../../../programs/gateway-api/kinds';
import { NGINX_GATEWAY_FABRIC } from '../../../programs/gateway-api/own-policies/nginx-gateway-fabric';
import { ConversionTarget } from '../options';
import { PlannedHost, PlannedPolicy } from '../plan/model';
import { implementationVersion, isOlder } from '../policies';
import { authorizationPolicies } from '../policies/authorization-policy';
import { destinationRules, ServicePortPolicy, servicePolicies } from '../policies/destination-rules';
import { OWN_KINDS } from '../policies/kinds';
import { joinSpecs } from '../policies/parts';
import { NO_TIMEOUT } from '../policies/writers/envoy-gateway';

/** What one policy takes. Source: the CRDs of NGINX Gateway Fabric, `targetRefs`. */
const MOST_TARGETS = 16;

/** The implementation's own policies, but for those about listeners and the objects of filters. */
export function ownPolicyObjects(hosts: readonly PlannedHost[], routes: readonly PlannedRoute[], target: ConversionTarget): any[] {
  const services = servicePolicies(hosts);
  return [
    ...routes.length === 0 || target.hasGateway ? [] : gatewayDefaults(target),
    ...target.hasGateway ? [] : authorizationPolicies(hosts, target),
    ...routePolicies(routes, target),
    ...upstreamPolicies(services),
    ...destinationRules(services),
  ];
}

/** What the controller does by default, and the implementation does not. Source: internal/ingress/controller/config/config.go. */
function gatewayDefaults(target: ConversionTarget): any[] {
  const { gateway, report } = target;
  const policy = (kind: string, spec: object): any => ({
    apiVersion: OWN_KINDS[kind].apiVersion,
    kind,
    metadata: { name: gateway.name, namespace: gateway.namespace },
    spec: { targetRefs: [{ group: GATEWAY_GROUP, kind: 'Gateway', name: gateway.name }], ...spec },
  });
  const version = implementationVersion(target);
  switch (report?.implementation) {
    case 'envoy-gateway':
      // This timeout is there from 1.2.
      return isOlder(version, '1.2') ? [] : [policy('BackendTrafficPolicy', NO_TIMEOUT)];
    case NGINX_GATEWAY_FABRIC.implementation: {
      const timeout = isOlder(version, '2.6') ? {} : { timeout: { connect: '5s' } };
      return isOlder(version, '2.4') ? [] : [policy('ProxySettingsPolicy', { buffering: { disable: true }, ...timeout })];
    }
    default:
      return [];
  }
}

type Spec = Readonly<Record<string, unknown>>;

interface RoutePolicy {
  readonly kind: string;
  readonly namespace: string;
  readonly spec: Spec;
  readonly routes: { readonly group: string; readonly kind: string; readonly name: string }[];
}

/** One policy of a kind for a route, or for all of an Ingress where it counts requests. */
function routePolicies(routes: readonly PlannedRoute[], target: ConversionTarget): any[] {
  const hasNoTimeout = !isOlder(implementationVersion(target), '1.2');
  const found = new Map<string, RoutePolicy>();
  for (const { name, namespace, policies, object } of routes) {
    const route = { group: GATEWAY_GROUP, kind: object.kind as string, name };
    for (const [kind, own] of byKind(policies)) {
      const base: Spec = kind === 'BackendTrafficPolicy' && hasNoTimeout ? NO_TIMEOUT : {};
      const spec = own.reduce((joined, policy) => joinSpecs(joined, policy.spec) as Spec, base);
      const countedFor = own.find(policy => policy.countedFor !== undefined)?.countedFor;
      const key = [kind, namespace, countedFor ?? `${route.kind} ${name}`].join(' ');
      const present = found.get(key);
      if (present && present.routes.length < MOST_TARGETS) present.routes.push(route);
      else found.set(present ? `${key} ${name}` : key, { kind, namespace, spec, routes: [route] });
    }
  }
  return [...found.values()].map(({ kind, namespace, spec, routes: targets }) => {
    const { apiVersion, hasOneTarget } = OWN_KINDS[kind];
    const [first, ...others] = targets;
    const references = hasOneTarget ? { targetRef: first } : { targetRefs: [first, ...others] };
    return { apiVersion, kind, metadata: { name: first.name, namespace }, spec: { ...references, ...spec } };
  });
}

function byKind(policies: readonly PlannedPolicy[]): Map<string, PlannedPolicy[]> {
  const kinds = new Map<string, PlannedPolicy[]>();
  for (const policy of policies) if (policy.target === 'route') kinds.set(policy.kind, [...kinds.get(policy.kind) ?? [], policy]);
  return kinds;
}

/** The policies of NGINX Gateway Fabric for Services: all ports of one have the same. */
function upstreamPolicies(services: readonly ServicePortPolicy[]): any[] {
  const found = new Map<string, ServicePortPolicy>();
  for (const policy of services) {
    const key = `${policy.namespace}/${policy.service}`;
    if (policy.kind === 'UpstreamSettingsPolicy' && !found.has(key)) found.set(key, policy);
  }
  return [...found.values()].map(({ kind, namespace, service, spec }) => ({
    apiVersion: OWN_KINDS[kind].apiVersion,
    kind,
    metadata: { name: service, namespace },
    spec: { targetRefs: [{ group: '', kind: 'Service', name: service }], ...spec },
  }));
}
