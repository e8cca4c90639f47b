import { KubeProxyConfiguration } from '../../programs/kube-proxy/kube-proxy-configuration';

/**
 * How kube-proxy tells the traffic of the node's own pods from other traffic, which it may have to masquerade.
 */
export class LocalDetector {
  /**
   * Traffic is a pod's if its source address is in the cluster's pod CIDR.
   *
   * @param cidrs the pod CIDR, as in `10.244.0.0/16`; in a dual-stack cluster two of them, one of each IP family
   */
  public static clusterCidr(...cidrs: string[]): LocalDetector {
    // kubeadm leaves the mode empty, which is ClusterCIDR.
    return new LocalDetector({ detectLocalMode: '', clusterCIDR: cidrs.join(',') });
  }

  /** Traffic is a pod's if its source address is in the Node's `spec.podCIDRs`. */
  public static nodeCidr(): LocalDetector {
    return new LocalDetector({ detectLocalMode: 'NodeCIDR' });
  }

  /**
   * Traffic is a pod's if it comes in from a bridge.
   *
   * @param name the name of the bridge, as in `cni0`: 1 to 15 letters, digits, dots, underscores or hyphens
   */
  public static bridgeInterface(name: string): LocalDetector {
    return new LocalDetector({ detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: name } });
  }

  /**
   * Traffic is a pod's if it comes in from an interface whose name begins so.
   *
   * @param prefix the beginning of the names, as in `cali`: 1 to 15 letters, digits, dots, underscores or hyphens
   */
  public static interfaceNamePrefix(prefix: string): LocalDetector {
    return new LocalDetector({ detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: prefix } });
  }

  /**
   * The fields of KubeProxyConfiguration that say so.
   * @internal
   */
  public readonly _fields: Pick<KubeProxyConfiguration, 'detectLocalMode' | 'detectLocal' | 'clusterCIDR'>;

  private constructor(fields: Pick<KubeProxyConfiguration, 'detectLocalMode' | 'detectLocal' | 'clusterCIDR'>) {
    this._fields = fields;
  }
}
