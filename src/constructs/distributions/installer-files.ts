import { Construct } from 'constructs';
import { distributionChange, noticesOf, SETTINGS } from './plan';
import { InputError } from '../../base/errors';
import { isPlainObject } from '../../base/objects/fields';
import { settingFiles } from '../../migrate/nftables/distribution/setting-files';
import { Evidence } from '../../programs/distributions/evidence';
import { mappingIn } from '../../programs/distributions/mode';
import { isInstallerFile } from '../../programs/distributions/recognize';
import { TextFile } from '../artifacts/text-file';
import { KubeProxySettings } from '../kube-proxy/settings';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

/** Distributions whose mode is in a file, or in what a command is given. */
export enum InstallerDistribution {
  /** Charmed Kubernetes: the Juju option proxy-extra-config. */
  CHARMED_KUBERNETES = 'charmed-kubernetes',
  /** Amazon EKS: a configuration of eksctl, a template of CloudFormation, Terraform, or a command. */
  EKS = 'eks',
  /** The k0s.yaml of k0s. */
  K0S = 'k0s',
  /** The config.yaml of k3s. */
  K3S = 'k3s',
  /** The configuration of a kind cluster. */
  KIND = 'kind',
  /** The group_vars of kubespray. */
  KUBESPRAY = 'kubespray',
  /** The arguments of kube-proxy of MicroK8s. */
  MICROK8S = 'microk8s',
  /** The command that starts minikube. */
  MINIKUBE = 'minikube',
  /** The config.yaml of RKE2. */
  RKE2 = 'rke2',
  /** The machine configuration of Talos. */
  TALOS = 'talos',
}

/** Properties of `InstallerFiles`. */
export interface InstallerFilesProps extends KubeProxySettings {
  /** The distribution. */
  readonly distribution: InstallerDistribution;

  /**
   * The version of the distribution itself, where it is another one: of kubespray, kind or Talos.
   *
   * @default - not known, and checked by the version of Kubernetes alone
   */
  readonly distributionVersion?: string;

  /**
   * The texts of files that exist, by their paths, such as `inventory/shop/group_vars/k8s_cluster/k8s-cluster.yml`. They are written with the
   * change, and are otherwise as they are, with all comments.
   *
   * @default - files that hold nothing but the change
   */
  readonly existingFiles?: { readonly [key: string]: string };

  /**
   * The folder for the files in the app's output folder.
   *
   * @default - the name of the distribution
   */
  readonly folder?: string;
}

const PROPERTIES: PropertyNames<InstallerFilesProps> = {
  ...SETTINGS, distribution: true, distributionVersion: true, existingFiles: true, folder: true,
};

/** What a distribution has from the start, where no file says otherwise. */
const INITIAL: Readonly<Partial<Record<InstallerDistribution, { readonly [path: string]: string }>>> = {
  [InstallerDistribution.KIND]: { 'kind.yaml': 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n' },
  [InstallerDistribution.MICROK8S]: {
    '/var/snap/microk8s/current/args/kube-proxy': '--kubeconfig=${SNAP_DATA}/credentials/proxy.config\n--cluster-cidr=10.1.0.0/16\n--healthz-bind-address=127.0.0.1\n--profiling=false\n',
  },
  [InstallerDistribution.CHARMED_KUBERNETES]: { 'juju config kubernetes-worker proxy-extra-config': 'mode: iptables\n' },
};

/**
 * The files of an installer that bring kube-proxy to nftables mode, beside the manifests of the app. Their names get the ending `.txt`, so that
 * nobody applies them with everything else.
 */
export class InstallerFiles extends Construct {
  /** The paths of the files in the app's output folder. */
  public readonly paths: string[];

  private readonly allNotices: string[];

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: InstallerFilesProps) {
    super(scope, id);
    const { path } = this.node;
    refuseUnknown(path, props, PROPERTIES);
    const { distribution, distributionVersion, folder = distribution } = props;
    const { existingFiles = INITIAL[distribution] ?? {} } = props;
    const distributions: readonly string[] = Object.values(InstallerDistribution);
    if (!distributions.includes(distribution)) throw new InputError(`${path}: distribution: "${distribution}" is not one of ${distributions.join(', ')}`);
    const evidence = evidenceOf(path, existingFiles);
    const change = distributionChange(path, { id: distribution, settings: props, distributionVersion, evidence });
    const files = settingFiles(change.settings, evidence);
    if (files.length === 0) throw new InputError(`${path}: existingFiles: say nftables mode already; leave the construct out`);
    const written = files.map(file => new TextFile(this, file.path.replace(/[^\w.-]/g, '-'), `${folder}/${file.path}.txt`, file.after.endsWith('\n') ? file.after : `${file.after}\n`));
    this.paths = written.map(file => file.path);
    this.allNotices = noticesOf(change);
  }

  /** What to know before the files are used, each in a sentence. */
  public get notices(): string[] {
    return [...this.allNotices];
  }
}

function evidenceOf(path: string, files: { readonly [name: string]: string }): Evidence {
  const evidence = new Evidence();
  for (const [name, text] of Object.entries(files)) {
    const source = { fileName: name, origin: name, text };
    const document = mappingIn(text);
    if (isPlainObject(document) && document.kind !== undefined) {
      evidence.offer(document, source);
    } else if (document && isInstallerFile({ name, document })) {
      evidence.offerFile({ name, document }, source);
    } else if (isInstallerFile({ name, text })) {
      evidence.offerFile({ name, text });
    } else {
      throw new InputError(`${path}: existingFiles["${name}"]: is not a file of an installer that sets kube-proxy's mode`);
    }
  }
  return evidence;
}
