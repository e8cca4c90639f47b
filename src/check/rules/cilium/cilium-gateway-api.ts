import { lessForFiles, occurrencesInValues } from './of-values';
import { GATEWAY_RULES } from '../../../programs/cilium/rules/silent/installation';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumGatewayApi: CiliumRule = {
  id: 'cilium-gateway-api',
  title: 'Gateway API that does not work as configured',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Gateways of Cilium need its replacement of kube-proxy, and the CustomResourceDefinitions of Gateway API before the operator starts. The GatewayClass is made only where the chart sees that the cluster has the API. From 1.20, the chart sets two values of load balancing whatever is written.',
  remediation: 'Set kubeProxyReplacement: true and gatewayAPI.gatewayClass.create: "true", and install the CustomResourceDefinitions of Gateway API first.',
  references: ['https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/'],
  * check(context) {
    yield* occurrencesInValues(context, GATEWAY_RULES, 'Gateway API is on, and parts of it do not work as configured.', lessForFiles);
  },
};
