import { defaults } from './defaults';
import { isOwn } from './settings';
import { K3S_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence } from '../evidence';
import { nodeArgumentsMode, RecognizedMode, settingsMode, together } from '../mode';
import { kubelet, ownFile, annotation } from '../signs';

/** config.yaml, and the files of config.yaml.d: those that name kube-proxy's arguments count. */
function fileMode({ files }: Evidence): RecognizedMode | undefined {
  const settings = files.filter(file => isOwn(file) || at(file.document, 'kube-proxy-arg') !== undefined);
  const telling = settings.filter(({ document }) => ['kube-proxy-arg', 'kube-proxy-arg+', 'disable-kube-proxy'].some(key => at(document, key) !== undefined));
  return together((telling.length > 0 ? telling : settings).map(({ document }) => settingsMode(document)));
}

export const K3S: Distribution = {
  id: 'k3s',
  name: 'k3s',
  signs: [[kubelet(/\+k3s\d/)], [annotation(/^k3s\.io\/node-args$/)]],
  evidence: [ownFile('/etc/rancher/k3s/config.yaml', isOwn)],
  modeOf: evidence => nodeArgumentsMode(evidence, 'k3s') ?? fileMode(evidence),
  takes: file => isOwn(file) || at(file.document, 'kube-proxy-arg') !== undefined,
  place: '/etc/rancher/k3s/config.yaml on every node, kube-proxy-arg',
  byDefault: 'iptables, as an argument of its own',
  lasts: 'own-setting',
  since: 'v1.34.1, v1.33.5, v1.32.9, v1.31.13',
  advice: 'Set kube-proxy-arg: [proxy-mode=nftables] in /etc/rancher/k3s/config.yaml on every node and restart k3s or k3s-agent, node by node.',
  reference: 'https://docs.k3s.io/cli/server',
  defaults,
  way: K3S_WAY,
};
