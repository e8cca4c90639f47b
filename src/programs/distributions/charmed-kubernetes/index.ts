import { defaults } from './defaults';
import { APPLICATIONS, isJuju } from './settings';
import { CHARMED_KUBERNETES_WAY } from './way';
import { Distribution } from '../distribution';
import { at, Evidence, InstallerFile, textAt } from '../evidence';
import { mappingIn, modeOf, RecognizedMode, together } from '../mode';
import { label, ownFile } from '../signs';

/** proxy-extra-args does not count: the charm starts kube-proxy with --config. */
function configurationsOf({ name, document, text }: InstallerFile): unknown[] {
  if (/\bproxy-extra-config\b/.test(name)) return [document ?? mappingIn(text) ?? {}];
  return APPLICATIONS.filter(application => at(document, 'applications', application) !== undefined)
    .map(application => mappingIn(textAt(document, 'applications', application, 'options', 'proxy-extra-config')) ?? {});
}

function settingOf({ files }: Evidence): RecognizedMode | undefined {
  return together(files.filter(isJuju).flatMap(configurationsOf).map(configuration => modeOf(at(configuration, 'mode'))));
}

export const CHARMED_KUBERNETES: Distribution = {
  id: 'charmed-kubernetes',
  name: 'Charmed Kubernetes',
  signs: [[label(/^juju-(?:application|charm|model)$/)]],
  evidence: [ownFile('juju config APPLICATION proxy-extra-config, or a bundle', isJuju)],
  // kube-proxy is a service of a snap: no object tells its mode.
  modeOf: settingOf,
  takes: isJuju,
  place: 'Juju option proxy-extra-config of kubernetes-control-plane and kubernetes-worker, mode',
  byDefault: 'iptables: none is set',
  lasts: 'own-setting',
  since: 'Kubernetes 1.31; the option from 1.27+ck2 on',
  advice: 'Set mode: nftables in the Juju option proxy-extra-config of both kubernetes-control-plane and kubernetes-worker; proxy-extra-args has no effect.',
  reference: 'https://ubuntu.com/kubernetes/charmed-k8s/docs',
  defaults,
  way: CHARMED_KUBERNETES_WAY,
};
