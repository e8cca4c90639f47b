import { AksNetworkDataplane, AksNetworkPlugin, AksNetworkPolicy } from './cluster-network';
import { AksKubeProxySettings } from './kube-proxy-settings';

/**
 * Properties of `AksKubeProxyConfig`.
 */
export interface AksKubeProxyConfigProps extends AksKubeProxySettings {
  /**
   * The cluster's version of Kubernetes, as `1.33` or `1.33.5`: it decides which modes there are. All node pools have
   * to be of such a version.
   */
  readonly kubernetesVersion: string;

  /**
   * The cluster's network plugin. `enabled: false` needs AksNetworkPlugin.NONE.
   *
   * @default - not known, and taken for one of AKS's
   */
  readonly networkPlugin?: AksNetworkPlugin;

  /**
   * What enforces the cluster's network policies. IPVS mode does not work with AksNetworkPolicy.AZURE.
   *
   * @default - not known, and not checked
   */
  readonly networkPolicy?: AksNetworkPolicy;

  /**
   * The cluster's network data plane. AKS's Cilium runs without kube-proxy.
   *
   * @default - not known, and not checked
   */
  readonly networkDataplane?: AksNetworkDataplane;

  /**
   * The settings to go back to: those of the cluster as it is now, which `az aks show --query
   * networkProfile.kubeProxyConfig` prints.
   *
   * @default - iptables mode, which is AKS's default
   */
  readonly previous?: AksKubeProxySettings;

  /**
   * The cluster's resource group, for the commands.
   *
   * @default - the placeholder `<resource-group>`
   */
  readonly resourceGroup?: string;

  /**
   * The cluster's name, for the commands and fragments.
   *
   * @default - the placeholder `<cluster-name>`
   */
  readonly clusterName?: string;

  /**
   * The API version of Azure Resource Manager for the ARM and Bicep fragments: a preview from 2022-08-02-preview, in
   * nftables mode from 2025-09-02-preview. No stable version has the field.
   *
   * @default - 2025-10-02-preview
   */
  readonly apiVersion?: string;

  /**
   * The folder of the files in the app's output folder: letters, digits, dots, hyphens, underscores and slashes.
   *
   * @default - aks
   */
  readonly folder?: string;
}
