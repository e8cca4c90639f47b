import { atGateway, isIstioGateway } from './at-gateway';
import { behindGateway } from './behind-gateway';
import { gatewayWay } from './gateway-way';
import { ingressWay } from './ingress-way';
import { meshWay } from './mesh-way';
import { RequestModel } from './request-model';
import { BackendEndpoint, ExplainedRequest, RequestWay } from './way';
import { InputError } from '../../../base/errors';
import { RegexDialect } from '../gateway/dialects';
import { GatewayEvaluator } from '../gateway/evaluate';
import { gatewaysOf, ObjectName } from '../gateway/model';
import { MeshModel } from '../mesh/model';
import { AddressedRequest } from '../read-request';
import { BackendName } from '../request';

/** What else is known about a request. */
export interface RequestCircumstances {
  /** Who sends it, as a user names it. */
  readonly from?: string;
  readonly findEndpoints?: FindEndpoints;
}

/** Where connections to a backend end, or why that is not known. */
export type FindEndpoints = (backend: BackendName) => { readonly endpoints?: readonly BackendEndpoint[]; readonly note?: string };

const DIRECT = 'endpoints are those that kube-proxy chooses; many implementations choose among the pods themselves, without the ClusterIP';

/**
 * What becomes of a request, through each program that knows its host; where none does, through each that there is.
 *
 * @throws InputError where who sends it is not known
 */
export function explainRequest(
  addressed: AddressedRequest, model: RequestModel, { from, findEndpoints }: RequestCircumstances = {},
): ExplainedRequest {
  const { gateways, ingresses, regex, mesh } = model;
  const evaluator = new GatewayEvaluator(gateways, regex);
  const inside = mesh && insideWay(addressed, mesh, regex, from, findEndpoints !== undefined);
  const all = [
    ...inside ? [inside] : [],
    ...gatewaysOf(gateways).filter(gateway => !isWaypoint(gateway, mesh)).map(gateway => {
      const way = gatewayWay(gateway, addressed, evaluator, gateways);
      if (!mesh) return way;
      const behind = behindGateway(way, gateway, addressed.request, mesh);
      return isIstioGateway(gateway, mesh) ? atGateway(behind, gateway, addressed, mesh) : behind;
    }),
    ...ingresses.map(each => ingressWay(addressed, each)),
  ];
  const knowing = all.filter(({ knowsHost }) => knowsHost);
  const ways = knowing.length > 0 ? knowing : all;
  return {
    ...addressed,
    ways: findEndpoints ? ways.map(way => withEndpoints(way, findEndpoints)) : ways,
    others: all.filter(way => !ways.includes(way)).map(({ through }) => through),
    notes: [
      ...ways.length > 1 ? ['where the name of the host leads decides which of them takes the request'] : [],
      ...findEndpoints && ways.some(({ backends }) => backends.length > 0) ? [DIRECT] : [],
    ],
  };
}

/** Packets of a node have sources that the mesh does not know, such as the address of a pod that only an EndpointSlice has. */
function insideWay(
  addressed: AddressedRequest, mesh: MeshModel, regex: RegexDialect, from: string | undefined, isOfPackets: boolean,
): RequestWay | undefined {
  try {
    return meshWay(addressed, mesh, regex, from);
  } catch (error) {
    if (!isOfPackets || !(error instanceof InputError)) throw error;
    return meshWay(addressed, mesh, regex);
  }
}

/** Waypoints have listeners as well, and take nothing in from outside. */
function isWaypoint({ namespace, name }: ObjectName, mesh: MeshModel | undefined): boolean {
  return mesh?.mesh.waypoints.some(waypoint => waypoint.namespace === namespace && waypoint.name === name) === true;
}

function withEndpoints(way: RequestWay, findEndpoints: FindEndpoints): RequestWay {
  return { ...way, backends: way.backends.map(each => ({ ...each, ...each.backend !== undefined && findEndpoints(each.backend) })) };
}
