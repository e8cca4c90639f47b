import { explainRequest } from '../../../../src/dataplane/requests/explain/explain-request';
import { answerText } from '../../../../src/dataplane/requests/explain/text';
import { RequestWay } from '../../../../src/dataplane/requests/explain/way';
import { dialectOf } from '../../../../src/dataplane/requests/gateway/dialects';
import { readGatewayModel } from '../../../../src/dataplane/requests/gateway/read';
import { MeshModel } from '../../../../src/dataplane/requests/mesh/model';
import { readRequest } from '../../../../src/dataplane/requests/read-request';
import { istioVersion } from '../../../../src/programs/istio/releases';
import { clusterOf } from '../../../check/findings/findings';
import { Plain } from '../../../support/builders';

/** Objects of a mesh, as short as tests want them. */

export const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };

function object(apiVersion: string, kind: string, fullName: string, spec: Plain, more: Plain = {}): Plain {
  const [of, name] = fullName.split('/');
  return { apiVersion, kind, metadata: { namespace: of, name, ...more }, spec };
}

export function namespace(name: string, labels: Plain = AMBIENT): Plain {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** A Deployment whose pods have the label `app` of its name, and an account of its own. */
export function pods(fullName: string, { labels = {}, annotations = {}, account, ...spec }: Plain = {}): Plain {
  const [, name] = fullName.split('/');
  return object('apps/v1', 'Deployment', fullName, {
    template: { metadata: { labels: { app: name, ...labels }, annotations }, spec: { serviceAccountName: account ?? name, containers: [], ...spec } },
  });
}

export function webService(
  fullName: string, { labels = {}, selector, ports = [{ name: 'http', port: 80, targetPort: 8080 }], ...spec }: Plain = {},
): Plain {
  const [, name] = fullName.split('/');
  return object('v1', 'Service', fullName, { selector: selector ?? { app: name }, ports, ...spec }, { labels });
}

export function waypoint(fullName: string, { labels = {}, from, className = 'istio-waypoint' }: Plain = {}): Plain {
  const listener = { name: 'mesh', port: 15008, protocol: 'HBONE', ...from && { allowedRoutes: { namespaces: from } } };
  return object('gateway.networking.k8s.io/v1', 'Gateway', fullName, { gatewayClassName: className, listeners: [listener] }, { labels });
}

export function policy(fullName: string, spec: Plain, more: Plain = {}): Plain {
  return object('security.istio.io/v1', 'AuthorizationPolicy', fullName, spec, more);
}

export function peerAuthentication(fullName: string, spec: Plain, more: Plain = {}): Plain {
  return object('security.istio.io/v1', 'PeerAuthentication', fullName, spec, more);
}

export function requestAuthentication(fullName: string, spec: Plain): Plain {
  return object('security.istio.io/v1', 'RequestAuthentication', fullName, spec);
}

export function networkPolicy(fullName: string, spec: Plain): Plain {
  return object('networking.k8s.io/v1', 'NetworkPolicy', fullName, { podSelector: {}, ...spec });
}

export function istio(kind: string, fullName: string, spec: Plain, labels: Plain = {}): Plain {
  return object('networking.istio.io/v1', kind, fullName, spec, { labels });
}

/** A route for a Service. */
export function meshRoute(fullName: string, service: string, rules: readonly Plain[], { port, kind = 'HTTPRoute', ...metadata }: Plain = {}): Plain {
  const [of, name] = service.split('/');
  return object('gateway.networking.k8s.io/v1', kind, fullName, { parentRefs: [{ group: '', kind: 'Service', namespace: of, name, ...port && { port } }], rules }, metadata);
}

export const FOR_WEB = { targetRefs: [{ group: '', kind: 'Service', name: 'web' }] };
export const FROM = (...names: readonly string[]): Plain => ({ from: [{ source: { principals: names.map(name => `cluster.local/ns/${name.replace('/', '/sa/')}`) } }] });

/** A namespace in ambient mode, with a waypoint for its Services, a Service and a client. */
export const SHOP: readonly Plain[] = [
  namespace('shop', { ...AMBIENT, 'istio.io/use-waypoint': 'waypoint' }), waypoint('shop/waypoint'), webService('shop/web'), pods('shop/web'), pods('shop/client'),
];

export function meshModel(objects: readonly Plain[], version = '1.30'): MeshModel {
  const cluster = clusterOf(objects);
  const services = [...cluster.services.values()].map(({ namespace: of, name, ports }) => webService(`${of}/${name}`, { ports }));
  const gateways = readGatewayModel([...cluster.gatewayApiObjects.values(), ...services.map(each => ({ object: each }))], { minor: '1.6', channel: 'experimental' });
  return new MeshModel(cluster, gateways, istioVersion(version));
}

interface Asked {
  readonly from?: string;
  readonly headers?: readonly string[];
  readonly version?: string;
}

/** What becomes of a request in the mesh: the one way that there is. */
export function wayOf(
  objects: readonly Plain[], text: string, { from, headers = [], version }: Asked = {},
): RequestWay {
  const mesh = meshModel(objects, version);
  const { ways } = explainRequest(readRequest(text, headers), { gateways: mesh.routes, ingresses: [], regex: dialectOf(undefined), mesh }, { from });
  return ways[0];
}

/** The answer in one line, of a pod `shop/client` unless somebody else asks. */
export function answer(objects: readonly Plain[], text = 'http://web/cart', from = 'pod:shop/client', ...headers: readonly string[]): string {
  return answerText(wayOf(objects, text, { from, headers }).answer);
}
