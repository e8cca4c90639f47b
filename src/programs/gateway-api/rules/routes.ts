import { firstTwice, milliseconds, ObjectRule, pathsOf } from './rule';
import { parseIp } from '../../../base/ip/address';

/** Rules about what routes match. Source: apis/v1/httproute_types.go, apis/v1/grpcroute_types.go, apis/v1/tlsroute_types.go. */

const PATH = 'spec.rules[].matches[].path';
const PATH_CHARACTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/;
const NOT_IN_PATHS = ['//', '/./', '/../', '%2f', '%2F', '#'];
const NOT_AT_ENDS = ['/..', '/.'];

function pathProblem({ type, value }: { readonly type: string; readonly value: string }): string | undefined {
  // Regular expressions are left to the implementation.
  if (type !== 'Exact' && type !== 'PathPrefix') return undefined;
  if (!value.startsWith('/')) return `${JSON.stringify(value)} does not begin with "/"; the type ${type} requires it`;
  const inside = NOT_IN_PATHS.find(part => value.includes(part));
  if (inside !== undefined) return `${JSON.stringify(value)} contains ${JSON.stringify(inside)}, which the type ${type} does not take`;
  const end = NOT_AT_ENDS.find(part => value.endsWith(part));
  if (end !== undefined) return `${JSON.stringify(value)} ends with ${JSON.stringify(end)}, which the type ${type} does not take`;
  return PATH_CHARACTERS.test(value) ? undefined : `${JSON.stringify(value)} has a character that a path does not have; expected it percent-encoded`;
}

/** The most matches that the rules of a route have together. */
const MOST_MATCHES = 128;

/** Since when rule names are there. */
const RULE_NAMES: Readonly<Record<string, ObjectRule['holds']>> = {
  HTTPRoute: { experimental: ['1.2'] },
  GRPCRoute: { experimental: ['1.2'] },
  TLSRoute: { experimental: ['1.2'] },
  TCPRoute: { experimental: ['1.2'] },
  UDPRoute: { experimental: ['1.2'] },
};

const RULE_NAME_RULES: readonly ObjectRule[] = Object.entries(RULE_NAMES).map(([kind, holds]) => ({
  paths: pathsOf([kind], 'spec.rules'),
  holds,
  check: (rules: readonly { readonly name?: string }[]) => {
    const twice = firstTwice(rules.filter(({ name }) => name !== undefined), ({ name }) => name);
    return twice && `the name ${JSON.stringify(twice.name)} is there more than once; expected each rule to have a name of its own`;
  },
}));

const SERVICE = /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i;
const METHOD = /^[A-Za-z_][A-Za-z_0-9]*$/;
const HOSTNAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const TLS_HOSTNAMES = {
  paths: pathsOf(['TLSRoute'], 'spec.hostnames'),
  holds: { standard: ['1.5'], experimental: ['1.5'] },
  notIn: ['v1alpha2'],
} as const;

function firstHostname(names: readonly string[], isWrong: (name: string) => boolean, what: string): string | undefined {
  const wrong = names.find(isWrong);
  return wrong === undefined ? undefined : `${JSON.stringify(wrong)} ${what}; expected, for example, "app.example.com" or "*.example.com"`;
}

export const ROUTE_RULES: readonly ObjectRule[] = [
  { paths: pathsOf(['HTTPRoute'], PATH), check: pathProblem },
  {
    paths: pathsOf(['HTTPRoute', 'GRPCRoute'], 'spec.rules'),
    holds: { standard: ['1.2'], experimental: ['1.2'] },
    check: (rules: readonly { readonly matches?: readonly unknown[] }[]) => {
      const count = rules.reduce((sum, { matches = [] }) => sum + matches.length, 0);
      return count > MOST_MATCHES ? `the rules have ${count} matches together; expected at most ${MOST_MATCHES}: split the route in two` : undefined;
    },
  },
  ...RULE_NAME_RULES,
  {
    paths: pathsOf(['HTTPRoute'], 'spec.rules[].timeouts'),
    check: ({ request, backendRequest }) => request !== undefined && backendRequest !== undefined && milliseconds(request) !== 0
      && milliseconds(backendRequest) > milliseconds(request)
      ? `backendRequest (${backendRequest}) is longer than request (${request}); expected at most as long` : undefined,
  },
  {
    paths: pathsOf(['GRPCRoute'], 'spec.rules[].matches[].method'),
    check: ({ service, method }) => service === undefined && method === undefined ? 'service and method are missing; expected at least one of them' : undefined,
  },
  {
    paths: pathsOf(['GRPCRoute'], 'spec.rules[].matches[].method'),
    check: ({ type = 'Exact', service }) => type === 'Exact' && service !== undefined && !SERVICE.test(service)
      ? `service: ${JSON.stringify(service)} is not the name of a gRPC service; expected, for example, "shop.v1.Cart"` : undefined,
  },
  {
    paths: pathsOf(['GRPCRoute'], 'spec.rules[].matches[].method'),
    check: ({ type = 'Exact', method }) => type === 'Exact' && method !== undefined && !METHOD.test(method)
      ? `method: ${JSON.stringify(method)} is not the name of a gRPC method; expected, for example, "AddItem"` : undefined,
  },
  { ...TLS_HOSTNAMES, check: names => firstHostname(names, name => parseIp(name) !== undefined, 'is an IP address') },
  { ...TLS_HOSTNAMES, check: names => firstHostname(names, name => !name.includes('*') && !HOSTNAME.test(name), 'is not a DNS name') },
  {
    ...TLS_HOSTNAMES,
    check: names => firstHostname(names, name => name.includes('*') && !(name.startsWith('*.') && HOSTNAME.test(name.slice(2))), 'has a "*" that is not its whole first label'),
  },
];
