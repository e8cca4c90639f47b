import { GATEWAY_GROUP } from '../../../programs/gateway-api/kinds';
import { isSameJson } from '../json';
import { ConversionTarget } from '../options';
import { PathMatch, PlannedHost, PlannedPolicy, PlannedRule } from '../plan/model';

/** What one policy of Istio takes, so that none becomes too large for the API server. */
const MOST_RULES = 100;

/**
 * The policies of Istio that deny requests, by hosts and paths: they are for the Gateway as a whole. A rule is for the paths that a rule
 * of a route takes, without those that a more specific one takes.
 */
export function authorizationPolicies(hosts: readonly PlannedHost[], { gateway }: ConversionTarget): any[] {
  const rules = hosts.flatMap(rulesOfHost);
  return Array.from({ length: Math.ceil(rules.length / MOST_RULES) }, (_, i) => ({
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: `${gateway.name}-source-addresses${i === 0 ? '' : `-${i + 1}`}`, namespace: gateway.namespace },
    spec: {
      targetRefs: [{ group: GATEWAY_GROUP, kind: 'Gateway', name: gateway.name }],
      action: 'DENY',
      rules: rules.slice(i * MOST_RULES, (i + 1) * MOST_RULES),
    },
  }));
}

function rulesOfHost({ name, http, https = [] }: PlannedHost): unknown[] {
  const all = distinct([...http, ...https]);
  return all.flatMap(rule => {
    const policy = policyOf(rule);
    if (!policy) return [];
    const inside = all.filter(other => isInside(other.match, rule.match) && !isSameJson(policyOf(other)?.spec, policy.spec));
    const operation = {
      // Clients may add the port to the host.
      hosts: [name, `${name}:*`],
      paths: pathsOf(rule.match),
      ...inside.length > 0 && { notPaths: inside.flatMap(({ match }) => pathsOf(match)) },
    };
    return [{ ...policy.spec, to: [{ operation }] }];
  });
}

const policyOf = ({ policies }: PlannedRule): PlannedPolicy | undefined => policies.find(({ kind }) => kind === 'AuthorizationPolicy');

/** A path over HTTP and HTTPS is one: where one of them is protected, both are. */
function distinct(rules: readonly PlannedRule[]): PlannedRule[] {
  const found = new Map<string, PlannedRule>();
  for (const rule of rules) {
    const key = `${rule.match.type} ${rule.match.value}`;
    const present = found.get(key);
    if (!present || (!policyOf(present) && policyOf(rule))) found.set(key, rule);
  }
  return [...found.values()];
}

/** Whether a match is one for a part of the requests of a prefix. */
function isInside(match: PathMatch, { type, value }: PathMatch): boolean {
  if (type !== 'PathPrefix' || (match.type === 'PathPrefix' && match.value === value)) return false;
  const base = value.replace(/\/$/, '');
  return match.value === base || match.value === value || match.value.startsWith(`${base}/`);
}

function pathsOf({ type, value }: PathMatch): string[] {
  if (type === 'Exact') return [value];
  const base = value.replace(/\/$/, '');
  return base === '' ? ['/*'] : [base, `${base}/*`];
}
