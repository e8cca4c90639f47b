import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addToAzureManagedControlPlane, addToManagedCluster } from './add-to-object';
import { AksKubeProxyConfigProps } from './aks-kube-proxy-config-props';
import { azureManagedControlPlanePatchCommand, managedClusterPatchCommand, rollbackCommands, script, updateCommands } from './commands';
import { armFragment, bicepFragment } from './fragments';
import { managedClusterMergePatch } from './merge-patch';
import { AksObjectReference } from './object-reference';
import { AksPlan, planAksKubeProxy } from './plan';
import { jsonText } from './texts';
import { TextFile } from '../artifacts/text-file';

/**
 * kube-proxy's mode in an AKS cluster. AKS manages kube-proxy's DaemonSet, so the mode is a setting of the cluster in
 * Azure, `networkProfile.kubeProxyConfig`, which is a preview feature. This makes it in the forms
 * that Azure's tools take, all of the same settings: files for the Azure CLI, ARM and Bicep, and changes of the objects of
 * Azure Service Operator and of Cluster API Provider Azure. By itself it adds no object to the chart.
 *
 * Written into `folder` of the app's output folder: `kube-proxy-config.azcli-config` and
 * `kube-proxy-rollback.azcli-config` (JSON), `update.sh`, `rollback.sh`, `kube-proxy-fragment.arm` (JSON) and
 * `kube-proxy-fragment.bicep`.
 *
 * @see https://learn.microsoft.com/azure/aks/configure-kube-proxy
 */
export class AksKubeProxyConfig extends Construct {
  private readonly plan: AksPlan;
  private readonly props: AksKubeProxyConfigProps;

  /**
   * Checks all properties.
   *
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists all that is wrong, with the construct's path and the property
   */
  constructor(scope: Construct, id: string, props: AksKubeProxyConfigProps) {
    super(scope, id);
    this.props = props;
    this.plan = planAksKubeProxy(props, this.node.path);
    new TextFile(this, 'Config', this.configFile, this.configJson);
    new TextFile(this, 'RollbackConfig', this.rollbackConfigFile, this.rollbackConfigJson);
    new TextFile(this, 'Update', `${this.plan.folder}/update.sh`, script(this.commands));
    new TextFile(this, 'Rollback', `${this.plan.folder}/rollback.sh`, script(this.rollbackCommands));
    new TextFile(this, 'Arm', `${this.plan.folder}/kube-proxy-fragment.arm`, this.armFragment);
    new TextFile(this, 'Bicep', `${this.plan.folder}/kube-proxy-fragment.bicep`, this.bicepFragment);
  }

  /**
   * The JSON that `az aks create` and `az aks update` take by `--kube-proxy-config`.
   */
  public get configJson(): string {
    return jsonText(this.plan.config);
  }

  /**
   * The same for the settings in `previous`.
   */
  public get rollbackConfigJson(): string {
    return jsonText(this.plan.previousConfig);
  }

  /**
   * The commands that register the preview feature, and update the cluster. They read the file of `configJson`, so they run
   * in the app's output folder.
   */
  public get commands(): string {
    return updateCommands(this.plan, this.configFile);
  }

  /**
   * The commands that go back to `previous`. They run in the app's output folder.
   */
  public get rollbackCommands(): string {
    return rollbackCommands(this.plan, this.rollbackConfigFile);
  }

  /**
   * The part of an ARM template's resource that is about kube-proxy, as JSON. It is no whole resource: merge it into the
   * cluster's own one, and set that one's API version.
   */
  public get armFragment(): string {
    return armFragment(this.plan.apiVersion, this.plan.clusterName, this.plan.config);
  }

  /**
   * The same in Bicep.
   */
  public get bicepFragment(): string {
    return bicepFragment(this.plan.apiVersion, this.plan.clusterName, this.plan.config);
  }

  /**
   * The JSON merge patch of an Azure Service Operator ManagedCluster, which is what Cluster API Provider Azure takes in
   * `asoManagedClusterPatches`, too. Its nulls remove what another mode has left.
   */
  public get managedClusterPatch(): string {
    return JSON.stringify(managedClusterMergePatch(this.plan.config));
  }

  /**
   * The kubectl command that changes a ManagedCluster which is there already.
   *
   * @param reference the object's name and namespace
   */
  public managedClusterPatchCommand(reference: AksObjectReference = {}): string {
    return managedClusterPatchCommand(...this.objectNames(reference), this.managedClusterPatch);
  }

  /**
   * The commands that change an AzureManagedControlPlane which is there already, and keep its other patches.
   *
   * @param reference the object's name and namespace
   */
  public azureManagedControlPlanePatchCommand(reference: AksObjectReference = {}): string {
    return azureManagedControlPlanePatchCommand(...this.objectNames(reference), this.managedClusterPatch);
  }

  /**
   * Sets `spec.networkProfile.kubeProxyConfig` of an Azure Service Operator ManagedCluster, as a whole.
   *
   * @param managedCluster a ManagedCluster of containerservice.azure.com/v20251002preview, or of another preview that has the field
   * @throws an error that names object and field if its API version or network does not go with the settings
   */
  public addToManagedCluster(managedCluster: ApiObject): void {
    addToManagedCluster(managedCluster, this.props, this.props);
  }

  /**
   * Sets `enablePreviewFeatures` and adds to `asoManagedClusterPatches`, behind the patches that are there. nftables mode
   * needs Cluster API Provider Azure 1.26.0 or newer, which uses the preview API that has it.
   *
   * @param controlPlane an AzureManagedControlPlane or AzureManagedControlPlaneTemplate of infrastructure.cluster.x-k8s.io/v1beta1
   * @throws an error that names object and field if its API version or network does not go with the settings
   */
  public addToAzureManagedControlPlane(controlPlane: ApiObject): void {
    addToAzureManagedControlPlane(controlPlane, this.props, this.props);
  }

  /**
   * What to know about the mode in this version of Kubernetes, such as that it is deprecated.
   */
  public get notices(): string[] {
    return [...this.plan.notices];
  }

  private objectNames({ objectName, objectNamespace }: AksObjectReference): [string, string] {
    return [objectName ?? this.plan.clusterName, objectNamespace ?? '<namespace>'];
  }

  private get configFile(): string {
    return `${this.plan.folder}/kube-proxy-config.azcli-config`;
  }

  private get rollbackConfigFile(): string {
    return `${this.plan.folder}/kube-proxy-rollback.azcli-config`;
  }
}
