import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeadmProxyConfigProps } from './kubeadm-proxy-config-props';
import { KubeadmPlan, planKubeadm } from './plan';
import { clusterApiFields } from '../../programs/kubeadm/cluster-api';
import { Phase } from '../../programs/kubeadm/phase-files';
import { TextFile } from '../artifacts/text-file';

/** The keys of an API object's data, under which each kind holds text. */
const DATA_FIELDS = { Secret: 'stringData', ConfigMap: 'data' };

/**
 * The files for `kubeadm init`, `join`, `upgrade` and `reset` with kube-proxy's configuration where kubeadm uses it, and the commands
 * that belong to them. They are no API objects: they are written beside the manifests, where `kubectl apply` does not
 * take them.
 */
export class KubeadmProxyConfig extends Construct {
  /**
   * The Secret or the ConfigMap with the files, if `transport` asks for it.
   */
  public readonly transportObject?: ApiObject;

  private readonly plan: KubeadmPlan;

  /**
   * Checks all properties and makes the files.
   *
   * @param scope the chart or app
   * @param id the construct's id
   * @param props the properties
   */
  constructor(scope: Construct, id: string, props: KubeadmProxyConfigProps) {
    super(scope, id);
    this.plan = planKubeadm(props, this.node.path);

    const podSubnet = props.cluster?.networking?.podSubnet;
    if (podSubnet) props.kubeProxy?._fillClusterCidr(podSubnet);

    const folder = props.folder ?? 'kubeadm';
    const texts = Object.fromEntries(this.plan.files.map(({ name, text }) => [name, text]));
    for (const [name, text] of Object.entries({ ...texts, 'COMMANDS.txt': this.plan.commands })) {
      new TextFile(this, name, `${folder}/${name}`, text);
    }
    if (props.transport) {
      const { _kind: kind, _metadata: metadata } = props.transport;
      this.transportObject = new ApiObject(this, 'Resource', { apiVersion: 'v1', kind, metadata, [DATA_FIELDS[kind]]: texts });
    }
  }

  /**
   * The file for `kubeadm init`, `init.conf`.
   */
  public get initText(): string {
    return this.textOf('init')!;
  }

  /**
   * The file for workers that join, `join-worker.conf`, if it was asked for.
   */
  public get joinWorkerText(): string | undefined {
    return this.textOf('joinWorker');
  }

  /**
   * The file for control-plane nodes that join, `join-control-plane.conf`, if it was asked for.
   */
  public get joinControlPlaneText(): string | undefined {
    return this.textOf('joinControlPlane');
  }

  /**
   * The file for upgrades, `upgrade.conf`, if it was asked for and kubeadm of the version uses one.
   */
  public get upgradeText(): string | undefined {
    return this.textOf('upgrade');
  }

  /**
   * The file for `kubeadm init phase addon kube-proxy`, `kube-proxy-addon.conf`: it changes the mode of a cluster that runs.
   */
  public get kubeProxyAddonText(): string {
    return this.textOf('addon')!;
  }

  /**
   * The file for `kubeadm reset`, `reset.conf`, if it was asked for and kubeadm of the version uses one.
   */
  public get resetText(): string | undefined {
    return this.textOf('reset');
  }

  /**
   * The commands that use the files, with comments: `COMMANDS.txt`.
   */
  public get commands(): string {
    return this.plan.commands;
  }

  /**
   * What to know about these settings in this version of Kubernetes. `COMMANDS.txt` has the same.
   */
  public get notices(): string[] {
    return [...this.plan.notices];
  }

  /**
   * The KubeProxyConfiguration in the files, as plain data. It is a copy: changing it changes nothing.
   */
  public get kubeProxyConfiguration(): any {
    return structuredClone(this.plan.kubeProxyConfiguration);
  }

  /**
   * The fields `files` and `preKubeadmCommands` for the `kubeadmConfigSpec` of Cluster API's `KubeadmControlPlane`, which has no field for
   * kube-proxy's configuration. They are of use for `kubeadm init` only: a cluster that runs needs its ConfigMap changed.
   */
  public get clusterApiFields(): any {
    return clusterApiFields(this.plan.kubeProxyConfiguration);
  }

  private textOf(phase: Phase): string | undefined {
    return this.plan.files.find(file => file.phase === phase)?.text;
  }
}
