/** How WireGuard encrypts. */
export interface WireGuardOptions {
  /**
   * Whether traffic of nodes and of pods in their host network is encrypted, too. Control plane nodes are left out by Cilium.
   *
   * @default false
   */
  readonly nodeEncryption?: boolean;
  /**
   * Drops what is not encrypted within this IPv4 CIDR, which is that of pods.
   *
   * @default - nothing is dropped
   */
  readonly strictCidr?: string;
}

/** How IPsec encrypts. */
export interface IpsecOptions {
  /**
   * The Secret with the key, in the namespace of Cilium. It has to exist before agents start; its key `keys` has a line as in
   * `3+ rfc4106(gcm(aes)) <40 hexadecimal digits> 128`.
   *
   * @default cilium-ipsec-keys
   */
  readonly secretName?: string;
}

/** Who issues the identities of workloads for ztunnel. */
export enum ZtunnelAuthority {
  /** Cilium itself. */
  INTERNAL = 'internal',
  /** A SPIRE server, in which the operator registers workloads. */
  SPIRE = 'spire',
}

/** How ztunnel encrypts. */
export interface ZtunnelOptions {
  /**
   * Who issues identities, from 1.20. The chart 1.19 has no choice.
   *
   * @default ZtunnelAuthority.INTERNAL from 1.20
   */
  readonly authority?: ZtunnelAuthority;
}

/** What encrypts traffic between nodes. */
export class Encryption {
  /**
   * WireGuard, whose keys agents make themselves. It needs UDP port 51871 between nodes.
   *
   * @param options how it encrypts
   */
  public static fromWireGuard(options: WireGuardOptions = {}): Encryption {
    return new Encryption('wireguard', { nodeEncryption: options.nodeEncryption }, options.strictCidr);
  }

  /**
   * IPsec, with a key of a Secret. It cannot be combined with the host firewall.
   *
   * @param options how it encrypts
   */
  public static fromIpsec(options: IpsecOptions = {}): Encryption {
    return new Encryption('ipsec', { ipsec: { secretName: options.secretName } });
  }

  /**
   * Mutual TLS of ztunnel, from 1.19, for TCP in namespaces with the label `io.cilium/mtls-enabled=true`. The Secret `cilium-ztunnel-secrets` in the
   * namespace of Cilium has to exist before agents start, with the keys `bootstrap-private.key`, `bootstrap-root.crt`, `ca-private.key` and
   * `ca-root.crt`. It cannot be combined with a cluster mesh, nor with Istio's ambient mode.
   *
   * @param options how it encrypts
   */
  public static fromZtunnel(options: ZtunnelOptions = {}): Encryption {
    return new Encryption('ztunnel', options.authority === undefined ? {} : { ztunnel: { ca: { type: options.authority } } });
  }

  private constructor(private readonly type: string, private readonly fields: object, private readonly strictCidr?: string) {}

  /**
   * The values in a version: strict mode has other keys from 1.19.
   * @internal
   */
  public _valuesIn(minor: string): object {
    const isOld = minor === '1.17' || minor === '1.18';
    // With tunneling, pods could not reach nodes otherwise.
    const strict = { enabled: true, cidr: this.strictCidr, allowRemoteNodeIdentities: true };
    return {
      encryption: {
        enabled: true,
        type: this.type,
        ...this.fields,
        ...this.strictCidr !== undefined && { strictMode: isOld ? strict : { egress: strict } },
      },
    };
  }
}
