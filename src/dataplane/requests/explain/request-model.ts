import { IngressModel } from './ingress-model';
import { RegexDialect } from '../gateway/dialects';
import { GatewayModel } from '../gateway/model';
import { MeshModel } from '../mesh/model';

/** What takes requests in. */
export interface RequestModel {
  readonly gateways: GatewayModel;
  readonly ingresses: readonly IngressModel[];
  readonly regex: RegexDialect;
  /** What decides inside of the cluster; undefined where nobody asks about that. */
  readonly mesh?: MeshModel;
}
