import { Block, shell, yaml } from './block';

/** How a way to run Kubernetes runs kube-proxy, and leaves it out: by the settings in which `src/programs/distributions` sees that there is none. */
export interface InstallerRemoval {
  /** What it is called in texts. */
  readonly title: string;
  /** The DaemonSet; undefined where kube-proxy is a part of what each node runs. */
  readonly daemonSet?: DaemonSet;
  /** Whether kubeadm upgrades the cluster, and with it kube-proxy. */
  readonly isKubeadm?: boolean;
  /** What else to save, or why there is nothing. */
  readonly save?: readonly Block[];
  /** What to change, so that kube-proxy does not come back. */
  readonly change: readonly Block[];
  /** What has to be known, or done first, to go node by node; or the reason why that can't be. */
  readonly gradual: readonly Block[] | { readonly impossible: string };
  /** What makes kube-proxy leave one node, where no DaemonSet does. */
  readonly leave?: readonly Block[];
  /** The commands with which nodes are drained, and new ones take their places. */
  readonly replacement?: readonly string[];
  /** How to get rid of the rules of kube-proxy, where nodes need other commands for it, or none. */
  readonly cleanup?: readonly Block[];
  /** How to go back. */
  readonly back: readonly Block[];
  /** Whether that makes kube-proxy as it was, so that what was saved is not applied. */
  readonly bringsBack?: boolean;
}

/** kube-proxy as a DaemonSet. */
export interface DaemonSet {
  readonly namespace: string;
  readonly name: string;
  readonly configMaps: readonly string[];
  /** A label of its pods. */
  readonly podLabel: string;
  /** Whether it has an affinity by itself, which a merge patch would drop. */
  readonly hasAffinity?: boolean;
  /** Whether what made it deletes it. */
  readonly goesByItself?: boolean;
}

/** A node with it is one where Cilium replaces kube-proxy: Documentation/configuration/per-node-config.rst. */
export const REPLACEMENT_LABEL = 'io.cilium.migration/kube-proxy-replacement';

const OF_KUBEADM: DaemonSet = { namespace: 'kube-system', name: 'kube-proxy', configMaps: ['kube-proxy'], podLabel: 'k8s-app=kube-proxy' };
const MANAGED: DaemonSet = { ...OF_KUBEADM, goesByItself: true };
const TAKEN_BACK = { impossible: 'takes changes of the DaemonSet back' };

/** k3s and RKE2 share this code: agents take DisableKubeProxy from their server as they start (k3s, pkg/agent/config). */
function ofServers(title: string, folder: string, server: string, agent: string, runsAs: string): InstallerRemoval {
  const file = `/etc/rancher/${folder}/config.yaml`;
  const restart = shell(`systemctl restart ${server}   # on agents: ${agent}`);
  return {
    title,
    save: [`kube-proxy ${runsAs}: its arguments stay in ${file}, and nothing else has to be saved.`],
    change: [`In ${file} of each server:`, yaml('disable-kube-proxy: true'), 'Then restart one node after the other, servers first; agents ask a server as they start:', restart],
    gradual: [`In ${file} of each server:`, yaml('disable-kube-proxy: true'), `It has an effect on a node when ${server} or ${agent} restarts there: do not restart nodes out of turn from here on.`],
    leave: ['On the node; servers first, since agents ask a server as they start:', restart],
    back: [`Remove disable-kube-proxy from ${file} of each server, and restart one node after the other, servers first:`, restart],
    bringsBack: true,
  };
}

const KOPS = ['kops update cluster --yes', 'kops rolling-update cluster --yes'];

export const INSTALLERS = {
  'kubeadm': { title: 'kubeadm', daemonSet: OF_KUBEADM, isKubeadm: true, change: [], gradual: [], back: [] },
  'kind': {
    title: 'kind',
    daemonSet: OF_KUBEADM,
    change: ['Nothing brings it back in a cluster that runs. For the next one, in the Cluster file:', yaml('networking:', '  kubeProxyMode: none')],
    gradual: [],
    back: [],
  },
  'cluster-api': {
    title: 'Cluster API',
    daemonSet: OF_KUBEADM,
    change: [
      'In the management cluster, so that upgrades leave kube-proxy alone:',
      shell('kubectl annotate kubeadmcontrolplane -n NAMESPACE NAME controlplane.cluster.x-k8s.io/skip-kube-proxy='),
      'For the next cluster, in the KubeadmControlPlane. In one that runs, this would replace all machines of the control plane, so leave it out:',
      yaml('spec:', '  kubeadmConfigSpec:', '    initConfiguration:', '      skipPhases: [addon/kube-proxy]'),
    ],
    gradual: [],
    back: ['In the management cluster:', shell('kubectl annotate kubeadmcontrolplane -n NAMESPACE NAME controlplane.cluster.x-k8s.io/skip-kube-proxy-')],
  },
  'kubespray': {
    title: 'Kubespray',
    daemonSet: OF_KUBEADM,
    isKubeadm: true,
    change: ['In the inventory, so that it is not deployed again:', yaml('kube_proxy_remove: true')],
    gradual: ['upgrade-cluster.yml restarts kube-proxy on all nodes: do not run it until all nodes have changed.'],
    back: ['Set `kube_proxy_remove: false` in the inventory.'],
  },
  'kubeone': {
    title: 'KubeOne',
    daemonSet: OF_KUBEADM,
    isKubeadm: true,
    change: ['In the KubeOneCluster, before the next `kubeone apply`:', yaml('clusterNetwork:', '  kubeProxy:', '    skipInstallation: true')],
    gradual: ['`kubeone apply` writes kube-proxy anew, without what is patched here: do not run it until all nodes have changed.'],
    back: ['Remove `clusterNetwork.kubeProxy.skipInstallation` from the KubeOneCluster.'],
  },
  'kubermatic': {
    title: 'Kubermatic',
    daemonSet: MANAGED,
    change: [
      'In the seed cluster. The label lets the mode of a cluster change that runs. This needs Cilium as the network plugin of the cluster, and Konnectivity:',
      shell(
        'kubectl label cluster NAME unsafe-cni-migration=true',
        'kubectl patch cluster NAME --type=merge --patch \'{"spec":{"clusterNetwork":{"proxyMode":"ebpf"}}}\'',
        'kubectl label cluster NAME unsafe-cni-migration-',
      ),
    ],
    gradual: TAKEN_BACK,
    back: ['Set `spec.clusterNetwork.proxyMode` as it was, in the same way.'],
    bringsBack: true,
  },
  'k3s': ofServers('k3s', 'k3s', 'k3s', 'k3s-agent', 'is a part of k3s'),
  'rke2': ofServers('RKE2', 'rke2', 'rke2-server', 'rke2-agent', 'is a static pod that RKE2 writes'),
  'rancher': {
    title: 'Rancher',
    save: ['The arguments of kube-proxy stay in the Cluster of Rancher, and nothing else has to be saved.'],
    change: [
      'In the Cluster (provisioning.cattle.io/v1), by which Rancher restarts what runs on each machine:',
      yaml('spec:', '  rkeConfig:', '    machineGlobalConfig:', '      disable-kube-proxy: true'),
    ],
    gradual: { impossible: 'restarts the machines by itself' },
    back: ['Remove `disable-kube-proxy` from the Cluster of Rancher.'],
    bringsBack: true,
  },
  'k0s': {
    title: 'k0s',
    daemonSet: OF_KUBEADM,
    change: [
      'In the ClusterConfig of k0s, on each controller where it is a file, then restart k0scontroller there:',
      yaml('spec:', '  network:', '    kubeProxy:', '      disabled: true'),
    ],
    gradual: ['k0s writes the DaemonSet anew when a controller restarts, without what is patched here: do not restart or upgrade controllers until all nodes have changed.'],
    back: ['Set `spec.network.kubeProxy.disabled: false` in the ClusterConfig of k0s, and restart controllers where it is a file: k0s makes the objects.'],
    bringsBack: true,
  },
  'talos': {
    title: 'Talos',
    // Up to 1.13 it has no ConfigMap; from 1.14 that one's name ends in a hash, and Talos prunes it.
    daemonSet: { ...OF_KUBEADM, configMaps: [] },
    change: [
      'In the machine configuration of all control plane nodes, up to Talos 1.13:',
      yaml('cluster:', '  proxy:', '    disabled: true'),
      'From Talos 1.14, in the document that takes its place:',
      yaml('apiVersion: v1alpha1', 'kind: KubeProxyConfig', 'enabled: false'),
      'Talos does not touch the DaemonSet by that. With the version that the cluster has, this applies its manifests:',
      shell('talosctl upgrade-k8s --to VERSION'),
    ],
    gradual: ['`talosctl upgrade-k8s` writes the DaemonSet anew, without what is patched here: do not run it until all nodes have changed.'],
    cleanup: ['Nodes have no shell. A reboot removes the rules, one node after the other:', shell('talosctl reboot --nodes NODE')],
    back: ['Set `cluster.proxy.disabled: false`, or `enabled: true` in KubeProxyConfig, then:', shell('talosctl upgrade-k8s --to VERSION')],
    bringsBack: true,
  },
  'kops': {
    title: 'kOps',
    save: ['kube-proxy is a static pod that kOps writes: its settings stay in the Cluster of kOps, and nothing else has to be saved.'],
    change: [
      'In the Cluster of kOps:',
      yaml('spec:', '  kubeProxy:', '    enabled: false'),
      'Where kOps installs Cilium, `spec.networking.cilium.enableNodePort: true` is the replacement.',
    ],
    gradual: ['In each InstanceGroup, so that new machines have the label:', yaml('spec:', '  nodeLabels:', `    ${REPLACEMENT_LABEL}: "true"`)],
    replacement: KOPS,
    cleanup: ['The machines are new ones, which have none.'],
    back: ['Set `spec.kubeProxy.enabled: true` in the Cluster of kOps, then:', shell(...KOPS)],
    bringsBack: true,
  },
  'eks': {
    title: 'Amazon EKS',
    // The first ConfigMap has the address of the API server, the second the configuration.
    daemonSet: { ...OF_KUBEADM, configMaps: ['kube-proxy', 'kube-proxy-config'], hasAffinity: true },
    save: ['Where kube-proxy is an add-on of EKS, its settings as well:', shell('aws eks describe-addon --cluster-name CLUSTER --addon-name kube-proxy > kube-proxy-addon.json')],
    change: ['Where kube-proxy is an add-on of EKS, which also deletes its objects:', shell('aws eks delete-addon --cluster-name CLUSTER --addon-name kube-proxy')],
    gradual: ['An update of the add-on writes the DaemonSet anew, without what is patched here: do not update it until all nodes have changed.'],
    back: [
      'Where kube-proxy was an add-on of EKS, with the version and the configurationValues of kube-proxy-addon.json:',
      shell('aws eks create-addon --cluster-name CLUSTER --addon-name kube-proxy --resolve-conflicts OVERWRITE'),
      'Otherwise:',
    ],
  },
  'aks': {
    title: 'AKS',
    daemonSet: MANAGED,
    change: [
      'It needs a cluster without a network plugin of AKS (`--network-plugin none`). `AksKubeProxyConfig` with `enabled: false` writes the file:',
      shell('az aks update --resource-group GROUP --name CLUSTER --kube-proxy-config kube-proxy.json   # {"enabled": false}'),
    ],
    gradual: TAKEN_BACK,
    back: [shell('az aks update --resource-group GROUP --name CLUSTER --kube-proxy-config kube-proxy.json   # as it was, with "enabled": true')],
    bringsBack: true,
  },
  'openshift': {
    title: 'OpenShift',
    daemonSet: { ...MANAGED, namespace: 'openshift-kube-proxy', name: 'openshift-kube-proxy', configMaps: ['proxy-config'], podLabel: 'app=kube-proxy' },
    change: [shell('oc patch network.operator.openshift.io cluster --type=merge --patch \'{"spec":{"deployKubeProxy":false}}\'')],
    gradual: TAKEN_BACK,
    back: [shell('oc patch network.operator.openshift.io cluster --type=merge --patch \'{"spec":{"deployKubeProxy":true}}\'')],
    bringsBack: true,
  },
  'gardener': {
    title: 'Gardener',
    daemonSet: MANAGED,
    change: ['In the Shoot, in the garden cluster:', yaml('spec:', '  kubernetes:', '    kubeProxy:', '      enabled: false')],
    gradual: TAKEN_BACK,
    back: ['Set `spec.kubernetes.kubeProxy.enabled: true`, with the mode that it had.'],
    bringsBack: true,
  },
  'other': {
    title: 'its installer',
    daemonSet: OF_KUBEADM,
    change: ['Turn kube-proxy off in what installed it, so that nothing makes its DaemonSet anew.'],
    gradual: [],
    back: ['Turn kube-proxy on in what installed it. Unless that makes its DaemonSet anew:'],
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
