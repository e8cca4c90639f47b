import { Hop, inRow } from './hop';
import { MeshModel, PolicyTarget, targets } from './model';
import { networkDecision, NetworkPeer } from './network';
import { Client } from './pods';
import { Attributes, RequestAttributes } from './policies/attributes';
import { decide } from './policies/decide';
import { texts } from './policies/fields';
import { mappingOf, mappingsOf } from '../../../base/objects/loose';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { specOf, WaypointUse } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { admits, takesTraffic, Waypoint } from '../../../cluster/mesh/waypoint';
import { HBONE_PORT } from '../../../programs/istio/names';
import { WayStep } from '../explain/way';
import { HttpRequest } from '../request';

/** The labels that istiod gives to the pods of a waypoint: manifests/charts/istio-control/istio-discovery/files/waypoint.yaml. */
function labelsOfWaypoint({ name, className }: Waypoint): Readonly<Record<string, string>> {
  return {
    'gateway.networking.k8s.io/gateway-name': name,
    'gateway.networking.k8s.io/gateway-class-name': className,
    'gateway.istio.io/managed': 'istio.io-mesh-controller',
    'istio.io/dataplane-mode': 'none',
    'sidecar.istio.io/inject': 'false',
    'service.istio.io/canonical-name': name,
    'service.istio.io/canonical-revision': 'latest',
  };
}

/** A waypoint as the client of what is behind it. */
export function waypointClient(waypoint: Waypoint): Client {
  const { namespace, name } = waypoint;
  return {
    description: describeReference(waypoint),
    namespace,
    labels: labelsOfWaypoint(waypoint),
    identity: { namespace, serviceAccount: name },
    tunnels: true,
    hasSidecar: false,
  };
}

/** Why a waypoint that labels name is not used: pilot/pkg/serviceregistry/ambient/waypoints.go. Requests go on without it. */
export function unboundText({ namespace, name, by, waypoint }: WaypointUse, type: 'service' | 'workload', of: string, model: MeshModel): string {
  const label = by === 'object' ? 'its label istio.io/use-waypoint' : `the label istio.io/use-waypoint of Namespace ${of}`;
  const reason = !waypoint ? 'is not in the input'
    : !takesTraffic(waypoint, type) ? `takes traffic for ${waypoint.trafficType} alone`
      : admits(waypoint, of, model.mesh.namespace(of).object) === false ? `does not admit Namespace ${of}`
        : `admits namespaces by labels, and those of ${of} are not in the input`;
  return `${label} names the waypoint ${namespace}/${name}, which ${reason}: requests go on without it and its policies`;
}

export function waypointStep(use: WaypointUse, waypoint: Waypoint, of: string): WayStep {
  const by = use.by === 'object' ? 'by the label istio.io/use-waypoint of the destination' : `by the label istio.io/use-waypoint of Namespace ${of}`;
  return { kind: 'waypoint', object: describeReference(waypoint), text: `${describeReference(waypoint)}, port ${HBONE_PORT}, ${by}`, source: waypoint.source };
}

/** Classes of proxies that know nothing of Istio's own policies. */
const WITHOUT_POLICIES: readonly string[] = ['istio-agentgateway-waypoint'];

/** The way into a waypoint, and past its policies. */
export function throughWaypoint(client: Client, waypoint: Waypoint, target: PolicyTarget | undefined, attributes: Attributes, model: MeshModel): Hop {
  const server: NetworkPeer = { namespace: waypoint.namespace, labels: labelsOfWaypoint(waypoint) };
  return inRow(
    () => ({ ...networkDecision(client, server, HBONE_PORT, model.networkPolicies, model.mesh), notes: [] }),
    () => policiesAt(waypoint, target, attributes, model),
  );
}

function policiesAt(waypoint: Waypoint, target: PolicyTarget | undefined, attributes: Attributes, model: MeshModel): Hop {
  const { rootNamespace } = model.mesh;
  const isHere = (policy: MeshObject): boolean => targets(policy, targetsOf(waypoint, target), rootNamespace);
  const policies = model.authorizationPolicies.filter(isHere);
  if (WITHOUT_POLICIES.includes(waypoint.className)) {
    const notes = policies.map(policy => `${describeReference(policy)} is not enforced: a waypoint of the class ${waypoint.className} does not know AuthorizationPolicies`);
    return { passes: true, why: '', steps: [], notes };
  }
  const decision = decide(policies, 'proxy', attributes);
  return { ...decision, ...decision.passes === false && attributes.request && { status: 403 }, notes: [] };
}

function targetsOf({ namespace, name }: Waypoint, target: PolicyTarget | undefined): PolicyTarget[] {
  const GATEWAYS = 'gateway.networking.k8s.io';
  return [
    ...target ? [target] : [],
    { group: GATEWAYS, kind: 'Gateway', namespace, name },
    { group: GATEWAYS, kind: 'GatewayClass', name: 'istio-waypoint' },
  ];
}

/** What checks tokens at a waypoint. */
export function authenticationsAt(waypoint: Waypoint, target: PolicyTarget | undefined, model: MeshModel): MeshObject[] {
  return model.requestAuthentications.filter(policy => targets(policy, targetsOf(waypoint, target), model.mesh.rootNamespace));
}

/** Whether a request has something where one of these looks for a token. By default that is the header Authorization, and the parameter access_token. */
export function hasToken(authentications: readonly MeshObject[], { headers, query }: HttpRequest): boolean {
  const parameters = new URLSearchParams(query);
  const cookies = (headers.get('cookie') ?? '').split(';').map(part => part.split('=')[0].trim());
  return authentications.flatMap(each => mappingsOf(specOf(each).jwtRules)).some(rule => {
    const fromHeaders = mappingsOf(rule.fromHeaders);
    const fromParams = texts(rule.fromParams);
    const fromCookies = texts(rule.fromCookies);
    if (fromHeaders.length + fromParams.length + fromCookies.length === 0) return /^Bearer /i.test(headers.get('authorization') ?? '') || parameters.has('access_token');
    return fromHeaders.some(header => (headers.get(String(header.name).toLowerCase()) ?? '').startsWith(String(mappingOf(header).prefix ?? '')) && headers.has(String(header.name).toLowerCase()))
      || fromParams.some(name => parameters.has(name)) || fromCookies.some(name => cookies.includes(name));
  });
}

/** The step of what checks tokens: without a token a request passes it, as a request of nobody. */
export function authenticationHop(authentications: readonly MeshObject[], isGiven: boolean): Hop {
  const steps = authentications.map((policy): WayStep => ({
    kind: 'policy',
    object: describeReference(policy),
    text: `${describeReference(policy)} ${isGiven ? 'checks the token of the request' : 'finds no token, and lets the request pass without claims'}`,
    source: policy.source,
  }));
  const why = `whether ${authentications.map(describeReference).join(', ')} accepts the token is not known, and refuses it with 401 otherwise`;
  return isGiven ? { passes: undefined, why, steps, notes: [] } : { passes: true, why: '', steps, notes: [] };
}

/** What a proxy that reads requests knows of one. */
export function requestAttributes({ method, host, path, headers, scheme }: HttpRequest, port: number, isGiven: boolean): RequestAttributes {
  const isUsual = port === (scheme === 'http' ? 80 : 443);
  return { method, authority: isUsual ? host : `${host}:${port}`, path: normalized(path), headers, hasToken: isGiven };
}

/** `BASE` of meshConfig.pathNormalization, the default: `.` and `..` are resolved, and backslashes are slashes. */
function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.replace(/\\/g, '/').split('/').slice(1)) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const isFolder = /\/\.{1,2}$/.test(path);
  return `/${parts.join('/')}${isFolder && parts.length > 0 ? '/' : ''}`;
}
