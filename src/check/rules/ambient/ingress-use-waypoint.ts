import { isPlainObject } from '../../../base/objects/fields';
import { specOf } from '../../../cluster/mesh/mesh';
import { backendsOfRoute, serviceOfHost } from '../../../cluster/mesh/routes';
import { labelsOf } from '../../../cluster/mesh/waypoint';
import { ISTIO } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const ingressUseWaypoint: AmbientRule = {
  id: 'ingress-use-waypoint',
  title: 'Ingress that goes around the waypoint',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'A gateway of Istio sends requests from outside straight to the pods of a Service, even where it has a waypoint: the policies and '
    + 'routes of the waypoint do not apply to them. With istio.io/ingress-use-waypoint: "true" on the Service, or from Istio 1.25 on its namespace, '
    + 'the gateway sends them to the waypoint.',
  remediation: 'Set the label istio.io/ingress-use-waypoint: "true" on the Service, or enforce the policy at the gateway as well.',
  references: [
    'https://istio.io/latest/docs/reference/config/labels/#IoIstioIngressUseWaypoint',
    'https://istio.io/latest/docs/ambient/usage/waypoint/',
  ],
  * check(context) {
    const { mesh, cluster } = context;
    const gateways = [...cluster.gatewayApiObjects.values()].filter(({ kind, object }) => kind === 'Gateway' && specOf({ object }).gatewayClassName === 'istio').map(({ namespace, name }) => `${namespace}/${name}`);
    const exposed = [
      ...[...cluster.gatewayApiObjects.values()].filter(({ kind }) => kind.endsWith('Route')).filter(route => {
        const { parentRefs } = specOf(route);
        return Array.isArray(parentRefs) && parentRefs.filter(isPlainObject).some(ref => gateways.includes(`${String(ref.namespace ?? route.namespace)}/${String(ref.name)}`));
      }).flatMap(route => backendsOfRoute(route)),
      ...mesh.ofKind('networking.istio.io', 'VirtualService').filter(each => Array.isArray(specOf(each).gateways) && (specOf(each).gateways as readonly unknown[]).some(name => name !== 'mesh'))
        .flatMap(each => [...JSON.stringify(specOf(each)).matchAll(/"host":"([^"]+)"/g)].flatMap(([, host]) => serviceOfHost(host, each.namespace ?? 'default') ?? [])),
    ];
    const found = mesh.services.filter(service => exposed.some(each => each.name === service.name && each.namespace === service.namespace))
      .filter(service => {
        const isAsked = labelsOf(service.object)[ISTIO.ingressUseWaypoint] === 'true'
        || (context.has('1.25') && mesh.namespace(service.namespace ?? 'default').labels[ISTIO.ingressUseWaypoint] === 'true');
        return !isAsked && mesh.waypointOfService(service)?.isBound;
      });
    yield* whereAny(found.map(object => ({ object })), { message: 'Gateways send requests to Services around their waypoints.' });
  },
};
