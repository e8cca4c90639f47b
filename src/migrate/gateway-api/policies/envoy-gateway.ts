import { parseCidr } from '../../../base/ip/cidr';
import { NginxIngress, Server, textOf } from '../../../dataplane/requests/ingress-nginx/model';
import { CLIENT_CERTIFICATES, SOURCE_ADDRESSES } from '../../../dataplane/requests/ingress-nginx/protections';
import { ConversionContext } from '../options';
import { PlannedPolicy } from '../plan/model';

export const ENVOY_GATEWAY_GROUP = 'gateway.envoyproxy.io';

/** Source: api/v1alpha1/securitypolicy_types.go and authorization_types.go of envoyproxy/gateway. */
export function envoyGatewayPolicies(ingress: NginxIngress, server: Server, { controller, target }: ConversionContext): PlannedPolicy[] {
  const allow = addressesOf(ingress, ['allowlist-source-range', 'whitelist-source-range'], controller.configuration['whitelist-source-range']);
  const deny = addressesOf(ingress, ['denylist-source-range'], controller.configuration['denylist-source-range']);
  // `satisfy: any` makes one protection enough, which policies do not.
  const isEither = textOf(ingress, 'satisfy') === 'any';
  const policies: PlannedPolicy[] = [];
  // The controller refuses everybody where an address is none, and the API server the policy.
  const isValid = [...allow, ...deny].every(address => parseCidr(address) !== undefined);
  if (!isEither && isValid && (allow.length > 0 || deny.length > 0)) {
    const rules = [
      ...deny.length > 0 ? [{ name: 'deny', action: 'Deny', principal: { clientCIDRs: deny } }] : [],
      ...allow.length > 0 ? [{ name: 'allow', action: 'Allow', principal: { clientCIDRs: allow } }] : [],
    ];
    policies.push({
      kind: 'SecurityPolicy', spec: { authorization: { defaultAction: allow.length > 0 ? 'Deny' : 'Allow', rules } }, protection: SOURCE_ADDRESSES,
    });
  }
  // The policy about them is one of the listener, which has to be ours.
  if (server.clientCertificates && !target.hasGateway && isPlainVerification(server.clientCertificates)) {
    policies.push({ kind: '', spec: {}, protection: CLIENT_CERTIFICATES });
  }
  return policies;
}

/** Whether every client needs a certificate, whoever it is: what a ClientTrafficPolicy asks for. */
function isPlainVerification(ingress: NginxIngress): boolean {
  return ['on', undefined].includes(textOf(ingress, 'auth-tls-verify-client')) && textOf(ingress, 'auth-tls-match-cn') === undefined;
}

/** An annotation takes the place of the setting for all. Source: internal/ingress/annotations/ipallowlist/main.go. */
function addressesOf(ingress: NginxIngress, annotations: readonly string[], setting: string | undefined): string[] {
  const text = annotations.map(annotation => textOf(ingress, annotation)).find(value => value !== undefined) ?? setting ?? '';
  return [...new Set(text.split(',').map(item => item.trim()).filter(item => item !== ''))]
    .map(item => item.includes('/') ? item : `${item}/${item.includes(':') ? 128 : 32}`).sort();
}
