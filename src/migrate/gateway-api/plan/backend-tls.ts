import { isOn, NginxIngress, textOf } from '../../../dataplane/requests/ingress-nginx/model';
import { Availability, GatewayApiTarget, isAvailable } from '../../../programs/gateway-api/target';

/** What the CRDs take for a hostname without a wildcard. */
export const HOSTNAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Where BackendTLSPolicies have targets and a validation as they have now. */
const BACKEND_TLS_POLICY: Availability = { standard: ['1.4'], experimental: ['1.1'] };

/** Gateway API always verifies the certificate of a backend: it has to be known by whom it is signed, and for which name. */
export function isVerified(ingress: NginxIngress, target: GatewayApiTarget): boolean {
  return isAvailable(BACKEND_TLS_POLICY, target) && isSwitchedOn(ingress, 'proxy-ssl-verify') && textOf(ingress, 'proxy-ssl-secret') !== undefined && HOSTNAME.test(textOf(ingress, 'proxy-ssl-name') ?? '');
}

function isSwitchedOn(ingress: NginxIngress, annotation: string): boolean {
  return textOf(ingress, annotation) === 'on' || isOn(ingress, annotation);
}
