import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { BgpFamily } from './cilium-bgp-peer-config';
import { LabelSelector } from './label-selector';
import { networkObject } from './network-object';
import { NetworkObjectProps } from './network-object-props';
import { InputError } from '../../base/errors';

/** A router that nodes speak to. */
export interface BgpPeer {
  /** A name of its own in the instance. */
  readonly name: string;
  /**
   * Its address.
   *
   * @default - that of the default gateway of the nodes, where `discovery` says so
   */
  readonly address?: string;
  /**
   * The family of the default gateway of the nodes that is the router, from 1.18, where its address is not given.
   *
   * @default - none
   */
  readonly discovery?: BgpFamily;
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
    const problems = instances.flatMap(({ peers = [] }, i) => peers.flatMap((peer, j) => {
      const problem = addressProblem(peer);
      return problem === undefined ? [] : [`${this.node.path}: instances[${i}].peers[${j}].address: ${problem}`];
    }));
    if (problems.length > 0) throw new InputError(problems.join('\n'));
    this.apiObject = networkObject(this, 'CiliumBGPClusterConfig', props, () => ({
      nodeSelector: nodes?._for('others'),
      bgpInstances: instances.map(({ name, localAsn: localASN, localPort, peers }) => ({
        name,
        localASN,
        localPort,
        peers: peers?.map(peer => ({
          name: peer.name,
          peerAddress: peer.address,
          peerASN: peer.asn,
          ...peer.discovery !== undefined && { autoDiscovery: { mode: 'DefaultGateway', defaultGateway: { addressFamily: peer.discovery } } },
          ...peer.peerConfigName !== undefined && { peerConfigRef: { name: peer.peerConfigName } },
        })),
      })),
    }));
  }
}

/** Without an address, agents pass over a peer (reconcilers of pkg/bgp); without discovery, nobody finds one. */
function addressProblem({ address, discovery }: BgpPeer): string | undefined {
  if (address === undefined && discovery === undefined) return 'is missing, and nodes speak to no peer without one; set it, or discovery';
  return address !== undefined && discovery !== undefined ? 'cannot be combined with discovery, which it takes the place of; set only one of them' : undefined;
}
