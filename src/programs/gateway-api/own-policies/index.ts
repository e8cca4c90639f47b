import { ENVOY_GATEWAY } from './envoy-gateway';
import { ISTIO } from './istio';
import { OwnPolicies } from './model';
import { NGINX_GATEWAY_FABRIC } from './nginx-gateway-fabric';

export type { OwnPolicies, OwnSupport } from './model';

/** The implementations whose own objects are written. */
export const OWN_POLICIES: readonly OwnPolicies[] = [ENVOY_GATEWAY, ISTIO, NGINX_GATEWAY_FABRIC];

export function ownPoliciesOf(implementation: string | undefined): OwnPolicies | undefined {
  return OWN_POLICIES.find(each => each.implementation === implementation);
}
