/** How a way to run Kubernetes leaves kube-proxy out. */
export interface InstallerRemoval {
  /** What it is called in texts. */
  readonly title: string;
  /** What to change, line by line; commands are indented by two blanks. */
  readonly change: readonly string[];
  /** How to go back. */
  readonly back: readonly string[];
  /** Whether kube-proxy is a DaemonSet that stays until somebody deletes it. */
  readonly hasDaemonSet: boolean;
}

/** By the names that users know; the settings are those of each one's documentation. */
export const INSTALLERS = {
  kubeadm: {
    title: 'kubeadm',
    hasDaemonSet: true,
    change: [],
    back: ['  kubeadm init phase addon kube-proxy --kubeconfig /etc/kubernetes/admin.conf'],
  },
  k3s: {
    title: 'k3s',
    hasDaemonSet: false,
    change: ['In /etc/rancher/k3s/config.yaml of each server, then restart k3s on servers and agents:', '  disable-kube-proxy: true'],
    back: ['Remove disable-kube-proxy from /etc/rancher/k3s/config.yaml, and restart k3s.'],
  },
  rke2: {
    title: 'RKE2',
    hasDaemonSet: false,
    change: ['In /etc/rancher/rke2/config.yaml of each server, then restart rke2-server:', '  disable-kube-proxy: true'],
    back: ['Remove disable-kube-proxy from /etc/rancher/rke2/config.yaml, and restart rke2-server.'],
  },
  k0s: {
    title: 'k0s',
    hasDaemonSet: true,
    change: ['In the ClusterConfig of k0s:', '  spec:', '    network:', '      kubeProxy:', '        disabled: true'],
    back: ['Set spec.network.kubeProxy.disabled: false in the ClusterConfig of k0s.'],
  },
  talos: {
    title: 'Talos',
    hasDaemonSet: true,
    change: ['In the machine configuration of the control plane, then talosctl upgrade-k8s, or delete the DaemonSet:', '  cluster:', '    proxy:', '      disabled: true'],
    back: ['Set cluster.proxy.disabled: false, and run talosctl upgrade-k8s.'],
  },
  kops: {
    title: 'kOps',
    hasDaemonSet: false,
    change: ['In the Cluster of kOps, then kops update cluster --yes and kops rolling-update cluster --yes:', '  spec:', '    kubeProxy:', '      enabled: false'],
    back: ['Set spec.kubeProxy.enabled: true, and roll the nodes.'],
  },
  kubespray: {
    title: 'Kubespray',
    hasDaemonSet: true,
    change: ['In the inventory, so that it is not deployed again:', '  kube_proxy_remove: true'],
    back: ['Set kube_proxy_remove: false, and run cluster.yml.'],
  },
  eks: {
    title: 'Amazon EKS',
    hasDaemonSet: true,
    change: ['Where kube-proxy is an add-on of EKS:', '  aws eks delete-addon --cluster-name CLUSTER --addon-name kube-proxy'],
    back: ['  aws eks create-addon --cluster-name CLUSTER --addon-name kube-proxy'],
  },
  other: { title: 'another installer', hasDaemonSet: true, change: [], back: ['Apply the manifests that were saved.'] },
} as const satisfies Readonly<Record<string, InstallerRemoval>>;

export type InstallerName = keyof typeof INSTALLERS;
