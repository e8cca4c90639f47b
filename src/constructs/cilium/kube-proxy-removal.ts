import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { kubernetesVersion as readKubernetesVersion } from '../../base/version/kubernetes-version';
import { InstallerName } from '../../programs/cilium/removal/installers';
import { replacementNodeConfig } from '../../programs/cilium/removal/node-config';
import { removalSteps } from '../../programs/cilium/removal/steps';
import { TextFile } from '../artifacts/text-file';
import { PropertyNames, refuseUnknown } from '../props/known-properties';
import { withPath } from '../props/with-path';

/** What installed kube-proxy. */
export enum KubeProxyInstaller {
  /** kubeadm, and tools that use it. */
  KUBEADM = 'kubeadm',
  /** k3s. */
  K3S = 'k3s',
  /** RKE2. */
  RKE2 = 'rke2',
  /** k0s. */
  K0S = 'k0s',
  /** Talos. */
  TALOS = 'talos',
  /** kOps. */
  KOPS = 'kops',
  /** Kubespray. */
  KUBESPRAY = 'kubespray',
  /** Amazon EKS. */
  EKS = 'eks',
  /** Anything else. */
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
   * Whether nodes change one by one: adds a CiliumNodeConfig for nodes with the label `io.cilium.migration/kube-proxy-replacement: "true"`.
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
    const { installer, formerMode: mode, gradual: isGradual = false, namespaceName: namespace = 'kube-system' } = props;
    const { minorText } = withPath(this.node.path, () => readKubernetesVersion(props.kubernetesVersion, 'kubernetesVersion'));
    const steps = removalSteps({ installer: installer as InstallerName, kubernetesVersion: minorText, mode, isGradual, namespace });
    this.text = ['# From kube-proxy to Cilium', ...steps.flatMap(({ title, lines }, i) => ['', `## ${i + 1}. ${title}`, '', ...lines.map(asMarkdown)]), ''].join('\n');
    new TextFile(this, 'Steps', props.path ?? 'cilium/remove-kube-proxy.md', this.text);
    if (isGradual) this.nodeConfig = new ApiObject(this, 'NodeConfig', replacementNodeConfig(namespace));
  }
}

/** Commands are code by their indentation. */
function asMarkdown(line: string): string {
  return line.startsWith('  ') ? `  ${line}` : line;
}
