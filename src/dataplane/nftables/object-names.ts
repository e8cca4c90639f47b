import { ServicePortName } from './naming';

/** What a chain or affinity set of a service port is for. */
export type ServicePortObject = 'service' | 'local' | 'external' | 'firewall' | 'endpoint' | 'affinity';

/** What the name of a chain or set tells. */
export interface ObjectName {
  readonly object: ServicePortObject;
  readonly servicePort: ServicePortName;
  /** The endpoint, for objects that belong to one; undefined where the name was cut before it. */
  readonly endpoint?: string;
}

const NAME = /^(service|local|external|firewall|endpoint|affinity)-[A-Z2-7]{8}-([^/]+)\/([^/]+)\/(tcp|udp|sctp)\/([^/]*?)(?:__([0-9a-f.]+)\/(\d+)|__.*\.\.\.)?$/;

/**
 * Reads what `servicePortBaseName` and `endpointBaseName` wrote: the port of a Service, and the endpoint. Undefined for all other
 * names, those that every ruleset has among them, and for one that was cut before it named the Service and port.
 */
export function readObjectName(name: string): ObjectName | undefined {
  const match = NAME.exec(name);
  if (!match) return undefined;
  const [, object, namespace, service, protocol, port, address, endpointPort] = match;
  const servicePort = { namespace, service, protocol: protocol as ServicePortName['protocol'], port };
  return {
    object: object as ServicePortObject,
    servicePort,
    ...address === undefined ? {} : { endpoint: endpointText(address, endpointPort) },
  };
}

/** In names the colons of IPv6 addresses are dots: `fd00.244.1..14/80` is [fd00:244:1::14]:80. */
function endpointText(address: string, port: string): string {
  return /^\d+(?:\.\d+){3}$/.test(address) ? `${address}:${port}` : `[${address.replaceAll('.', ':')}]:${port}`;
}
