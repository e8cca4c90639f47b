import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { LabelSelector } from './label-selector';
import { networkObject } from './network-object';
import { NetworkObjectProps } from './network-object-props';

/** A router that nodes speak to. */
export interface BgpPeer {
  /** A name of its own in the instance. */
  readonly name: string;
  /**
   * Its address.
   *
   * @default - found out, where the CustomResourceDefinition has it
   */
  readonly address?: string;
  /**
   * Its autonomous system.
   *
   * @default - that of the other side, whatever it says
   */
  readonly asn?: number;
  /**
   * The CiliumBGPPeerConfig that says how to speak to it.
   *
   * @default - defaults, which announce nothing
   */
  readonly peerConfigName?: string;
}

/** A BGP instance of nodes. */
export interface BgpInstance {
  /** A name of its own. */
  readonly name: string;
  /**
   * The autonomous system of the nodes.
   *
   * @default - that of an override
   */
  readonly localAsn?: number;
  /**
   * The port on which nodes listen, from 1.18.
   *
   * @default - none
   */
  readonly localPort?: number;
  /**
   * Its peers.
   *
   * @default - none
   */
  readonly peers?: BgpPeer[];
}

/** Properties of `CiliumBgpClusterConfig`. */
export interface CiliumBgpClusterConfigProps extends NetworkObjectProps {
  /**
   * The nodes.
   *
   * @default - all
   */
  readonly nodes?: LabelSelector;
  /** The instances. */
  readonly instances: BgpInstance[];
}

/** The BGP instances of nodes, and their peers. It needs `bgp` of the installation. */
export class CiliumBgpClusterConfig extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the API server would refuse
   */
  constructor(scope: Construct, id: string, props: CiliumBgpClusterConfigProps) {
    super(scope, id);
    const { nodes, instances } = props;
    this.apiObject = networkObject(this, 'CiliumBGPClusterConfig', props, {
      nodeSelector: nodes?._object,
      bgpInstances: instances.map(({ name, localAsn: localASN, localPort, peers }) => ({
        name,
        localASN,
        localPort,
        peers: peers?.map(peer => ({
          name: peer.name,
          peerAddress: peer.address,
          peerASN: peer.asn,
          ...peer.peerConfigName !== undefined && { peerConfigRef: { name: peer.peerConfigName } },
        })),
      })),
    });
  }
}
