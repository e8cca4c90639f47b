import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { InputError } from '../../base/errors';
import { kubernetesVersion as readKubernetesVersion } from '../../base/version/kubernetes-version';
import { isBefore, parseVersion } from '../../base/version/version';
import { InstallerName, REPLACEMENT_LABEL } from '../../programs/cilium/removal/installers';
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
    if (mode === FormerMode.NFTABLES && isBefore(parseVersion(minorText, 1), 1, 29)) {
      throw new InputError(`${this.node.path}: formerMode: kube-proxy ${minorText} has no nftables mode; expected iptables or ipvs, or 1.29 or later`);
    }
    const steps = removalSteps({ installer: installer as InstallerName, kubernetesVersion: minorText, mode, isGradual, namespace });
    this.text = ['# From kube-proxy to Cilium', ...steps.flatMap(({ title, lines }, i) => ['', `## ${i + 1}. ${title}`, '', ...asMarkdown(lines)]), ''].join('\n');
    new TextFile(this, 'Steps', props.path ?? 'cilium/remove-kube-proxy.md', this.text);
    if (isGradual) this.nodeConfig = new ApiObject(this, 'NodeConfig', nodeConfig(namespace));
  }
}

/** Lines that are indented are blocks of code: by their indentation alone they would continue the paragraph before. */
function asMarkdown(lines: readonly string[]): string[] {
  const isCode = (line: string | undefined): boolean => line?.startsWith('  ') ?? false;
  return lines.flatMap((line, i) => {
    const isFirst = isCode(line) && !isCode(lines[i - 1]);
    const isLast = isCode(line) && !isCode(lines[i + 1]);
    return [
      ...isFirst ? [...i > 0 ? [''] : [], `\`\`\`${/^ +[\w-]+:/.test(line) ? 'yaml' : 'shell'}`] : [],
      isCode(line) ? line.slice(2) : line,
      ...isLast ? ['```', ...i < lines.length - 1 ? [''] : []] : [],
    ];
  });
}

function nodeConfig(namespace: string): { readonly apiVersion: string; readonly kind: string; readonly [name: string]: unknown } {
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNodeConfig',
    metadata: { name: 'kube-proxy-replacement', namespace },
    spec: {
      nodeSelector: { matchLabels: { [REPLACEMENT_LABEL]: 'true' } },
      defaults: { 'kube-proxy-replacement': 'true', 'kube-proxy-replacement-healthz-bind-address': '0.0.0.0:10256' },
    },
  };
}
