import { clusterDefaults } from './configuration';
import { defaultOf } from './default';
import { DOCUMENT, isMachineConfig } from './settings';
import { TALOS_WAY } from './way';
import { Distribution, Sign } from '../distribution';
import { at, Evidence } from '../evidence';
import { configMapMode, daemonSetMode, modeOf, RecognizedMode } from '../mode';
import { fileOfKind, osImage, ownFile } from '../signs';

const evidence: readonly Sign[] = [ownFile('a machine configuration (machine, or cluster.proxy)', isMachineConfig), fileOfKind(DOCUMENT)];

function settingOf(all: Evidence): RecognizedMode | undefined {
  const [document] = all.objects(DOCUMENT);
  // From Talos 1.14 on; Kubernetes before 1.31 is no longer supported there.
  if (document !== undefined) return at(document, 'enabled') === false ? 'none' : modeOf(at(document, 'mode') ?? at(document, 'config', 'mode'), 'nftables');
  const files = all.files.filter(isMachineConfig);
  if (files.length === 0) return undefined;
  const proxies = files.map(file => at(file.document, 'cluster', 'proxy'));
  if (proxies.some(proxy => at(proxy, 'disabled') === true)) return 'none';
  // Extra arguments are merged over Talos' own, among which is the mode.
  const modes = [...proxies.map(proxy => at(proxy, 'extraArgs', 'proxy-mode')), ...proxies.map(proxy => at(proxy, 'mode'))];
  return modeOf(modes.find(mode => mode !== undefined && mode !== ''), defaultOf(all));
}

export const TALOS: Distribution = {
  id: 'talos',
  name: 'Talos Linux',
  title: 'Talos',
  signs: [[osImage(/^Talos \(/)]],
  evidence,
  modeOf: all => daemonSetMode(all) ?? configMapMode(all, /^kube-proxy-config-/) ?? settingOf(all),
  takes: isMachineConfig,
  place: 'machine configuration of control planes, cluster.proxy.mode; from Talos 1.14 on the document KubeProxyConfig, mode',
  byDefault: 'nftables with Talos 1.8 and Kubernetes 1.31 or later, else iptables',
  lasts: 'own-setting',
  since: 'the default from Talos 1.8 with Kubernetes 1.31',
  advice: 'Set cluster.proxy.mode: nftables in the machine configuration of the control planes (from Talos 1.14 on mode in the document KubeProxyConfig), then run '
    + 'talosctl upgrade-k8s to the same version, which brings it to the DaemonSet.',
  reference: 'https://www.talos.dev/latest/reference/configuration/v1alpha1/config/',
  defaults: clusterDefaults,
  way: TALOS_WAY,
};
