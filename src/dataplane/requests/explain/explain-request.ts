import { gatewayWay } from './gateway-way';
import { IngressModel } from './ingress-model';
import { ingressWay } from './ingress-way';
import { BackendEndpoint, RequestExplanation, RequestWay } from './way';
import { RegexDialect } from '../gateway/dialects';
import { GatewayEvaluator } from '../gateway/evaluate';
import { GatewayModel, gatewaysOf } from '../gateway/model';
import { AddressedRequest } from '../read-request';
import { BackendName } from '../request';

/** What takes requests in. */
export interface RequestModel {
  readonly gateways: GatewayModel;
  readonly ingresses: readonly IngressModel[];
  readonly regex: RegexDialect;
}

/** Where connections to a backend end, or why that is not known. */
export type FindEndpoints = (backend: BackendName) => { readonly endpoints?: readonly BackendEndpoint[]; readonly note?: string };

const DIRECT = 'endpoints are those that kube-proxy chooses; many implementations choose among the pods themselves, without the ClusterIP';

/** What becomes of a request, through each program that knows its host; where none does, through each that there is. */
export function explainRequest(addressed: AddressedRequest, model: RequestModel, findEndpoints?: FindEndpoints): RequestExplanation {
  const { gateways, ingresses, regex } = model;
  const evaluator = new GatewayEvaluator(gateways, regex);
  const all = [
    ...gatewaysOf(gateways).map(gateway => gatewayWay(gateway, addressed, evaluator, gateways)),
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

function withEndpoints(way: RequestWay, findEndpoints: FindEndpoints): RequestWay {
  return { ...way, backends: way.backends.map(each => ({ ...each, ...each.backend !== undefined && findEndpoints(each.backend) })) };
}
