import { GatewayApiContext } from './context';
import { RequestModel } from '../../../dataplane/requests/explain/explain-request';
import { ingressModels } from '../../../dataplane/requests/explain/ingress-model';
import { dialectOf } from '../../../dataplane/requests/gateway/dialects';

/** What decides where requests go: Gateways and Ingresses, as their implementations read them. */
export function requestModel(context: GatewayApiContext): RequestModel {
  return { gateways: context.model, ingresses: ingressModels(context.cluster), regex: dialectOf(context.report?.implementation) };
}
