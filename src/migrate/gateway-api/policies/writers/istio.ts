import { SOURCE_ADDRESSES } from '../../../../dataplane/requests/ingress-nginx/protections';
import { isAvailable } from '../../../../programs/gateway-api/target';
import { isVerified } from '../../plan/backend-tls';
import { Part, Writers } from '../parts';
import { addressesOf, countOf, durationOf, eitherProblem, hashKeyOf, sessionOf, SUBSETS } from '../values';

/** The parts of Istio's objects, by the rows of its table. */
export const ISTIO_WRITERS: Writers = {
  'addresses': use => {
    const addresses = addressesOf(use);
    if (addresses === undefined || typeof addresses === 'string') return addresses;
    const { server: { host, aliases }, context: { target } } = use;
    if (target.hasGateway) return 'the policy is for the Gateway as a whole, and is not written for an existing one';
    if ([host, ...aliases].some(name => !/^[a-z0-9]/.test(name))) return 'a policy cannot name a host with a wildcard together with a port, so requests whose host has a port would pass';
    if (!use.hasPlainPaths) return 'paths in a policy cannot be expressions';
    const { allow, deny } = addresses;
    const from = [
      ...deny.length > 0 ? [{ source: { remoteIpBlocks: deny } }] : [],
      ...allow.length > 0 ? [{ source: { notRemoteIpBlocks: allow } }] : [],
    ];
    return eitherProblem(use) ?? [{ target: 'gateway', kind: 'AuthorizationPolicy', spec: { from }, protection: SOURCE_ADDRESSES }];
  },

  'connect-timeout': use => {
    const seconds = countOf(use, 'proxy-connect-timeout');
    return seconds === undefined ? undefined : [destination({ connectionPool: { tcp: { connectTimeout: `${seconds}s` } } })];
  },

  'session': use => {
    const session = sessionOf(use);
    if (!session || isAvailable({ experimental: ['1.1'] }, use.context.target.api)) return undefined;
    const httpCookie = { name: session.name, path: use.text('session-cookie-path') ?? '/', ttl: durationOf(session.seconds) };
    return [destination({ loadBalancer: { consistentHash: { httpCookie } } })];
  },

  'hash': use => {
    const text = use.text('upstream-hash-by');
    if (text === undefined || sessionOf(use)) return undefined;
    if (use.text('upstream-hash-by-subset') === 'true') return SUBSETS;
    const key = hashKeyOf(text);
    switch (key?.kind) {
      case 'address':
        return [destination({ loadBalancer: { consistentHash: { useSourceIp: true } } })];
      case 'header':
        return [destination({ loadBalancer: { consistentHash: { httpHeaderName: key.name } } })];
      case 'parameter':
        return [destination({ loadBalancer: { consistentHash: { httpQueryParameterName: key.name } } })];
      default:
        return `endpoints are chosen by an address, a header or a parameter of the query, not by ${text}`;
    }
  },

  'balancing': use => {
    if (use.text('load-balance') !== 'ewma' || sessionOf(use) || use.text('upstream-hash-by') !== undefined) return undefined;
    return [destination({ loadBalancer: { simple: 'LEAST_REQUEST' } })];
  },

  'unverified-backends': ({ ingress, text, context: { target: { api } } }) => {
    if (text('backend-protocol')?.toUpperCase() !== 'HTTPS' || isVerified(ingress, api)) return undefined;
    if (text('proxy-ssl-secret') !== undefined) return 'the CA and the certificate of proxy-ssl-secret have no place in a policy for the Service';
    return [destination({ tls: { mode: 'SIMPLE', insecureSkipVerify: true } })];
  },
};

/** Settings of the connections to the port of a Service. */
function destination(settings: Readonly<Record<string, unknown>>): Part {
  return { target: 'service', kind: 'DestinationRule', spec: settings };
}
