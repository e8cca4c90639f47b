import { defaults } from './defaults';
import { isArguments } from './settings';
import { MICROK8S_WAY } from './way';
import { Distribution } from '../distribution';
import { Evidence } from '../evidence';
import { argumentMode, RecognizedMode, together } from '../mode';
import { label, ownFile } from '../signs';

function fileMode({ files }: Evidence): RecognizedMode | undefined {
  return together(files.filter(isArguments).map(({ text = '' }) => argumentMode(text.split('\n').map(line => line.trim()).filter(line => line.startsWith('-')))));
}

export const MICROK8S: Distribution = {
  id: 'microk8s',
  name: 'MicroK8s',
  signs: [[label(/^microk8s\.io\/cluster$/)], [label(/^node\.kubernetes\.io\/microk8s-(?:controlplane|worker)$/)]],
  evidence: [ownFile('/var/snap/microk8s/current/args/kube-proxy', isArguments)],
  // kube-proxy is a part of kubelite: no object tells its mode.
  modeOf: fileMode,
  takes: isArguments,
  place: '/var/snap/microk8s/current/args/kube-proxy on every node',
  byDefault: 'iptables: no argument',
  lasts: 'own-setting',
  advice: 'Put --proxy-mode=nftables into /var/snap/microk8s/current/args/kube-proxy on every node and run snap restart microk8s.daemon-kubelite, node by node.',
  reference: 'https://microk8s.io/docs/configuring-services',
  defaults,
  way: MICROK8S_WAY,
};
