import { Block, shell, yaml } from './block';

/** How a way to run Kubernetes leaves kube-proxy out. The settings are those by which `src/programs/distributions` sees that there is none. */
export interface InstallerRemoval {
  /** What it is called in texts. */
  readonly title: string;
  /** What kube-proxy is there, which decides how it goes. */
  readonly proxy: DaemonSet | 'static-pod' | 'process';
  /** What to change, so that it goes and does not come back. */
  readonly change: readonly Block[];
  /** How to go back. */
  readonly back: readonly Block[];
  /** How its rules go from nodes, where those need no commands, or take none. */
  readonly cleanup?: readonly Block[];
  /** Whether kubeadm's own configuration has to say it, too: kubeadm brings back what it misses. */
  readonly isKubeadm?: boolean;
}

/** kube-proxy as a DaemonSet. */
export interface DaemonSet {
  readonly namespace: string;
  readonly name: string;
  readonly configMaps: readonly string[];
  /** A label of its pods. */
  readonly podLabel: string;
  /** Whether it stays until somebody deletes it. The others are deleted by what made them. */
  readonly isLeft: boolean;
  /** Whether it has a node affinity by itself, of one term, which a merge patch would drop. */
  readonly hasAffinity?: boolean;
  /** Whether a change of it lasts, so that nodes can be left out. What makes others takes changes back. */
  readonly canLeaveOutNodes: boolean;
}

const OF_KUBEADM: DaemonSet = {
  namespace: 'kube-system', name: 'kube-proxy', configMaps: ['kube-proxy'], podLabel: 'k8s-app=kube-proxy', isLeft: true, canLeaveOutNodes: true,
};
const RECONCILED: DaemonSet = { ...OF_KUBEADM, isLeft: false, canLeaveOutNodes: false };

/** A setting of k3s and RKE2: servers tell agents, so it cannot differ between nodes. */
function ofServers(program: string, service: string): Pick<InstallerRemoval, 'change' | 'back'> {
  const restart = [shell(`systemctl restart ${service}   # each server, one by one`, `systemctl restart ${program}-agent   # then each agent`)];
  return {
    change: [`In /etc/rancher/${program}/config.yaml of each server:`, yaml('disable-kube-proxy: true'), ...restart],
    back: [`Remove disable-kube-proxy from /etc/rancher/${program}/config.yaml of each server:`, ...restart],
  };
}

export const INSTALLERS = {
  'kubeadm': {
    title: 'kubeadm',
    proxy: OF_KUBEADM,
    isKubeadm: true,
    change: [],
    back: [],
  },
  'kind': {
    title: 'kind',
    proxy: OF_KUBEADM,
    change: ['Nothing brings it back in a cluster that runs. For the next one, in the Cluster file:', yaml('networking:', '  kubeProxyMode: none')],
    back: [],
  },
  'cluster-api': {
    title: 'Cluster API',
    proxy: OF_KUBEADM,
    change: [
      'In the management cluster, so that upgrades leave kube-proxy alone:',
      shell('kubectl annotate kubeadmcontrolplane -n NAMESPACE NAME controlplane.cluster.x-k8s.io/skip-kube-proxy='),
      'For the next cluster, in the KubeadmControlPlane. In one that runs, this would replace all machines of the control plane, so leave it out:',
      yaml('spec:', '  kubeadmConfigSpec:', '    initConfiguration:', '      skipPhases: [addon/kube-proxy]'),
    ],
    back: [shell('kubectl annotate kubeadmcontrolplane -n NAMESPACE NAME controlplane.cluster.x-k8s.io/skip-kube-proxy-   # in the management cluster')],
  },
  'kubespray': {
    title: 'Kubespray',
    proxy: OF_KUBEADM,
    isKubeadm: true,
    change: ['In the inventory, so that a run does not deploy it again:', yaml('kube_proxy_remove: true')],
    back: ['Set `kube_proxy_remove: false`.'],
  },
  'kubeone': {
    title: 'KubeOne',
    proxy: OF_KUBEADM,
    isKubeadm: true,
    change: ['In the KubeOneCluster, before the next `kubeone apply`:', yaml('clusterNetwork:', '  kubeProxy:', '    skipInstallation: true')],
    back: ['Remove `clusterNetwork.kubeProxy.skipInstallation` from the KubeOneCluster.'],
  },
  'kubermatic': {
    title: 'Kubermatic',
    proxy: RECONCILED,
    change: [
      'In the seed cluster. The label lets the mode of a cluster change that runs. This needs Cilium as the network plugin of the cluster, and Konnectivity:',
      shell(
        'kubectl label cluster NAME unsafe-cni-migration=true',
        'kubectl patch cluster NAME --type=merge --patch \'{"spec":{"clusterNetwork":{"proxyMode":"ebpf"}}}\'',
        'kubectl label cluster NAME unsafe-cni-migration-',
      ),
    ],
    back: ['Set `spec.clusterNetwork.proxyMode` as it was, in the same way.'],
  },
  'k3s': { title: 'k3s', proxy: 'process', ...ofServers('k3s', 'k3s') },
  'rke2': { title: 'RKE2', proxy: 'static-pod', ...ofServers('rke2', 'rke2-server') },
  'rancher': {
    title: 'Rancher',
    proxy: 'process',
    change: ['In the Cluster (provisioning.cattle.io/v1) of Rancher, which restarts the machines\' services in the order that it has:', yaml('spec:', '  rkeConfig:', '    machineGlobalConfig:', '      disable-kube-proxy: true')],
    back: ['Remove `disable-kube-proxy` from the Cluster.'],
  },
  'k0s': {
    title: 'k0s',
    proxy: RECONCILED,
    change: [
      'In the ClusterConfig, on each controller, or in the object where configuration is dynamic:',
      yaml('spec:', '  network:', '    kubeProxy:', '      disabled: true'),
      'Where it is a file, restart each controller:',
      shell('k0s stop && k0s start'),
    ],
    back: ['Set `spec.network.kubeProxy.disabled: false`, and restart the controllers as before.'],
  },
  'talos': {
    title: 'Talos',
    // Up to 1.13, all settings are arguments; from 1.14, the name of the ConfigMap ends in a hash, and Talos removes it.
    proxy: { ...OF_KUBEADM, configMaps: [] },
    change: [
      'In the machine configuration of each control plane, so that no upgrade deploys it again:',
      yaml('cluster:', '  proxy:', '    disabled: true'),
      'From Talos 1.14 on, where the document KubeProxyConfig is used, its `enabled: false`.',
    ],
    back: ['Set `cluster.proxy.disabled: false`, or `enabled: true` in KubeProxyConfig, and run `talosctl upgrade-k8s`. If that makes the DaemonSet, leave out what was saved.'],
    cleanup: ['Nodes have no shell. A reboot removes its rules, one node after the other:', shell('talosctl reboot --nodes NODE')],
  },
  'kops': {
    title: 'kOps',
    proxy: 'static-pod',
    change: [
      'In the Cluster, and then roll its nodes, which replaces them:',
      yaml('spec:', '  kubeProxy:', '    enabled: false'),
      shell('kops update cluster --yes', 'kops rolling-update cluster --yes'),
    ],
    back: ['Set `spec.kubeProxy.enabled: true`, and roll the nodes in the same way.'],
    cleanup: ['Nodes that were replaced have none. Look for others that have not been.'],
  },
  'eks': {
    title: 'Amazon EKS',
    proxy: { ...OF_KUBEADM, configMaps: ['kube-proxy', 'kube-proxy-config'], hasAffinity: true },
    change: ['Where kube-proxy is an add-on of EKS, which also deletes its objects:', shell('aws eks delete-addon --cluster-name CLUSTER --addon-name kube-proxy')],
    back: ['Where it was an add-on, this makes everything, and what was saved is for comparison only:', shell('aws eks create-addon --cluster-name CLUSTER --addon-name kube-proxy'), 'Otherwise:'],
  },
  'aks': {
    title: 'AKS',
    proxy: RECONCILED,
    change: [
      'It needs a cluster without a network plugin of AKS (`--network-plugin none`). `AksKubeProxyConfig` with `enabled: false` writes the file:',
      shell('az aks update --resource-group GROUP --name CLUSTER --kube-proxy-config kube-proxy.json   # {"enabled": false}'),
    ],
    back: [shell('az aks update --resource-group GROUP --name CLUSTER --kube-proxy-config kube-proxy.json   # as it was, with "enabled": true')],
  },
  'openshift': {
    title: 'OpenShift',
    proxy: { ...RECONCILED, namespace: 'openshift-kube-proxy', name: 'openshift-kube-proxy', configMaps: ['proxy-config'], podLabel: 'app=kube-proxy' },
    change: [shell('oc patch network.operator.openshift.io cluster --type=merge --patch \'{"spec":{"deployKubeProxy":false}}\'')],
    back: [shell('oc patch network.operator.openshift.io cluster --type=merge --patch \'{"spec":{"deployKubeProxy":true}}\'')],
  },
  'gardener': {
    title: 'Gardener',
    proxy: RECONCILED,
    change: ['In the Shoot, in the garden cluster:', yaml('spec:', '  kubernetes:', '    kubeProxy:', '      enabled: false')],
    back: ['Set `spec.kubernetes.kubeProxy.enabled: true`, with the mode that it had.'],
  },
  'other': {
    title: 'what installed it',
    proxy: OF_KUBEADM,
    change: ['What installed kube-proxy may do it again: look how it is told not to.'],
    back: [],
  },
} as const satisfies Readonly<Record<string, InstallerRemoval>>;

export type InstallerName = keyof typeof INSTALLERS;

/** Those for which no way is documented to leave kube-proxy out of a cluster that runs, by the ids of distributions. */
export const WITHOUT_REMOVAL: Readonly<Record<string, string>> = {
  'alibaba-ack': 'ACK manages kube-proxy-worker, and documents no setting that leaves it out',
  'charmed-kubernetes': 'the charms run kube-proxy as a snap, and document no option that leaves it out',
  'gke': 'GKE writes the static pods of kube-proxy; clusters with Dataplane V2 have none, which is chosen when a cluster is made',
  'microk8s': 'kube-proxy is a part of kubelite, and no argument that leaves it out is documented',
  'minikube': 'that is chosen when a cluster is made: minikube start --extra-config=kubeadm.skip-phases=addon/kube-proxy',
};
