/** The ids of all that can be recognized, apart from the rest: the help of commands shows them. */
export const DISTRIBUTION_IDS: readonly string[] = [
  'aks', 'alibaba-ack', 'charmed-kubernetes', 'cluster-api', 'eks', 'gardener', 'gke', 'k0s', 'k3s', 'kind', 'kops', 'kubeadm', 'kubeone', 'kubermatic',
  'kubespray', 'microk8s', 'minikube', 'openshift', 'rancher', 'rke2', 'talos',
];
