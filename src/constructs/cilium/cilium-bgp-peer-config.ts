import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { LabelSelector } from './label-selector';
import { networkObject } from './network-object';
import { NetworkObjectProps } from './network-object-props';

/** The family of addresses that is announced. */
export enum BgpFamily {
  /** IPv4. */
  IPV4 = 'ipv4',
  /** IPv6. */
  IPV6 = 'ipv6',
}

/** What is announced of a family. */
export interface BgpFamilyOptions {
  /** The family. */
  readonly family: BgpFamily;
  /**
   * The CiliumBGPAdvertisements, by their labels, that say what is announced.
   *
   * @default - nothing is announced
   */
  readonly advertisements?: LabelSelector;
}

/** Properties of `CiliumBgpPeerConfig`. */
export interface CiliumBgpPeerConfigProps extends NetworkObjectProps {
  /**
   * The families.
   *
   * @default - IPv4 and IPv6, of which nothing is announced
   */
  readonly families?: BgpFamilyOptions[];
  /**
   * The Secret with the password in its key `password`, in the namespace of `bgpControlPlane.secretsNamespace`.
   *
   * @default - no password
   */
  readonly authSecretName?: string;
  /**
   * How many hops away a peer of another autonomous system may be.
   *
   * @default 1
   */
  readonly ebgpMultihop?: number;
  /**
   * The port of the peer.
   *
   * @default 179
   */
  readonly peerPort?: number;
  /**
   * After how many seconds of silence the peer is given up.
   *
   * @default 90
   */
  readonly holdTimeSeconds?: number;
  /**
   * How often it is told that the node is there.
   *
   * @default 30
   */
  readonly keepAliveTimeSeconds?: number;
  /**
   * How long to wait before connecting again.
   *
   * @default 120
   */
  readonly connectRetryTimeSeconds?: number;
  /**
   * For how many seconds the peer keeps routes while an agent restarts.
   *
   * @default - it does not
   */
  readonly gracefulRestartSeconds?: number;
}

/** How nodes speak to BGP peers that name it. */
export class CiliumBgpPeerConfig extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the API server would refuse
   */
  constructor(scope: Construct, id: string, props: CiliumBgpPeerConfigProps) {
    super(scope, id);
    const { families, authSecretName, ebgpMultihop, peerPort, gracefulRestartSeconds } = props;
    const { holdTimeSeconds, keepAliveTimeSeconds, connectRetryTimeSeconds } = props;
    const timers = { holdTimeSeconds, keepAliveTimeSeconds, connectRetryTimeSeconds };
    this.apiObject = networkObject(this, 'CiliumBGPPeerConfig', props, () => ({
      authSecretRef: authSecretName,
      ebgpMultihop,
      ...peerPort !== undefined && { transport: { peerPort } },
      ...Object.values(timers).some(seconds => seconds !== undefined) && { timers },
      ...gracefulRestartSeconds !== undefined && { gracefulRestart: { enabled: true, restartTimeSeconds: gracefulRestartSeconds } },
      families: families?.map(({ family, advertisements }) => ({ afi: family, safi: 'unicast', advertisements: advertisements?._for('others') })),
    }));
  }
}
