import { GatewayApiContext } from './context';
import { ingressModels } from '../../../dataplane/requests/explain/ingress-model';
import { RequestModel } from '../../../dataplane/requests/explain/request-model';
import { dialectOf } from '../../../dataplane/requests/gateway/dialects';
import { MeshModel } from '../../../dataplane/requests/mesh/model';
import { istioVersion, NEWEST_ISTIO } from '../../../programs/istio/releases';
import { installedIstio, istioReleases } from '../ambient/charts';

/** What decides where requests go: Gateways and Ingresses, as their implementations read them, and the proxies of a mesh. */
export function requestModel({ model, cluster, report }: GatewayApiContext): RequestModel {
  const version = installedIstio(cluster, istioReleases(cluster)) ?? istioVersion(NEWEST_ISTIO);
  const regex = dialectOf(report?.implementation);
  return { gateways: model, ingresses: ingressModels(cluster), regex, mesh: new MeshModel(cluster, model, version) };
}
