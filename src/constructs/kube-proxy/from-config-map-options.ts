import { ApiObjectMetadata } from 'cdk8s';
import { KubeProxyAddonOptions } from './addon-options';

/**
 * Options of `NftablesKubeProxy.fromConfigMap`.
 */
export interface KubeProxyFromConfigMapOptions {
  /**
   * The version of kube-proxy, as `1.36` or `v1.36.3`.
   */
  readonly kubernetesVersion: string;

  /**
   * The node's addresses that NodePorts are to be served on from now on, as with `NftablesKubeProxyProps`.
   *
   * @default - as they are; where they are not set, the default of nftables mode, which is the Node's primary addresses alone
   */
  readonly nodePortAddresses?: string[];

  /**
   * Fields of KubeProxyConfiguration by their own names, merged over the migrated configuration.
   *
   * @default - none
   */
  readonly extraConfiguration?: { readonly [key: string]: any };

  /**
   * The ConfigMap's name, namespace, labels and annotations.
   *
   * @default - the name, namespace and labels that the given ConfigMap has
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Makes the whole add-on instead of its ConfigMap alone.
   *
   * @default - the ConfigMap alone
   */
  readonly addon?: KubeProxyAddonOptions;
}
