import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const iptablesMissing: AmbientRule = {
  id: 'iptables-missing',
  title: 'Nodes without iptables',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  description: 'RHEL 10 and distributions made from it, and kernels that are built without iptable_nat, do not load the modules that iptables needs. '
    + 'istio-cni then cannot write its rules into pods, and they do not start.',
  remediation: 'Set global.nativeNftables to true, with Istio 1.28 or later.',
  references: ['https://github.com/istio/istio/issues/57380', 'https://istio.io/latest/blog/2025/nftables-support/'],
  * check(context) {
    const settings = context.settings('cni');
    const data = context.dataOf(context.cluster.networkConfigMap('istio-system/istio-cni-config', 'kube-system/istio-cni-config'));
    const usesNft = settings.length > 0 ? settings.every(each => each.at('global', 'nativeNftables') === true) && context.has('1.28') : String(data.NATIVE_NFTABLES) === 'true';
    if (!context.isAmbient || usesNft) return;
    const nodes = [...context.cluster.nodes.values()].filter(({ osImage }) => /^(?:Red Hat Enterprise Linux|CentOS Stream|Rocky Linux|AlmaLinux|Oracle Linux(?: Server)?) 10\b/.test(osImage));
    yield* whereAny(nodes.map(object => ({ object, detail: object.osImage })), { message: 'istio-cni writes iptables rules, for which nodes have no modules.' });
  },
};
