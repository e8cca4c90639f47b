import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { networkObject } from './network-object';
import { NetworkObjectProps } from './network-object-props';

/** What is otherwise for a peer. */
export interface BgpPeerOverride {
  /** The name of the peer. */
  readonly name: string;
  /**
   * The address that the node speaks from.
   *
   * @default - that of the route
   */
  readonly localAddress?: string;
}

/** What is otherwise for an instance. */
export interface BgpInstanceOverride {
  /** The name of the instance. */
  readonly name: string;
  /**
   * The router ID, an IPv4 address.
   *
   * @default - the address of the node
   */
  readonly routerId?: string;
  /**
   * The autonomous system, from 1.18.
   *
   * @default - that of the instance
   */
  readonly localAsn?: number;
  /**
   * The port on which the node listens.
   *
   * @default - that of the instance
   */
  readonly localPort?: number;
  /**
   * Its peers.
   *
   * @default - none
   */
  readonly peers?: BgpPeerOverride[];
}

/** Properties of `CiliumBgpNodeConfigOverride`. */
export interface CiliumBgpNodeConfigOverrideProps extends NetworkObjectProps {
  /** The node. */
  readonly nodeName: string;
  /** The instances. */
  readonly instances: BgpInstanceOverride[];
}

/** What one node does otherwise than its CiliumBGPClusterConfig says. Its name is that of the node. */
export class CiliumBgpNodeConfigOverride extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the API server would refuse
   */
  constructor(scope: Construct, id: string, props: CiliumBgpNodeConfigOverrideProps) {
    super(scope, id);
    const { nodeName, instances, metadata } = props;
    this.apiObject = networkObject(this, 'CiliumBGPNodeConfigOverride', { ...props, metadata: { ...metadata, name: nodeName } }, () => ({
      bgpInstances: instances.map(({ routerId: routerID, localAsn: localASN, ...instance }) => ({ ...instance, routerID, localASN })),
    }));
  }
}
