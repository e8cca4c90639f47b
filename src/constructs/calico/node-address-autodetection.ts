import { AutodetectionSpec } from '../../programs/calico/installation-spec';

/**
 * How Calico finds the address of a node, of one IP family.
 */
export class CalicoNodeAddressAutodetection {
  /** The first InternalIP of the Node, as Kubernetes knows it. */
  public static kubernetesInternalIp(): CalicoNodeAddressAutodetection {
    return new CalicoNodeAddressAutodetection({ kubernetes: 'NodeInternalIP' });
  }

  /** The first address of the first interface whose name is not known to be a container's or a bridge's. */
  public static firstFound(): CalicoNodeAddressAutodetection {
    return new CalicoNodeAddressAutodetection({ firstFound: true });
  }

  /**
   * An address of an interface whose name matches.
   *
   * @param pattern a regular expression, as in `eth.*`
   */
  public static matchingInterface(pattern: string): CalicoNodeAddressAutodetection {
    return new CalicoNodeAddressAutodetection({ interface: pattern });
  }

  /**
   * An address of an interface whose name does not match.
   *
   * @param pattern a regular expression, as in `docker.*`
   */
  public static skippingInterface(pattern: string): CalicoNodeAddressAutodetection {
    return new CalicoNodeAddressAutodetection({ skipInterface: pattern });
  }

  /**
   * The address by which the node reaches another one.
   *
   * @param destination an IP address or a name
   */
  public static canReach(destination: string): CalicoNodeAddressAutodetection {
    return new CalicoNodeAddressAutodetection({ canReach: destination });
  }

  /**
   * An address in one of these networks.
   *
   * @param cidrs the networks, as in `192.168.10.0/24`
   */
  public static cidrs(...cidrs: string[]): CalicoNodeAddressAutodetection {
    return new CalicoNodeAddressAutodetection({ cidrs });
  }

  /**
   * The fields of an Installation that say so.
   * @internal
   */
  public readonly _fields: AutodetectionSpec;

  private constructor(fields: AutodetectionSpec) {
    this._fields = fields;
  }
}
