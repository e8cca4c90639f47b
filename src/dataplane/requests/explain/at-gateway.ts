import { RequestWay } from './way';
import { specOf } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { matchesSelector } from '../../../cluster/mesh/waypoint';
import { targetRefsOf } from '../../../programs/istio/l7';
import { ObjectName } from '../gateway/model';
import { MeshModel, PolicyTarget, targets } from '../mesh/model';
import { decide } from '../mesh/policies/decide';
import { authenticationHop, hasToken, requestAttributes } from '../mesh/waypoint';
import { AddressedRequest } from '../read-request';
import { RequestAnswer } from '../request';

/** The class of Gateways that are gateways of Istio. */
const ISTIO_CLASS = 'istio';

/** Whether a Gateway is one of Istio. */
export function isIstioGateway({ namespace, name }: ObjectName, { cluster }: MeshModel): boolean {
  const object = cluster.gatewayApiObjects.get(`Gateway ${namespace}/${name}`);
  return object !== undefined && specOf(object).gatewayClassName === ISTIO_CLASS;
}

/** The labels and the account of its pods: manifests/charts/istio-control/istio-discovery/files/kube-gateway.yaml. */
export function podsOfGateway({ name }: ObjectName): { readonly labels: Readonly<Record<string, string>>; readonly serviceAccount: string } {
  const labels = { 'gateway.networking.k8s.io/gateway-name': name, 'gateway.networking.k8s.io/gateway-class-name': ISTIO_CLASS };
  return { labels, serviceAccount: `${name}-${ISTIO_CLASS}` };
}

/**
 * The policies of a gateway of Istio come before its routes: those that target it, and those without targets that select its pods, as
 * `ShouldAttachPolicy` of pilot/pkg/model/policyattachment.go has it. Who the client is, and from where, is not known.
 */
export function atGateway(way: RequestWay, gateway: ObjectName, { request, port }: AddressedRequest, model: MeshModel): RequestWay {
  const listener = way.steps.findIndex(({ kind }) => kind === 'listener');
  const concerns = (policy: MeshObject): boolean => isFor(policy, gateway, model);
  const policies = model.authorizationPolicies.filter(concerns);
  const authentications = model.requestAuthentications.filter(concerns);
  if (listener < 0 || way.answer.kind === 'refused' || policies.length + authentications.length === 0) return way;
  const isGiven = hasToken(authentications, request);
  const checks = authentications.length > 0 ? [authenticationHop(authentications, isGiven)] : [];
  const serverName = request.scheme === 'https' ? request.host : '';
  const decision = decide(policies, 'proxy', { identity: undefined, destinationPort: port, serverName, request: requestAttributes(request, port, isGiven) });
  const steps = [...way.steps.slice(0, listener + 1), ...checks.flatMap(check => check.steps), ...decision.steps];
  const refused: RequestAnswer = { kind: 'response', status: 403, why: decision.why };
  if (decision.passes === false) return { ...way, answer: refused, steps, backends: [] };
  const open = [...checks, decision].filter(({ passes }) => passes === undefined).map(({ why }) => why);
  const answer: RequestAnswer = open.length === 0 ? way.answer
    : { kind: 'undetermined', why: open.join('; '), possible: [way.answer, { kind: 'response', status: 403, why: 'a policy does not let it through' }] };
  return { ...way, answer, steps: [...steps, ...way.steps.slice(listener + 1)], backends: open.length === 0 ? way.backends : [] };
}

function isFor(policy: MeshObject, gateway: ObjectName, { mesh }: MeshModel): boolean {
  const target: PolicyTarget = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: gateway.namespace, name: gateway.name };
  if (targetRefsOf(specOf(policy)).length > 0) return targets(policy, [target], mesh.rootNamespace);
  const isNear = policy.namespace === gateway.namespace || policy.namespace === mesh.rootNamespace;
  return isNear && matchesSelector(specOf(policy).selector, podsOfGateway(gateway).labels);
}
