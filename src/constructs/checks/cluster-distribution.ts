/**
 * Ways to run Kubernetes that decide how kube-proxy is configured. Objects and files usually show which one a cluster has.
 */
export enum ClusterDistribution {
  /** Azure Kubernetes Service. */
  AKS = 'aks',
  /** Alibaba Cloud Container Service for Kubernetes. */
  ALIBABA_ACK = 'alibaba-ack',
  /** Charmed Kubernetes. */
  CHARMED_KUBERNETES = 'charmed-kubernetes',
  /** Cluster API. */
  CLUSTER_API = 'cluster-api',
  /** Amazon EKS. */
  EKS = 'eks',
  /** Gardener. */
  GARDENER = 'gardener',
  /** Google Kubernetes Engine. */
  GKE = 'gke',
  /** The distribution k0s. */
  K0S = 'k0s',
  /** The distribution k3s. */
  K3S = 'k3s',
  /** Clusters of kind. */
  KIND = 'kind',
  /** Clusters of kOps. */
  KOPS = 'kops',
  /** Clusters that kubeadm made, and nothing on top of it. */
  KUBEADM = 'kubeadm',
  /** Clusters of KubeOne. */
  KUBEONE = 'kubeone',
  /** Kubermatic Kubernetes Platform. */
  KUBERMATIC = 'kubermatic',
  /** Clusters of kubespray. */
  KUBESPRAY = 'kubespray',
  /** The distribution MicroK8s. */
  MICROK8S = 'microk8s',
  /** Clusters of minikube. */
  MINIKUBE = 'minikube',
  /** OpenShift. */
  OPENSHIFT = 'openshift',
  /** Clusters that Rancher provisions. */
  RANCHER = 'rancher',
  /** The distribution RKE2. */
  RKE2 = 'rke2',
  /** Talos Linux. */
  TALOS = 'talos',
}
