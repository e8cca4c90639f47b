import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { BgpRoutes } from './bgp-routes';
import { networkObject } from './network-object';
import { NetworkObjectProps } from './network-object-props';
import { InputError } from '../../base/errors';

/** Properties of `CiliumBgpAdvertisement`. */
export interface CiliumBgpAdvertisementProps extends NetworkObjectProps {
  /** What is announced. */
  readonly routes: BgpRoutes[];
}

/** What nodes announce to BGP peers whose configuration selects its labels. */
export class CiliumBgpAdvertisement extends Construct {
  /** The object. */
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the API server would refuse
   */
  constructor(scope: Construct, id: string, props: CiliumBgpAdvertisementProps) {
    super(scope, id);
    if (props.routes.length === 0) throw new InputError(`${this.node.path}: routes: is empty; expected at least one`);
    this.apiObject = networkObject(this, 'CiliumBGPAdvertisement', props, () => ({ advertisements: props.routes.map(routes => routes._object()) }));
  }
}
