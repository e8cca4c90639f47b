import { PlannedListeners } from './listeners';
import { GATEWAY_GROUP, gatewayApiKind } from '../../../programs/gateway-api/kinds';
import { isAvailable } from '../../../programs/gateway-api/target';
import { ConversionTarget } from '../options';
import { PlannedHost } from '../plan/model';

/** The routes that pass TLS on as it is, to the backend of the path `/`. */
export function tlsRoutes(hosts: readonly PlannedHost[], listeners: PlannedListeners, { gateway, api, hasGateway }: ConversionTarget): any[] {
  const served = gatewayApiKind('TLSRoute')!.versions.find(each => isAvailable(each.served, api));
  if (!served) return [];
  return hosts.flatMap(({ name, passthrough }) => {
    if (!passthrough || passthrough.upstream.number === undefined) return [];
    const { upstream: { namespace, service, number } } = passthrough;
    const listener = listeners.of(name, 'tls');
    const section = hasGateway || !listener ? { kind: 'Gateway', name: gateway.name, port: 443 } : { kind: listener.owner.kind, name: listener.owner.name, sectionName: listener.name };
    return [{
      apiVersion: `${GATEWAY_GROUP}/${served.version}`,
      kind: 'TLSRoute',
      metadata: { name: listeners.labelOf(name), namespace },
      spec: {
        parentRefs: [{ group: GATEWAY_GROUP, ...section, ...namespace !== gateway.namespace && { namespace: gateway.namespace } }],
        hostnames: [name],
        rules: [{ backendRefs: [{ name: service, port: number }] }],
      },
    }];
  });
}
