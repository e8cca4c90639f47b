import { addonMode } from './addon';
import { isTerraform } from './carriers';
import { isCommand } from './command';
import { variantOf } from './variant';
import { EKS_WAY } from './way';
import { Distribution } from '../distribution';
import { InstallerFile, textAt } from '../evidence';
import { configMapMode, daemonSetMode } from '../mode';
import { fileOfKind, inCluster, kubelet, label, managementObject, ownFile, provider } from '../signs';

const ADDON = 'eks.services.k8s.aws/Addon';
const CONTROL_PLANE = 'controlplane.cluster.x-k8s.io/AWSManagedControlPlane';
const isTemplate = ({ text = '', document }: InstallerFile): boolean =>
  isTerraform(text) || /resource\s+"aws_eks_addon"/.test(text) || /AWS::EKS::Addon/.test(text || JSON.stringify(document ?? ''));

export const EKS: Distribution = {
  id: 'eks',
  name: 'Amazon EKS',
  title: 'EKS',
  // EKS Distro has the same suffix on other machines.
  signs: [[kubelet(/-eks-/), provider(/^aws:\/\//)], [label(/^eks\.amazonaws\.com\/(?:nodegroup|compute-type)$/)]],
  evidence: [
    inCluster('DaemonSet kube-proxy with the label eks.amazonaws.com/component', evidence =>
      evidence.objects('apps/DaemonSet', /^kube-proxy$/).some(object => textAt(object, 'metadata', 'labels', 'eks.amazonaws.com/component') !== '')),
    inCluster('ConfigMap kube-proxy-config with that label', evidence =>
      evidence.objects('/ConfigMap', /^kube-proxy-config$/).some(object => textAt(object, 'metadata', 'labels', 'eks.amazonaws.com/component') !== '')),
    fileOfKind('eksctl.io/ClusterConfig'),
    ownFile('a template with AWS::EKS::Addon, or a Terraform resource aws_eks_addon', isTemplate),
    ownFile('a command aws eks update-addon for kube-proxy', isCommand),
    managementObject(ADDON),
    managementObject(CONTROL_PLANE),
  ],
  variant: variantOf,
  modeOf: evidence => configMapMode(evidence, /^kube-proxy-config$/) ?? daemonSetMode(evidence) ?? configMapMode(evidence, /^kube-proxy$/) ?? addonMode(evidence),
  takes: file => isTemplate(file) || isCommand(file),
  place: 'add-on kube-proxy, configurationValues; self-managed: ConfigMap kube-system/kube-proxy-config, key config',
  byDefault: 'iptables',
  lasts: 'own-setting',
  since: 'Kubernetes 1.33, VPC CNI v1.23.0',
  advice: 'Set {"mode":"nftables"} in the configuration values of the add-on kube-proxy, with --resolve-conflicts OVERWRITE, after VPC CNI is at v1.23.0 '
    + 'or later; where kube-proxy is self-managed, edit the key config of ConfigMap kube-system/kube-proxy-config.',
  reference: 'https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html',
  way: EKS_WAY,
};
