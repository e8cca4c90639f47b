import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const nodeWindows: NftablesRule = {
  id: 'node-windows',
  title: 'Windows nodes keep their mode',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables'],
  description: 'kube-proxy has one mode on Windows, kernelspace, and refuses nftables there. kubeadm\'s DaemonSet runs on Linux alone. A kube-proxy for '
    + 'Windows that reads the same ConfigMap replaces the mode in its own copy.',
  remediation: 'Leave the kube-proxy of Windows nodes as it is. If it reads the ConfigMap kube-proxy, look how it comes to mode: kernelspace (a script that '
    + 'looks for mode: ipvs or an empty mode does not find nftables), and give it a ConfigMap of its own otherwise.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-kernelspace'],
  * check({ cluster }) {
    const objects = [...cluster.nodes.values()].filter(({ operatingSystem }) => operatingSystem === 'windows')
      .map(node => ({ object: node, ...node.osImage !== '' && { detail: node.osImage } }));
    yield* whereAny(objects, { message: 'The node runs Windows: its kube-proxy stays in kernelspace mode, and the migrated configuration is not for it.' });
  },
};
