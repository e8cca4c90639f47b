import { occurrencesInValues } from './of-values';
import { API_SERVER_RULES } from '../../../programs/cilium/rules/silent/installation';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumApiServerAddress: CiliumRule = {
  id: 'cilium-api-server-address',
  title: 'No address of the API server while kube-proxy is replaced',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Without kube-proxy, the ClusterIP of the API server works only where Cilium already runs. An agent that does not know another address never starts on a new node, or after kube-proxy is removed. The chart accepts the values.',
  remediation: 'Set k8sServiceHost and k8sServicePort to an address of the API server that needs no Service, for example, that of its load balancer.',
  references: ['https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/'],
  * check(context) {
    yield* occurrencesInValues(context, API_SERVER_RULES, 'Agents depend on kube-proxy to reach the API server, while they are to replace it.');
  },
};
