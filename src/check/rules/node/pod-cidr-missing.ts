import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { linuxNodes } from '../../findings/nodes';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const podCidrMissing: NftablesRule = {
  id: 'pod-cidr-missing',
  title: 'Nodes without a pod CIDR',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'With detectLocalMode NodeCIDR, kube-proxy waits at startup for the Node\'s spec.podCIDRs, in every mode, and exits if they do not '
    + 'appear. A kube-proxy that is already running does not notice, but changing the mode restarts it.',
  remediation: 'Let the controller manager allocate pod CIDRs (--allocate-node-cidrs), or set detectLocalMode: ClusterCIDR with a clusterCIDR, as '
    + 'CNI plugins with their own address management need.',
  references: [
    'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/#kubeproxy-config-k8s-io-v1alpha1-LocalMode',
    'https://github.com/kubernetes/kubernetes/blob/v1.36.0/cmd/kube-proxy/app/server_linux.go',
  ],
  * check(context) {
    if (context.planned.detectLocalMode !== 'NodeCIDR') return;
    const objects = linuxNodes(context).filter(({ podCidrs }) => podCidrs.length === 0).map(object => ({ object }));
    yield* whereAny(objects, { message: 'detectLocalMode is NodeCIDR, but the Node does not have a pod CIDR: kube-proxy exits after its next '
      + 'start.' });
  },
};
