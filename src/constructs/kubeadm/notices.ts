import { valueAt } from '../../base/schema/report';
import { KubeProxyConfiguration } from '../../programs/kube-proxy/kube-proxy-configuration';
import { versionNotices } from '../../programs/kube-proxy/version-rules';
import { apiVersionNotice } from '../../programs/kubeadm/api-versions';
import { KubeadmSettings } from '../../programs/kubeadm/settings';

type Notice = (settings: KubeadmSettings) => string | undefined;

/** What to know about right settings that may do something else than was meant. */
export function noticesOf(settings: KubeadmSettings): string[] {
  return [
    ...versionNotices(settings.kubeProxy as KubeProxyConfiguration, settings.version.minor),
    ...NOTICES.map(notice => notice(settings)).filter(message => message !== undefined),
  ];
}

const NOTICES: readonly Notice[] = [
  ({ apiVersion, version }) => apiVersionNotice(apiVersion, version.minor),

  ({ version }) => version.full === undefined
    ? `kubernetesVersion ${version.minorText} names no patch release: kubeadm asks dl.k8s.io for the newest one, for kube-proxy's image in kube-proxy-addon.conf, too`
    : undefined,

  ({ cluster, kubeProxy }) => {
    const podSubnet = valueAt(cluster, 'networking.podSubnet');
    const clusterCidr = kubeProxy.clusterCIDR;
    return podSubnet && clusterCidr && podSubnet !== clusterCidr
      ? `clusterCIDR ${String(clusterCidr)} of kube-proxy differs from the podSubnet ${String(podSubnet)}: kubeadm warns of it, and keeps it` : undefined;
  },

  ({ cluster, kubeProxy }) => {
    const podSubnet = valueAt(cluster, 'networking.podSubnet');
    return podSubnet && !kubeProxy.clusterCIDR ? `kubeadm sets clusterCIDR of kube-proxy to the podSubnet ${String(podSubnet)}, since it has none` : undefined;
  },

  ({ cluster }) => valueAt(cluster, 'proxy.disabled') === true ? 'proxy.disabled is true: kubeadm does not use the KubeProxyConfiguration' : undefined,

  ({ init }) => {
    const skipped = ((init?.skipPhases ?? []) as string[]).find(phase => ['addon', 'addon/all', 'addon/kube-proxy'].includes(phase));
    return skipped === undefined ? undefined : `init skips the phase ${skipped}: kubeadm init does not use the KubeProxyConfiguration`;
  },

  ({ version, upgrade, kubelet }) => upgrade && version.minor < 30 && !kubelet
    ? 'upgrade.conf has no KubeletConfiguration, so kubeadm replaces the cluster\'s with its defaults: set kubeletConfiguration, or upgrade without --config' : undefined,

  ({ version, upgrade }) => upgrade && version.minor === 30 ? 'kubeadm 1.30 uses no file in an upgrade: the commands have flags instead' : undefined,
];
