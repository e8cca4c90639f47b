import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const nodeWindows: NftablesRule = {
  id: 'node-windows',
  title: 'Windows nodes keep their mode',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'On Windows, kube-proxy has one mode, kernelspace, and refuses nftables. kubeadm\'s DaemonSet runs on Linux only. A kube-proxy for '
    + 'Windows that reads the same ConfigMap replaces the mode in its own copy.',
  remediation: 'Do not change kube-proxy on Windows nodes. If it reads the ConfigMap kube-proxy, check how it gets mode: kernelspace (a script '
    + 'that replaces mode: ipvs or an empty mode does not recognize nftables), and give it its own ConfigMap if necessary.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-kernelspace'],
  * check({ cluster }) {
    const objects = [...cluster.nodes.values()].filter(({ operatingSystem }) => operatingSystem === 'windows')
      .map(node => ({ object: node, ...node.osImage !== '' && { detail: node.osImage } }));
    yield* whereAny(objects, { message: 'The node runs Windows: its kube-proxy stays in kernelspace mode, and the migrated configuration does not '
      + 'apply to it.' });
  },
};
