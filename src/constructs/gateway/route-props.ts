import { DefaultScope } from './default-scope';
import { GatewayObjectProps } from './gateway-object';
import { Parent } from './parent';

/** What all routes have. */
export interface RouteProps extends GatewayObjectProps {
  /**
   * The listeners that it is attached to: `gateway.listener('https')`. A listener of this app has to take the route.
   *
   * @default - none, which requires `useDefaultGateways`
   */
  readonly parents?: Parent[];
  /**
   * Whether it is attached to the Gateways that are the default of its cluster. Experimental, from Gateway API 1.4 on.
   *
   * @default DefaultScope.NONE
   */
  readonly useDefaultGateways?: DefaultScope;
}
