import { defaults } from './defaults';
import { isCommand } from './settings';
import { MINIKUBE_WAY } from './way';
import { Distribution } from '../distribution';
import { Evidence } from '../evidence';
import { modeOf, RecognizedMode, runningMode } from '../mode';
import { label, ownFile } from '../signs';

/** The key is a field of KubeProxyConfiguration: proxy-mode, which is a flag, does nothing. */
function commandMode({ files }: Evidence): RecognizedMode | undefined {
  const command = files.find(isCommand)?.text;
  if (command === undefined) return undefined;
  return modeOf([...command.matchAll(/--extra-config[= ]["']?kube-proxy\.mode=["']?(\w+)/g)].at(-1)?.[1]);
}

export const MINIKUBE: Distribution = {
  id: 'minikube',
  name: 'minikube',
  signs: [[label(/^minikube\.k8s\.io\//)]],
  evidence: [ownFile('a command minikube start', isCommand)],
  modeOf: evidence => runningMode(evidence) ?? commandMode(evidence),
  takes: isCommand,
  place: 'minikube start --extra-config=kube-proxy.mode=MODE',
  byDefault: 'iptables: none is set',
  lasts: 'own-setting',
  advice: 'Start the profile again with --extra-config=kube-proxy.mode=nftables.',
  reference: 'https://minikube.sigs.k8s.io/docs/handbook/config/',
  defaults,
  way: MINIKUBE_WAY,
};
