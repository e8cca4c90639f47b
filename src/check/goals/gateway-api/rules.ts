import { GatewayApiRule } from './rule';
import { gatewayAuthorityNotFound } from '../../rules/gateway/gateway-authority-not-found';
import { gatewayBackendNotFound } from '../../rules/gateway/gateway-backend-not-found';
import { gatewayCertificateNotFound } from '../../rules/gateway/gateway-certificate-not-found';
import { gatewayClassNotFound } from '../../rules/gateway/gateway-class-not-found';
import { gatewayCrdsVersion } from '../../rules/gateway/gateway-crds-version';
import { gatewayFeatureNotReported } from '../../rules/gateway/gateway-feature-not-reported';
import { gatewayFeatureUnsupported } from '../../rules/gateway/gateway-feature-unsupported';
import { gatewayHostnameWithoutListener } from '../../rules/gateway/gateway-hostname-without-listener';
import { gatewayListenerConflict } from '../../rules/gateway/gateway-listener-conflict';
import { gatewayListenerSetNotAllowed } from '../../rules/gateway/gateway-listener-set-not-allowed';
import { gatewayObjectInvalid } from '../../rules/gateway/gateway-object-invalid';
import { gatewayParentNotInInput } from '../../rules/gateway/gateway-parent-not-in-input';
import { gatewayPolicyTargetNotFound } from '../../rules/gateway/gateway-policy-target-not-found';
import { gatewayReferenceNotGranted } from '../../rules/gateway/gateway-reference-not-granted';
import { gatewayRouteMissesPort } from '../../rules/gateway/gateway-route-misses-port';
import { gatewayRouteNotAttached } from '../../rules/gateway/gateway-route-not-attached';
import { gatewayRoutesConflict } from '../../rules/gateway/gateway-routes-conflict';
import { gatewayRuleNeverReached } from '../../rules/gateway/gateway-rule-never-reached';
import { gatewayWeightsZero } from '../../rules/gateway/gateway-weights-zero';

/** All rules, by id. */
export const GATEWAY_API_RULES: readonly GatewayApiRule[] = [
  gatewayAuthorityNotFound,
  gatewayBackendNotFound,
  gatewayCertificateNotFound,
  gatewayClassNotFound,
  gatewayCrdsVersion,
  gatewayFeatureNotReported,
  gatewayFeatureUnsupported,
  gatewayHostnameWithoutListener,
  gatewayListenerConflict,
  gatewayListenerSetNotAllowed,
  gatewayObjectInvalid,
  gatewayParentNotInInput,
  gatewayPolicyTargetNotFound,
  gatewayReferenceNotGranted,
  gatewayRouteMissesPort,
  gatewayRouteNotAttached,
  gatewayRoutesConflict,
  gatewayRuleNeverReached,
  gatewayWeightsZero,
];
