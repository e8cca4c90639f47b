import { isPlainObject } from '../../../base/objects/fields';
import { parseYamlDocument } from '../../../input/yaml';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const antreaReplacesKubeProxy: NftablesRule = {
  id: 'antrea-replaces-kube-proxy',
  title: 'Antrea replaces kube-proxy',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'Antrea always serves ClusterIPs for pods with Open vSwitch. With antreaProxy.proxyAll it also serves NodePorts, load balancers and external '
    + 'IPs, and ClusterIPs for processes of the node, before a packet reaches kube-proxy\'s rules. Without proxyAll, all of that remains the work of '
    + 'kube-proxy, and its mode matters.',
  remediation: 'Remove kube-proxy rather than change its mode; Antrea then needs the address of the API server (kubeAPIServerOverride).',
  references: ['https://github.com/antrea-io/antrea/blob/main/docs/antrea-proxy.md'],
  * check({ cluster }) {
    const kept = cluster.networkConfigMap('kube-system/antrea-config');
    const data = kept?.object.data;
    const text = isPlainObject(data) ? data['antrea-agent.conf'] : undefined;
    if (!kept || typeof text !== 'string') return;
    const configuration = parseYamlDocument(text, 'ConfigMap kube-system/antrea-config, antrea-agent.conf');
    const proxy = isPlainObject(configuration) ? configuration.antreaProxy : undefined;
    if (!isPlainObject(proxy) || proxy.proxyAll !== true || proxy.enable === false) return;
    yield {
      message: 'Antrea serves all Services itself, so the mode of kube-proxy does not affect them.',
      objects: [{ object: kept.reference, detail: 'antreaProxy.proxyAll: true' }],
    };
  },
};
