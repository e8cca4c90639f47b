import { PlannedListeners } from './listeners';
import { NginxIngress, textOf } from '../../../dataplane/requests/ingress-nginx/model';
import { GATEWAY_GROUP, gatewayApiKind } from '../../../programs/gateway-api/kinds';
import { isAvailable } from '../../../programs/gateway-api/target';
import { ConversionTarget } from '../options';
import { isVerified } from '../plan/backend-tls';
import { PlannedHost } from '../plan/model';
import { ENVOY_GATEWAY_GROUP } from '../policies/envoy-gateway';

/** The implementation's own policies about listeners: certificates of clients. */
export function listenerPolicies(hosts: readonly PlannedHost[], listeners: PlannedListeners, { gateway, report }: ConversionTarget): any[] {
  if (report?.implementation !== 'envoy-gateway') return [];
  return hosts.flatMap(({ name, clientCertificates }) => {
    const listener = clientCertificates && listeners.of(name, 'https');
    if (!listener) return [];
    const { namespace, secret } = clientCaOf(clientCertificates);
    return [{
      apiVersion: `${ENVOY_GATEWAY_GROUP}/v1alpha1`,
      kind: 'ClientTrafficPolicy',
      metadata: { name: listener.name, namespace: gateway.namespace },
      spec: {
        targetRefs: [{ group: GATEWAY_GROUP, kind: listener.owner.kind, name: listener.owner.name, sectionName: listener.name }],
        tls: { clientValidation: { caCertificateRefs: [{ group: '', kind: 'Secret', name: secret, ...namespace !== gateway.namespace && { namespace } }] } },
      },
    }];
  });
}

/** `NAMESPACE/NAME` of the Secret with the CA of clients. */
export function clientCaOf(ingress: NginxIngress): { readonly namespace: string; readonly secret: string } {
  const text = textOf(ingress, 'auth-tls-secret')!;
  const [namespace, secret] = text.includes('/') ? text.split('/') : [ingress.namespace, text];
  return { namespace, secret };
}

/** The policies about the certificates of backends, one for each Service: all that an Ingress with `proxy-ssl-verify` has. */
export function backendTlsPolicies(hosts: readonly PlannedHost[], { api }: ConversionTarget): any[] {
  const served = gatewayApiKind('BackendTLSPolicy')!.versions.find(each => isAvailable(each.served, api));
  const policies = new Map<string, unknown>();
  for (const { http, https = [] } of hosts) {
    for (const { ingress, action } of [...http, ...https]) {
      const protocol = (textOf(ingress, 'backend-protocol') ?? '').toUpperCase();
      if (action.kind !== 'forward' || !['HTTPS', 'GRPCS'].includes(protocol) || !served || !isVerified(ingress, api)) continue;
      const secret = textOf(ingress, 'proxy-ssl-secret')!.split('/').at(-1)!;
      for (const { upstream } of action.variants.flatMap(({ backends }) => backends)) {
        const name = `${upstream.service}-${upstream.port}`;
        policies.set(`${upstream.namespace}/${name}`, {
          apiVersion: `${GATEWAY_GROUP}/${served.version}`,
          kind: 'BackendTLSPolicy',
          metadata: { name, namespace: upstream.namespace },
          spec: {
            targetRefs: [{ group: '', kind: 'Service', name: upstream.service }],
            validation: { hostname: textOf(ingress, 'proxy-ssl-name'), caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: secret }] },
          },
        });
      }
    }
  }
  return [...policies.values()];
}
