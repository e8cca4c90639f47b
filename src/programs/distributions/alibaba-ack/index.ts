import { ALIBABA_ACK_WAY } from './way';
import { Distribution } from '../distribution';
import { Evidence } from '../evidence';
import { configMapMode, daemonSetMode, modeOf, RecognizedMode } from '../mode';
import { inCluster, kubelet, label, ownFile, terraformResources } from '../signs';

const resourcesIn = (text = '') => ['alicloud_cs_managed_kubernetes', 'alicloud_cs_kubernetes'].flatMap(type => terraformResources(text, type));

function terraformMode({ files }: Evidence): RecognizedMode | undefined {
  const [block] = files.flatMap(({ text }) => resourcesIn(text));
  return block === undefined ? undefined : modeOf(/^\s*proxy_mode\s*=\s*(?:"(\w*)"|(\S+))/m.exec(block)?.slice(1).find(word => word !== undefined), 'ipvs');
}

export const ALIBABA_ACK: Distribution = {
  id: 'alibaba-ack',
  name: 'Alibaba ACK',
  signs: [[kubelet(/-aliyun\.\d/)], [label(/^ack\.aliyun\.com$/)], [label(/^alibabacloud\.com\/nodepool-id$/)]],
  evidence: [
    inCluster('DaemonSet kube-proxy-worker', evidence => evidence.objects('apps/DaemonSet', /^kube-proxy-worker$/).length > 0),
    inCluster('ConfigMap kube-proxy-worker', evidence => evidence.objects('/ConfigMap', /^kube-proxy-worker$/).length > 0),
    ownFile('a Terraform resource alicloud_cs_managed_kubernetes', ({ text }) => resourcesIn(text).length > 0),
  ],
  modeOf: evidence => configMapMode(evidence, /^kube-proxy-worker$/) ?? daemonSetMode(evidence, /^kube-proxy-worker$/) ?? terraformMode(evidence),
  takes: ({ text }) => resourcesIn(text).length > 0,
  place: 'ConfigMap kube-system/kube-proxy-worker, key config.conf, mode; at creation: proxy_mode',
  byDefault: 'ipvs',
  lasts: 'config-map',
  since: 'Kubernetes 1.35, at creation',
  advice: 'Change the mode in ConfigMap kube-system/kube-proxy-worker, and delete its pods one by one, since its DaemonSet is updated OnDelete; never change '
    + 'proxy_mode in Terraform, which creates the cluster anew.',
  reference: 'https://www.alibabacloud.com/help/en/ack/',
  way: ALIBABA_ACK_WAY,
};
