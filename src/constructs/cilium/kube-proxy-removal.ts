import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { InputError, quoted } from '../../base/errors';
import { kubernetesVersion as readKubernetesVersion } from '../../base/version/kubernetes-version';
import { isBefore, parseVersion } from '../../base/version/version';
import { removalMarkdown } from '../../migrate/cilium/removal-markdown';
import { InstallerName, INSTALLERS, InstallerRemoval, WITHOUT_REMOVAL } from '../../programs/cilium/removal/installers';
import { replacementNodeConfig } from '../../programs/cilium/removal/node-config';
import { removalSteps } from '../../programs/cilium/removal/steps';
import { TextFile } from '../artifacts/text-file';
import { PropertyNames, refuseUnknown } from '../props/known-properties';
import { withPath } from '../props/with-path';

/** What installed kube-proxy. GKE, MicroK8s, minikube, Charmed Kubernetes and Alibaba Cloud ACK have no way to leave it out of a cluster that runs. */
export enum KubeProxyInstaller {
  /** kubeadm, and tools that use it. */
  KUBEADM = 'kubeadm',
  /** kind. */
  KIND = 'kind',
  /** Cluster API with the kubeadm control plane. */
  CLUSTER_API = 'cluster-api',
  /** Kubespray. */
  KUBESPRAY = 'kubespray',
  /** KubeOne. */
  KUBEONE = 'kubeone',
  /** Kubermatic Kubernetes Platform. */
  KUBERMATIC = 'kubermatic',
  /** k3s. */
  K3S = 'k3s',
  /** RKE2. */
  RKE2 = 'rke2',
  /** Rancher, for clusters of RKE2 and k3s that it provisions. */
  RANCHER = 'rancher',
  /** k0s. */
  K0S = 'k0s',
  /** Talos. */
  TALOS = 'talos',
  /** kOps. */
  KOPS = 'kops',
  /** Amazon EKS. */
  EKS = 'eks',
  /** Azure Kubernetes Service. */
  AKS = 'aks',
  /** OpenShift with another network plugin than OVN-Kubernetes. */
  OPENSHIFT = 'openshift',
  /** Gardener. */
  GARDENER = 'gardener',
  /** Anything else that runs kube-proxy as the DaemonSet kube-system/kube-proxy. */
  OTHER = 'other',
}

/** The mode in which kube-proxy ran. */
export enum FormerMode {
  /** iptables. */
  IPTABLES = 'iptables',
  /** IPVS. */
  IPVS = 'ipvs',
  /** nftables. */
  NFTABLES = 'nftables',
}

/** Properties of `KubeProxyRemoval`. */
export interface KubeProxyRemovalProps {
  /** What installed kube-proxy. */
  readonly installer: KubeProxyInstaller;
  /** The version of Kubernetes, as in `1.34`. */
  readonly kubernetesVersion: string;
  /** The mode in which kube-proxy ran, which decides what it leaves on nodes. */
  readonly formerMode: FormerMode;
  /**
   * Whether nodes change one by one: adds a CiliumNodeConfig for nodes with the label `io.cilium.migration/kube-proxy-replacement: "true"`. Kubermatic,
   * Rancher, AKS, OpenShift and Gardener cannot leave single nodes out.
   *
   * @default false
   */
  readonly gradual?: boolean;
  /**
   * The namespace of Cilium.
   *
   * @default kube-system
   */
  readonly namespaceName?: string;
  /**
   * The path of the file with the steps. It may not end with .yaml, .yml or .json.
   *
   * @default cilium/remove-kube-proxy.md
   */
  readonly path?: string;
}

const PROPERTIES: PropertyNames<KubeProxyRemovalProps> = {
  installer: true, kubernetesVersion: true, formerMode: true, gradual: true, namespaceName: true, path: true,
};

/**
 * The way from kube-proxy to Cilium's replacement in a cluster that runs: a file with the steps, in order, with the way back, and for going node by
 * node the configuration of the nodes that have changed.
 */
export class KubeProxyRemoval extends Construct {
  /** The text of the file. */
  public readonly text: string;
  /** The CiliumNodeConfig, where nodes change one by one. */
  public readonly nodeConfig?: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: KubeProxyRemovalProps) {
    super(scope, id);
    refuseUnknown(this.node.path, props, PROPERTIES);
    const { formerMode, gradual: isGradual = false, namespaceName: namespace = 'kube-system' } = props;
    const installer = withPath(this.node.path, () => readInstaller(props.installer, isGradual));
    const { minorText } = withPath(this.node.path, () => readKubernetesVersion(props.kubernetesVersion, 'kubernetesVersion'));
    if (formerMode === FormerMode.NFTABLES && isBefore(parseVersion(minorText, 1), 1, 29)) {
      throw new InputError(`${this.node.path}: formerMode: kube-proxy ${minorText} has no nftables mode; expected iptables or ipvs, or 1.29 or later`);
    }
    const steps = removalSteps({ installer, kubernetesVersion: minorText, modes: [formerMode], isGradual, namespace });
    this.text = ['# From kube-proxy to Cilium', '', ...removalMarkdown(steps)].join('\n');
    new TextFile(this, 'Steps', props.path ?? 'cilium/remove-kube-proxy.md', this.text);
    if (isGradual) this.nodeConfig = new ApiObject(this, 'NodeConfig', replacementNodeConfig(namespace));
  }
}

/** @throws InputError where the installer cannot leave kube-proxy out, or not node by node */
function readInstaller(name: string, isGradual: boolean): InstallerName {
  if (Object.hasOwn(WITHOUT_REMOVAL, name)) throw new InputError(`installer: ${quoted(name)} has no way to leave kube-proxy out of a cluster that runs: ${WITHOUT_REMOVAL[name]}`);
  if (!Object.hasOwn(INSTALLERS, name)) throw new InputError(`installer: ${quoted(name)} is not known; expected one of ${Object.keys(INSTALLERS).join(', ')}`);
  const { title, gradual }: InstallerRemoval = INSTALLERS[name as InstallerName];
  if (isGradual && 'impossible' in gradual) throw new InputError(`gradual: ${title} ${gradual.impossible}, so no node can be left out; expected false`);
  return name as InstallerName;
}
