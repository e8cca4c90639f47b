import { PlannedListeners } from './listeners';
import { CATCH_ALL } from '../../../dataplane/requests/ingress-nginx/build';
import { NginxIngress } from '../../../dataplane/requests/ingress-nginx/model';
import { GATEWAY_GROUP } from '../../../programs/gateway-api/kinds';
import { isBefore } from '../../../programs/gateway-api/target';
import { ConversionTarget } from '../options';
import { PlannedHost, PlannedPolicy, PlannedRule, Variant } from '../plan/model';

/** A route, with what belongs to it. */
export interface PlannedRoute {
  readonly object: any;
  readonly namespace: string;
  readonly name: string;
  readonly policies: readonly PlannedPolicy[];
  /** The Ingresses that it comes from. */
  readonly ingresses: readonly NginxIngress[];
}

/** What one route takes. */
const MOST_RULES = 16;
const MOST_MATCHES_OF_RULE = 64;
const MOST_MATCHES_IN_OLD_RELEASES = 8;
const MOST_MATCHES = 128;

type Schemes = 'both' | 'http' | 'https';

/** A rule with all matches that share its action; a canary makes several rules of one action, which stay together. */
interface RuleGroup {
  readonly rules: readonly any[];
  readonly matches: number;
}

/** The routes of a host: one for each namespace, and for what is served over only one of HTTP and HTTPS. */
export function routesOf(host: PlannedHost, listeners: PlannedListeners, target: ConversionTarget): PlannedRoute[] {
  const parts = new Map<string, { readonly schemes: Schemes; readonly rules: PlannedRule[] }>();
  for (const { rule, schemes } of bySchemes(host)) {
    const key = JSON.stringify([rule.ingress.namespace, schemes, rule.grpc !== undefined, policiesOfRoute(rule)]);
    const part = parts.get(key) ?? { schemes, rules: [] };
    part.rules.push(rule);
    parts.set(key, part);
  }
  const names = new Set<string>();
  return [...parts.values()].flatMap(({ schemes, rules }) => {
    const { namespace } = rules[0].ingress;
    const suffix = schemes === 'both' || !host.https ? '' : `-${schemes}`;
    const parentRefs = parentsOf(host, schemes, namespace, listeners, target);
    const kind = rules[0].grpc ? 'GRPCRoute' : 'HTTPRoute';
    const chunks = chunked(groupsOf(rules, target));
    return chunks.map(chunk => {
      const name = freshName(`${listeners.labelOf(host.name)}${suffix}`, namespace, names);
      const object = {
        apiVersion: `${GATEWAY_GROUP}/v1`,
        kind,
        metadata: { name, namespace },
        spec: { parentRefs, ...host.name !== CATCH_ALL && { hostnames: [host.name] }, rules: chunk.flatMap(group => group.rules) },
      };
      return { object, namespace, name, policies: rules[0].policies, ingresses: [...new Set(rules.map(({ ingress }) => ingress))] };
    });
  });
}

/** A policy for a route is one for all its rules, and so are the protections that the comparison knows of. */
function policiesOfRoute({ policies }: PlannedRule): unknown {
  return policies.filter(({ target }) => target !== 'service').map(({ kind, spec, protection, countedFor }) => [kind, spec, protection, countedFor]);
}

/** Rules that are the same over both belong to one route. */
function bySchemes({ http, https }: PlannedHost): { readonly rule: PlannedRule; readonly schemes: Schemes }[] {
  if (!https) return http.map(rule => ({ rule, schemes: 'http' as const }));
  const keyOf = ({ match, action, grpc, policies }: PlannedRule): string => JSON.stringify([match, action, grpc, policies]);
  const overHttps = new Set(https.map(keyOf));
  const overHttp = new Set(http.map(keyOf));
  return [
    ...http.map(rule => ({ rule, schemes: overHttps.has(keyOf(rule)) ? 'both' as const : 'http' as const })),
    ...https.filter(rule => !overHttp.has(keyOf(rule))).map(rule => ({ rule, schemes: 'https' as const })),
  ];
}

function parentsOf(
  host: PlannedHost, schemes: Schemes, namespace: string, listeners: PlannedListeners, { gateway, hasGateway }: ConversionTarget,
): unknown[] {
  const isElsewhere = namespace !== gateway.namespace && { namespace: gateway.namespace };
  if (hasGateway) {
    // Its listeners are not known: the port says which ones are meant, and no name of a section can miss.
    const port = schemes === 'both' ? {} : { port: schemes === 'http' ? 80 : 443 };
    return [{ group: GATEWAY_GROUP, kind: 'Gateway', name: gateway.name, ...isElsewhere, ...port }];
  }
  const wanted = schemes === 'both' ? ['http', 'https'] as const : [schemes];
  return wanted.flatMap(scheme => {
    const listener = listeners.of(host.name, scheme);
    if (!listener) return [];
    return [{ group: GATEWAY_GROUP, kind: listener.owner.kind, name: listener.owner.name, ...isElsewhere, sectionName: listener.name }];
  });
}

/** Joins what has one action: each path keeps its own rank, since a match ranks by itself. */
function groupsOf(rules: readonly PlannedRule[], target: ConversionTarget): RuleGroup[] {
  const joined: { readonly rule: PlannedRule; readonly matches: PlannedRule[] }[] = [];
  const open = new Map<string, typeof joined[number]>();
  for (const rule of rules) {
    const key = JSON.stringify(rule.action);
    const present = isJoinable(rule) ? open.get(key) : undefined;
    if (present && present.matches.length < mostMatches(rule, target)) {
      present.matches.push(rule);
    } else {
      const entry = { rule, matches: [rule] };
      joined.push(entry);
      open.set(key, entry);
    }
  }
  return joined.map(({ rule, matches }): RuleGroup => {
    const { action } = rule;
    const paths = matches.map(({ match, grpc }) => grpc === undefined ? { path: match } : Object.keys(grpc).length > 0 ? { method: grpc } : {});
    if (action.kind === 'redirect') {
      const redirecting = { matches: paths, filters: [{ type: 'RequestRedirect', requestRedirect: action.redirect }] };
      if (!action.preflight) return { rules: [redirecting], matches: paths.length };
      const { filter, upstream } = action.preflight;
      const asking = { method: 'OPTIONS', headers: [{ type: 'RegularExpression', name: 'Origin', value: '.+' }] };
      const answering = { filters: [filter], backendRefs: refsOf([{ upstream, weight: 1 }], rule.ingress.namespace) };
      return {
        rules: [{ matches: paths.map(match => ({ ...match, ...asking })), ...answering }, redirecting],
        matches: 2 * paths.length,
      };
    }
    // A rule without backends is answered with 500.
    if (action.kind === 'closed') return { rules: [{ matches: paths }], matches: paths.length };
    const { filters, variants, more } = action;
    // Without a match, a rule takes all calls of gRPC.
    const takesAll = ({ headers }: Variant): boolean => headers.length === 0 && paths.some(match => Object.keys(match).length === 0);
    return {
      rules: variants.map(({ headers, backends }) => ({
        ...!takesAll({ headers, backends }) && { matches: paths.map(match => ({ ...match, ...headers.length > 0 && { headers } })) },
        ...filters.length > 0 && { filters },
        backendRefs: refsOf(backends, rule.ingress.namespace),
        ...more,
      })),
      matches: variants.length * paths.length,
    };
  });
}

function mostMatches({ action, grpc }: PlannedRule, { api: { minor } }: ConversionTarget): number {
  const most = isBefore(minor, grpc ? '1.3' : '1.2') ? MOST_MATCHES_IN_OLD_RELEASES : MOST_MATCHES_OF_RULE;
  const rules = action.kind === 'forward' ? action.variants.length : action.kind === 'redirect' && action.preflight ? 2 : 1;
  return Math.min(most, Math.floor(MOST_MATCHES / rules));
}

/** The prefix that is replaced has to be the only match of its rule. */
function isJoinable({ action }: PlannedRule): boolean {
  const text = JSON.stringify(action);
  return !text.includes('"ReplacePrefixMatch"');
}

function refsOf(backends: Variant['backends'], namespace: string): unknown[] {
  return backends.map(({ upstream, weight }) => ({
    name: upstream.service,
    ...upstream.namespace !== namespace && { namespace: upstream.namespace },
    port: upstream.number!,
    ...backends.length > 1 && { weight },
  }));
}

function chunked(groups: readonly RuleGroup[]): RuleGroup[][] {
  const chunks: RuleGroup[][] = [];
  let rules = 0;
  let matches = 0;
  for (const group of groups) {
    const isFull = rules + group.rules.length > MOST_RULES || matches + group.matches > MOST_MATCHES;
    if (chunks.length === 0 || isFull) {
      chunks.push([]);
      rules = 0;
      matches = 0;
    }
    chunks.at(-1)!.push(group);
    rules += group.rules.length;
    matches += group.matches;
  }
  return chunks;
}

function freshName(wanted: string, namespace: string, names: Set<string>): string {
  let name = wanted;
  for (let i = 2; names.has(`${namespace}/${name}`); i++) name = `${wanted}-${i}`;
  names.add(`${namespace}/${name}`);
  return name;
}
