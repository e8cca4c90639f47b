import { defaults } from './defaults';
import { isOwn } from './settings';
import { RKE2_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence } from '../evidence';
import { nodeArgumentsMode, RecognizedMode, settingsMode, staticPodMode, together } from '../mode';
import { inCluster, kubelet, ownFile, annotation } from '../signs';

/** config.yaml, and the files of config.yaml.d: those that name kube-proxy's arguments count. */
function fileMode({ files }: Evidence): RecognizedMode | undefined {
  const settings = files.filter(file => isOwn(file) || at(file.document, 'kube-proxy-arg') !== undefined);
  const telling = settings.filter(({ document }) => ['kube-proxy-arg', 'kube-proxy-arg+', 'disable-kube-proxy'].some(key => at(document, key) !== undefined));
  return together((telling.length > 0 ? telling : settings).map(({ document }) => settingsMode(document)));
}

export const RKE2: Distribution = {
  id: 'rke2',
  name: 'RKE2',
  signs: [[kubelet(/\+rke2r\d/)], [annotation(/^rke2\.io\/node-args$/)]],
  evidence: [
    inCluster('HelmChart or HelmChartConfig rke2-canal, -calico, -cilium or -flannel', evidence => ['HelmChart', 'HelmChartConfig'].some(kind =>
      evidence.objects(`helm.cattle.io/${kind}`, /^rke2-(?:canal|calico|cilium|flannel)$/).length > 0)),
    ownFile('/etc/rancher/rke2/config.yaml', isOwn),
  ],
  modeOf: evidence => nodeArgumentsMode(evidence, 'rke2') ?? staticPodMode(evidence) ?? fileMode(evidence),
  takes: isOwn,
  place: '/etc/rancher/rke2/config.yaml on every node, kube-proxy-arg',
  byDefault: 'iptables, as an argument of its own',
  lasts: 'own-setting',
  since: 'v1.36.3, v1.35.7, v1.34.10 (experimental)',
  advice: 'Set kube-proxy-arg: [proxy-mode=nftables] in /etc/rancher/rke2/config.yaml on every node and restart rke2-server or rke2-agent, node by node; then '
    + 'tell Canal, Calico or flannel with a HelmChartConfig.',
  reference: 'https://docs.rke2.io/reference/server_config',
  defaults,
  way: RKE2_WAY,
};
