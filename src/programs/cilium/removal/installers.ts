/** How a way to run Kubernetes runs kube-proxy, and leaves it out. Lines that are indented by two blanks are commands or files. */
export interface InstallerRemoval {
  /** What it is called in texts. */
  readonly title: string;
  /** The ConfigMaps of the DaemonSet, which stays until somebody deletes it; undefined where kube-proxy is a part of what each node runs. */
  readonly configMaps?: readonly string[];
  /** Whether the DaemonSet has an affinity by itself, which a merge patch would drop. */
  readonly hasAffinity?: boolean;
  /** What else to save, or why there is nothing. */
  readonly save: readonly string[];
  /** Whether kubeadm upgrades the cluster, and with it kube-proxy. */
  readonly usesKubeadm?: boolean;
  /** What keeps kube-proxy away. */
  readonly change: readonly string[];
  /** What has to be known, or done first, to go node by node. */
  readonly gradual: readonly string[];
  /** What makes kube-proxy leave one node with the label, where no DaemonSet does. */
  readonly leave?: readonly string[];
  /** The commands with which the installer drains nodes and puts new ones in their place. */
  readonly replacement?: readonly string[];
  /** How to get rid of the rules of kube-proxy, where its nodes need no commands for it. */
  readonly cleanup?: readonly string[];
  /** How to go back. */
  readonly back: readonly string[];
  /** Whether the installer makes kube-proxy anew, so that what was saved is not applied. */
  readonly bringsBack?: boolean;
}

/** A node with it is one where Cilium replaces kube-proxy: Documentation/configuration/per-node-config.rst. */
export const REPLACEMENT_LABEL = 'io.cilium.migration/kube-proxy-replacement';

/** k3s and RKE2 share this code: agents take DisableKubeProxy from their server as they start (k3s, pkg/agent/config). */
function rancher(title: string, folder: string, server: string, agent: string, runsAs: string): InstallerRemoval {
  const file = `/etc/rancher/${folder}/config.yaml`;
  return {
    title,
    save: [`kube-proxy ${runsAs}: its arguments stay in ${file}, and nothing else has to be saved.`],
    change: [
      `In ${file} of each server:`,
      '  disable-kube-proxy: true',
      'Then restart one node after the other, servers first; agents ask a server as they start:',
      `  systemctl restart ${server}   # on agents: ${agent}`,
    ],
    gradual: [
      `Set disable-kube-proxy: true in ${file} of each server. It has an effect on a node when ${server} or ${agent} restarts there:`,
      'do not restart nodes out of turn from here on.',
    ],
    leave: ['On the node; servers first, since agents ask a server as they start:', `  systemctl restart ${server}   # on agents: ${agent}`],
    back: [`Remove disable-kube-proxy from ${file} of each server, and restart one node after the other, servers first:`, `  systemctl restart ${server}   # on agents: ${agent}`],
    bringsBack: true,
  };
}

const KOPS = ['  kops update cluster --yes', '  kops rolling-update cluster --yes'];

/** By the names that users know; the settings are those of each one's documentation. */
export const INSTALLERS = {
  kubeadm: {
    title: 'kubeadm',
    configMaps: ['kube-proxy'],
    save: [],
    usesKubeadm: true,
    change: [],
    gradual: [],
    back: [],
  },
  k3s: rancher('k3s', 'k3s', 'k3s', 'k3s-agent', 'is a part of k3s'),
  rke2: rancher('RKE2', 'rke2', 'rke2-server', 'rke2-agent', 'is a static pod that RKE2 writes'),
  k0s: {
    title: 'k0s',
    configMaps: ['kube-proxy'],
    save: [],
    change: [
      'In the ClusterConfig of k0s, on each controller where it is a file, then restart k0scontroller there:',
      '  spec:', '    network:', '      kubeProxy:', '        disabled: true',
    ],
    gradual: ['k0s writes the DaemonSet anew when a controller restarts, without what is patched here: do not restart or upgrade controllers until all nodes have changed.'],
    back: ['Set spec.network.kubeProxy.disabled: false in the ClusterConfig of k0s, and restart controllers where it is a file: k0s makes the objects.'],
    bringsBack: true,
  },
  talos: {
    title: 'Talos',
    // Up to 1.13 there is none; from 1.14 its name ends in a hash, and Talos prunes it.
    configMaps: [],
    save: [],
    change: [
      'In the machine configuration of all control plane nodes, up to Talos 1.13:',
      '  cluster:', '    proxy:', '      disabled: true',
      'From Talos 1.14, in the document that takes its place:',
      '  apiVersion: v1alpha1', '  kind: KubeProxyConfig', '  enabled: false',
      'Talos does not touch the DaemonSet by that. With the version that the cluster has, this applies its manifests:',
      '  talosctl upgrade-k8s --to VERSION',
    ],
    gradual: ['talosctl upgrade-k8s writes the DaemonSet anew, without what is patched here: do not run it until all nodes have changed.'],
    cleanup: ['Nodes have no shell. A reboot removes the rules, one node after the other:', '  talosctl reboot --nodes NODE'],
    back: ['Set cluster.proxy.disabled: false, or enabled: true in KubeProxyConfig, then:', '  talosctl upgrade-k8s --to VERSION'],
    bringsBack: true,
  },
  kops: {
    title: 'kOps',
    save: ['kube-proxy is a static pod that kOps writes: its settings stay in the Cluster of kOps, and nothing else has to be saved.'],
    change: [
      'In the Cluster of kOps:',
      '  spec:', '    kubeProxy:', '      enabled: false',
      'Where kOps installs Cilium, spec.networking.cilium.enableNodePort: true is the replacement.',
    ],
    gradual: ['In each InstanceGroup, so that new machines have the label:', '  spec:', '    nodeLabels:', `      ${REPLACEMENT_LABEL}: "true"`],
    replacement: KOPS,
    cleanup: ['The machines are new ones, which have none.'],
    back: ['Set spec.kubeProxy.enabled: true in the Cluster of kOps, then:', ...KOPS],
    bringsBack: true,
  },
  kubespray: {
    title: 'Kubespray',
    configMaps: ['kube-proxy'],
    save: [],
    usesKubeadm: true,
    change: ['In the inventory, so that it is not deployed again:', '  kube_proxy_remove: true'],
    gradual: ['upgrade-cluster.yml restarts kube-proxy on all nodes: do not run it until all nodes have changed.'],
    back: ['Set kube_proxy_remove: false in the inventory.'],
  },
  eks: {
    title: 'Amazon EKS',
    // The first has the address of the API server, the second the configuration.
    configMaps: ['kube-proxy', 'kube-proxy-config'],
    hasAffinity: true,
    save: ['Where kube-proxy is an add-on of EKS, its settings as well:', '  aws eks describe-addon --cluster-name CLUSTER --addon-name kube-proxy > kube-proxy-addon.json'],
    change: ['Where kube-proxy is an add-on of EKS:', '  aws eks delete-addon --cluster-name CLUSTER --addon-name kube-proxy'],
    gradual: ['An update of the add-on writes the DaemonSet anew, without what is patched here: do not update it until all nodes have changed.'],
    back: [
      'Where kube-proxy was an add-on of EKS, with the version and the configurationValues of kube-proxy-addon.json:',
      '  aws eks create-addon --cluster-name CLUSTER --addon-name kube-proxy --resolve-conflicts OVERWRITE',
      'Otherwise:',
    ],
  },
  other: {
    title: 'its installer',
    configMaps: ['kube-proxy'],
    save: [],
    change: ['Turn kube-proxy off in what installed it, so that nothing makes its DaemonSet anew.'],
    gradual: [],
    back: ['Turn kube-proxy on in what installed it. Unless that makes its DaemonSet anew:'],
  },
} as const satisfies Readonly<Record<string, InstallerRemoval>>;

export type InstallerName = keyof typeof INSTALLERS;
