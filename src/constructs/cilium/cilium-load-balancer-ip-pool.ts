import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { LabelSelector } from './label-selector';
import { networkObject } from './network-object';
import { NetworkObjectProps } from './network-object-props';
import { InputError } from '../../base/errors';

/** Addresses of a pool: a CIDR, or those from one to another. */
export interface IpPoolBlock {
  /**
   * A CIDR.
   *
   * @default - from `start` to `stop`
   */
  readonly cidr?: string;
  /**
   * The first address.
   *
   * @default - those of the CIDR
   */
  readonly start?: string;
  /**
   * The last address.
   *
   * @default - only the first address
   */
  readonly stop?: string;
}

/** Properties of `CiliumLoadBalancerIpPool`. */
export interface CiliumLoadBalancerIpPoolProps extends NetworkObjectProps {
  /** The addresses. */
  readonly blocks: IpPoolBlock[];
  /**
   * The Services that get addresses of it.
   *
   * @default - all
   */
  readonly services?: LabelSelector;
  /**
   * Whether the first and the last address of a CIDR are given away, too.
   *
   * @default true
   */
  readonly allowFirstLastIps?: boolean;
  /**
   * Whether no further addresses of it are given away.
   *
   * @default false
   */
  readonly disabled?: boolean;
}

/** Addresses that Cilium gives to Services of type LoadBalancer. */
export class CiliumLoadBalancerIpPool extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the API server would refuse
   */
  constructor(scope: Construct, id: string, props: CiliumLoadBalancerIpPoolProps) {
    super(scope, id);
    const { blocks, services, allowFirstLastIps, disabled } = props;
    const oddly = blocks.findIndex(({ cidr, start }) => (cidr === undefined) === (start === undefined));
    if (oddly >= 0) throw new InputError(`${this.node.path}: blocks[${oddly}]: expected either cidr or start`);
    this.apiObject = networkObject(this, 'CiliumLoadBalancerIPPool', props, {
      blocks,
      serviceSelector: services?._object,
      allowFirstLastIPs: allowFirstLastIps === undefined ? undefined : allowFirstLastIps ? 'Yes' : 'No',
      disabled,
    });
  }
}
