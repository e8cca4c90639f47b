import { firstTwice, isSet, ObjectRule, pathsOf } from './rule';
import { parseIp } from '../../../base/ip/address';

/** Rules about Gateways and sets of listeners. Source: apis/v1/gateway_types.go, apis/v1/listenerset_types.go. */

const LISTENER_KINDS = ['Gateway', 'ListenerSet', 'XListenerSet'];
const LISTENERS = pathsOf(LISTENER_KINDS, 'spec.listeners');

interface Listener {
  readonly name: string;
  readonly port?: number;
  readonly protocol: string;
  readonly hostname?: string;
  readonly tls?: { readonly mode?: string; readonly certificateRefs?: readonly unknown[]; readonly options?: object };
}

/** What is wrong with the first listener for which something is. */
function eachListener(check: (listener: Listener) => string | undefined): ObjectRule['check'] {
  return (listeners: readonly Listener[]) => {
    for (const listener of listeners) {
      const problem = check(listener);
      if (problem !== undefined) return `the listener ${JSON.stringify(listener.name)} ${problem}`;
    }
    return undefined;
  };
}

interface Address {
  readonly type: string;
  readonly value?: string;
}

function repeatedAddress(type: string): ObjectRule['check'] {
  return (addresses: readonly Address[]) => {
    const twice = firstTwice(addresses.filter(address => address.type === type && address.value !== undefined), ({ value }) => value);
    return twice && `the ${type} ${JSON.stringify(twice.value)} is there more than once; expected each once`;
  };
}

const HOSTNAME = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED_NAME = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

const notAHostname = (value: unknown): string => `${JSON.stringify(value)} is not a DNS name; expected, for example, "gateway.example.com"`;

export const LISTENER_RULES: readonly ObjectRule[] = [
  {
    paths: LISTENERS,
    check: eachListener(({ protocol, tls }) => ['HTTP', 'TCP', 'UDP'].includes(protocol) && tls !== undefined
      ? `has tls, which the protocol ${protocol} does not take; expected the protocol HTTPS or TLS, or no tls` : undefined),
  },
  {
    paths: LISTENERS,
    holds: { standard: ['1.1'], experimental: ['1.1'] },
    check: eachListener(({ protocol, tls }) => protocol === 'HTTPS' && tls && isSet(tls.mode) && tls.mode !== 'Terminate'
      ? 'has the protocol HTTPS, whose tls.mode is Terminate; for Passthrough expected the protocol TLS' : undefined),
  },
  {
    paths: LISTENERS,
    holds: { standard: ['1.0', '1.0'], experimental: ['1.0', '1.0'] },
    check: eachListener(({ protocol, tls }) => ['HTTPS', 'TLS'].includes(protocol) && tls === undefined ? `has the protocol ${protocol}, which requires tls` : undefined),
  },
  {
    paths: LISTENERS,
    holds: { standard: ['1.5'], experimental: ['1.5'] },
    check: eachListener(({ protocol, tls }) => protocol === 'TLS' && !isSet(tls?.mode) ? 'has the protocol TLS, which requires tls' : undefined),
  },
  {
    paths: LISTENERS,
    check: eachListener(({ protocol, hostname }) => ['TCP', 'UDP'].includes(protocol) && isSet(hostname)
      ? `has a hostname, which the protocol ${protocol} does not know; expected none` : undefined),
  },
  {
    paths: LISTENERS,
    check: (listeners: readonly Listener[]) => {
      const twice = firstTwice(listeners, ({ name }) => name);
      return twice && `the name ${JSON.stringify(twice.name)} is there more than once; expected each listener to have a name of its own`;
    },
  },
  {
    paths: LISTENERS,
    check: (listeners: readonly Listener[]) => {
      const twice = firstTwice(listeners, ({ port, protocol, hostname }) => [port, protocol, hostname ?? null]);
      return twice && `the listener ${JSON.stringify(twice.name)} has the port, protocol and hostname of another one; expected one of them to differ`;
    },
  },
  {
    paths: pathsOf(LISTENER_KINDS, 'spec.listeners[].tls'),
    holds: { standard: ['1.1'], experimental: ['1.1'] },
    check: ({ mode, certificateRefs = [], options = {} }) => mode === 'Terminate' && certificateRefs.length === 0 && Object.keys(options).length === 0
      ? 'the mode Terminate requires certificateRefs or options' : undefined,
  },
  {
    paths: pathsOf(LISTENER_KINDS, 'spec.listeners[].tls'),
    holds: { standard: ['1.0', '1.0'], experimental: ['1.0', '1.0'] },
    check: ({ mode, certificateRefs = [] }) => mode === 'Terminate' && certificateRefs.length === 0 ? 'the mode Terminate requires certificateRefs' : undefined,
  },
  {
    // The rules as released in 1.3 compare the value, which became optional there, without asking whether it is there.
    paths: pathsOf(['Gateway'], 'spec.addresses[]'),
    holds: { standard: ['1.3', '1.3'], experimental: ['1.3', '1.3'] },
    check: ({ type, value }: Address) => ['IPAddress', 'Hostname'].includes(type) && value === undefined
      ? 'value is missing, without which the CRD of 1.3 refuses an address; expected one, or Gateway API 1.4' : undefined,
  },
  { paths: pathsOf(['Gateway'], 'spec.addresses'), check: repeatedAddress('IPAddress') },
  { paths: pathsOf(['Gateway'], 'spec.addresses'), check: repeatedAddress('Hostname') },
  {
    // `oneOf` of the schema, with the formats ipv4 and ipv6.
    paths: pathsOf(['Gateway'], 'spec.addresses[]'),
    check: ({ type, value }: Address) => type === 'IPAddress' && value !== undefined && !parseIp(value)
      ? `${JSON.stringify(value)} is not an IP address; expected, for example, "192.0.2.10"` : undefined,
  },
  {
    paths: pathsOf(['Gateway'], 'spec.addresses[]'),
    holds: { standard: ['1.0', '1.3'], experimental: ['1.0', '1.3'] },
    check: ({ type, value }: Address) => type === 'Hostname' && !HOSTNAME.test(value ?? '') ? notAHostname(value) : undefined,
  },
  {
    paths: pathsOf(['Gateway'], 'spec.addresses[]'),
    holds: { standard: ['1.4'], experimental: ['1.4'] },
    check: ({ type, value }: Address) => type === 'Hostname' && value !== undefined && !HOSTNAME.test(value) ? notAHostname(value) : undefined,
  },
  {
    paths: pathsOf(['Gateway'], 'spec.infrastructure.annotations', 'spec.infrastructure.labels'),
    holds: { standard: ['1.2'], experimental: ['1.2'] },
    check: (map: object) => {
      const wrong = Object.keys(map).find(key => !QUALIFIED_NAME.test(key));
      return wrong === undefined ? undefined
        : `${JSON.stringify(wrong)} is not a key; expected a name of at most 63 characters, after a DNS name and a slash if it has a prefix`;
    },
  },
  {
    paths: pathsOf(['Gateway'], 'spec.infrastructure.annotations', 'spec.infrastructure.labels'),
    holds: { standard: ['1.2'], experimental: ['1.2'] },
    check: (map: object) => Object.keys(map).some(key => key.split('/')[0].length >= 253)
      ? 'the prefix of a key is too long; expected less than 253 characters' : undefined,
  },
  {
    paths: pathsOf(['Gateway'], 'spec.tls.frontend.perPort'),
    check: (entries: readonly { readonly port: number }[]) => {
      const twice = firstTwice(entries, ({ port }) => port);
      return twice && `the port ${twice.port} is there more than once; expected each once`;
    },
  },
];
