import { AKS } from './aks';
import { ALIBABA_ACK } from './alibaba-ack';
import { CHARMED_KUBERNETES } from './charmed-kubernetes';
import { CLUSTER_API } from './cluster-api';
import { Distribution } from './distribution';
import { EKS } from './eks';
import { GARDENER } from './gardener';
import { GKE } from './gke';
import { K0S } from './k0s';
import { K3S } from './k3s';
import { KIND } from './kind';
import { KOPS } from './kops';
import { KUBEONE } from './kubeone';
import { KUBERMATIC } from './kubermatic';
import { KUBESPRAY } from './kubespray';
import { MICROK8S } from './microk8s';
import { MINIKUBE } from './minikube';
import { OPENSHIFT } from './openshift';
import { RANCHER } from './rancher';
import { RKE2 } from './rke2';
import { TALOS } from './talos';

/**
 * In the order in which they are asked: managed services before the tools that may run on the same machines, what is laid over another
 * one before that one, and what is made with kubeadm last.
 */
export const DISTRIBUTIONS: readonly Distribution[] = [
  GKE, EKS, ALIBABA_ACK, AKS, OPENSHIFT, GARDENER, KUBERMATIC,
  KOPS, TALOS, K0S, RANCHER, RKE2, K3S, MICROK8S, CHARMED_KUBERNETES, MINIKUBE, KIND,
  CLUSTER_API, KUBEONE, KUBESPRAY,
];
