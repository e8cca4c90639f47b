import { answer, FOR_WEB, istio, meshRoute, namespace, networkPolicy, peerAuthentication, pods, policy, requestAuthentication, waypoint, webService } from './objects';
import { InputError } from '../../../../src/base/errors';
import { GatewayApiContext } from '../../../../src/check/goals/gateway-api/context';
import { requestModel } from '../../../../src/check/goals/gateway-api/request-model';
import { explainRequest } from '../../../../src/dataplane/requests/explain/explain-request';
import { requestJson } from '../../../../src/dataplane/requests/explain/json';
import { requestMermaid } from '../../../../src/dataplane/requests/explain/mermaid';
import { requestText } from '../../../../src/dataplane/requests/explain/text';
import { readRequest } from '../../../../src/dataplane/requests/read-request';
import { clusterOf } from '../../../check/findings/findings';
import { Plain } from '../../../support/builders';
import { random } from '../../../support/random';

/*
 * Random clusters, and a second reading of the specification that knows nothing of the first: plain lists, and each question asked anew.
 */

type Next = () => number;
const pick = <T>(next: Next, ...from: readonly T[]): T => from[Math.floor(next() * from.length)];
const some = <T>(next: Next, ...from: readonly T[]): T[] => from.filter(() => next() < 0.4);

interface Rule {
  readonly principals?: readonly string[];
  readonly notPrincipals?: readonly string[];
  readonly ports?: readonly string[];
  readonly methods?: readonly string[];
}

interface Policy {
  readonly name: string;
  readonly in: string;
  readonly at: 'service' | 'waypoint' | 'web' | 'other' | 'all';
  readonly action: 'ALLOW' | 'DENY';
  readonly rules: readonly Rule[];
}

interface World {
  readonly namespaceMode?: string;
  readonly clientMode?: string;
  readonly webMode?: string;
  readonly ofNamespace?: string;
  readonly ofService?: string;
  readonly waypointFor?: string;
  readonly hasWaypoint: boolean;
  readonly policies: readonly Policy[];
  readonly mutualTls: { readonly mesh?: string; readonly namespace?: string; readonly workload?: string };
  readonly method: string;
}

function randomWorld(next: Next): World {
  const mode = (): string | undefined => pick(next, undefined, undefined, undefined, 'ambient', 'none');
  const rule = (): Rule => ({
    ...next() < 0.4 && { principals: some(next, 'cluster.local/ns/shop/sa/client', 'cluster.local/ns/shop/sa/waypoint', '*', '*/sa/client', 'cluster.local/ns/blog/*') },
    ...next() < 0.2 && { notPrincipals: some(next, 'cluster.local/ns/shop/sa/client', 'cluster.local/ns/shop/sa/waypoint') },
    ...next() < 0.3 && { ports: some(next, '80', '8080') },
    ...next() < 0.3 && { methods: some(next, 'GET', 'PUT') },
  });
  return {
    namespaceMode: pick(next, 'ambient', 'ambient', 'ambient', 'none', undefined),
    clientMode: mode(),
    webMode: mode(),
    ofNamespace: pick(next, undefined, 'waypoint', 'waypoint', 'waypoint', 'missing', 'none'),
    ofService: pick(next, undefined, undefined, undefined, 'waypoint', 'none'),
    waypointFor: pick(next, undefined, undefined, 'service', 'all', 'workload', 'none'),
    hasWaypoint: next() < 0.9,
    policies: Array.from({ length: Math.floor(next() * 6) }, (_, i) => ({
      name: `p${i}`,
      in: pick(next, 'shop', 'shop', 'shop', 'shop', 'shop', 'istio-system', 'blog'),
      at: pick(next, 'service', 'service', 'service', 'waypoint', 'web', 'web', 'other', 'all'),
      action: pick(next, 'ALLOW', 'DENY'),
      rules: Array.from({ length: Math.floor(next() * 3) }, rule),
    })),
    mutualTls: { mesh: pick(next, undefined, undefined, 'STRICT', 'PERMISSIVE'), namespace: pick(next, undefined, undefined, 'STRICT', 'PERMISSIVE', 'UNSET'), workload: pick(next, undefined, undefined, undefined, 'STRICT', 'DISABLE') },
    method: pick(next, 'GET', 'PUT', 'POST'),
  };
}

const ifSet = (key: string, value: string | undefined): Plain => value === undefined ? {} : { [key]: value };

function objectsOf(world: World): Plain[] {
  const { mutualTls: { mesh, namespace: ofNamespace, workload } } = world;
  const targets = { service: { kind: 'Service', group: '', name: 'web' }, waypoint: { kind: 'Gateway', group: 'gateway.networking.k8s.io', name: 'waypoint' } };
  const place = (at: Policy['at']): Plain => at === 'all' ? {} : at === 'web' || at === 'other' ? { selector: { matchLabels: { app: at } } } : { targetRefs: [targets[at]] };
  const full = ({ principals, notPrincipals, ports, methods }: Rule): Plain => {
    const filled = (each: object): Plain => Object.fromEntries(Object.entries(each).filter(([, value]) => Array.isArray(value) && value.length > 0));
    const [source, operation] = [filled({ principals, notPrincipals }), filled({ ports, methods })];
    return { ...Object.keys(source).length > 0 && { from: [{ source }] }, ...Object.keys(operation).length > 0 && { to: [{ operation }] } };
  };
  const labels = (mode: string | undefined): Plain => ifSet('istio.io/dataplane-mode', mode);
  return [
    namespace('shop', { ...labels(world.namespaceMode), ...ifSet('istio.io/use-waypoint', world.ofNamespace) }),
    webService('shop/web', { labels: ifSet('istio.io/use-waypoint', world.ofService) }),
    pods('shop/web', { labels: labels(world.webMode) }),
    pods('shop/client', { labels: labels(world.clientMode) }),
    ...world.hasWaypoint ? [waypoint('shop/waypoint', { labels: ifSet('istio.io/waypoint-for', world.waypointFor) })] : [],
    ...world.policies.map(({ name, in: of, at, action, rules }) => policy(`${of}/${name}`, { ...place(at), action, rules: rules.map(full) })),
    ...mesh ? [peerAuthentication('istio-system/default', { mtls: { mode: mesh } })] : [],
    ...ofNamespace ? [peerAuthentication('shop/default', { mtls: { mode: ofNamespace } })] : [],
    ...workload ? [peerAuthentication('shop/web', { selector: { matchLabels: { app: 'web' } }, mtls: { mode: workload } })] : [],
  ];
}

/** What the documentation of Istio says becomes of the request: `passes`, or who refuses it. */
function reading(world: World): string {
  const enrolled = (own: string | undefined): boolean => own === 'ambient' || (world.namespaceMode === 'ambient' && own !== 'none');
  const [client, web] = [enrolled(world.clientMode), enrolled(world.webMode)];
  const named = world.ofService ?? world.ofNamespace;
  const isForServices = world.waypointFor === undefined || world.waypointFor === 'service' || world.waypointFor === 'all';
  const throughWaypoint = client && named === 'waypoint' && world.hasWaypoint && isForServices;
  // A policy that denies without rules is refused by the webhook.
  const valid = world.policies.filter(({ action, rules }) => action === 'ALLOW' || rules.length > 0);
  if (throughWaypoint) {
    const here = valid.filter(({ at, in: of }) => of === 'shop' && (at === 'service' || at === 'waypoint'));
    if (!allowed(here, 'cluster.local/ns/shop/sa/client', '80', world.method, false)) return 'waypoint';
  }
  if (!web) return 'passes';
  const principal = !client ? '' : throughWaypoint ? 'cluster.local/ns/shop/sa/waypoint' : 'cluster.local/ns/shop/sa/client';
  const { mesh, namespace: ofNamespace, workload } = world.mutualTls;
  const mode = [workload, ofNamespace, mesh].find(each => each !== undefined && each !== 'UNSET');
  const here = valid.filter(({ at, in: of }) => (of === 'shop' || of === 'istio-system') && (at === 'all' || at === 'web'));
  if ((mode === 'STRICT' && principal === '') || !allowed(here, principal, '8080', world.method, true)) return 'pods';
  return 'passes';
}

function allowed(policies: readonly Policy[], principal: string, port: string, method: string, isZtunnel: boolean): boolean {
  const set = (list: readonly string[] | undefined): readonly string[] | undefined => list && list.length > 0 ? list : undefined;
  const is = (pattern: string): boolean => principal !== '' && new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace('*', '.*')}$`).test(principal);
  const matches = ({ action }: Policy, rule: Rule): boolean => {
    const [methods, ports] = [set(rule.methods), set(rule.ports)];
    if (isZtunnel && methods && (action === 'ALLOW' || !ports)) return false;
    return (!set(rule.principals) || rule.principals!.some(is)) && !(rule.notPrincipals ?? []).some(is)
      && (!ports || ports.includes(port)) && (!methods || isZtunnel || methods.includes(method));
  };
  const applies = (each: Policy): boolean => each.rules.some(rule => matches(each, rule));
  if (policies.some(each => each.action === 'DENY' && applies(each))) return false;
  const allowing = policies.filter(({ action }) => action === 'ALLOW');
  return allowing.length === 0 || allowing.some(applies);
}

test('1,500 random clusters: who lets a request pass, and who refuses it', () => {
  const next = random(1_511);
  const differing: unknown[] = [];
  const seen = new Map<string, number>();
  for (let i = 0; i < 1_500; i++) {
    const world = randomWorld(next);
    const expected = reading(world);
    seen.set(expected, (seen.get(expected) ?? 0) + 1);
    const actual = answer(objectsOf(world), `${world.method} http://web/`, 'pod:shop/client');
    const who = actual === 'Service shop/web:80' ? 'passes' : actual.startsWith('403') ? 'waypoint' : /^(503|refused)/.test(actual) ? 'pods' : actual;
    if (who !== expected) differing.push({ world, expected, actual });
  }
  expect(differing.slice(0, 3)).toEqual([]);
  expect([...seen].filter(([, count]) => count > 60).map(([who]) => who).sort()).toEqual(['passes', 'pods', 'waypoint']);
});

interface Match {
  readonly type: 'Exact' | 'PathPrefix';
  readonly path: string;
  readonly method?: string;
  readonly headers: readonly string[];
  readonly query: readonly string[];
}

/** Which rule comes first by the list of the specification, each of its points in turn. */
function firstBySpecification(
  rules: readonly (Match & { readonly place: readonly [string, number] })[], path: string, method: string, headers: readonly string[],
  query: readonly string[],
): string | undefined {
  const isBelow = (prefix: string): boolean => prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
  let left = rules.filter(rule => (rule.type === 'Exact' ? rule.path === path : isBelow(rule.path)) && (rule.method === undefined || rule.method === method)
    && rule.headers.every(name => headers.includes(name)) && rule.query.every(name => query.includes(name)));
  const points: ((rule: Match) => number)[] = [
    ({ type }) => type === 'Exact' ? 1 : 0, ({ path: own }) => own.length, ({ method: own }) => own === undefined ? 0 : 1, rule => rule.headers.length, rule => rule.query.length,
  ];
  for (const point of points) {
    const most = Math.max(...left.map(point));
    left = left.filter(rule => point(rule) === most);
  }
  // Routes without an age: the first by name, and in it the first rule.
  left.sort((a, b) => a.place[0] < b.place[0] ? -1 : a.place[0] > b.place[0] ? 1 : a.place[1] - b.place[1]);
  return left.length === 0 ? undefined : `${left[0].place[0]}-${left[0].place[1]}`;
}

test('500 random sets of routes: which rule takes a request', () => {
  const next = random(2_026);
  const NAMES = ['r0', 'r1', 'r2'].flatMap(route => [0, 1, 2].map(i => `${route}-${i}`));
  const base = [
    namespace('shop', { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' }), waypoint('shop/waypoint'), webService('shop/web'), pods('shop/web'), pods('shop/client'),
    ...NAMES.flatMap(name => [webService(`shop/${name}`, { selector: { app: 'web' } })]),
  ];
  for (let i = 0; i < 500; i++) {
    const match = (): Match => ({
      type: pick(next, 'Exact', 'PathPrefix', 'PathPrefix'), path: pick(next, '/', '/a', '/a/b', '/a/b/c'), method: pick(next, undefined, undefined, 'GET', 'PUT'), headers: some(next, 'x', 'y'), query: some(next, 'q'),
    });
    const routes = ['r0', 'r1', 'r2'].map(name => ({ name, matches: Array.from({ length: 1 + Math.floor(next() * 3) }, match) }));
    const objects = routes.map(({ name, matches }) => meshRoute(`shop/${name}`, 'shop/web', matches.map(({ type, path, method, headers, query }, at) => ({
      matches: [{
        path: { type, value: path }, ...method && { method }, headers: headers.map(header => ({ name: header, value: '1' })), queryParams: query.map(parameter => ({ name: parameter, value: '1' })),
      }],
      backendRefs: [{ name: `${name}-${at}`, port: 80 }],
    }))));
    const [path, method, headers, query] = [pick(next, '/', '/a', '/a/b', '/a/bc', '/a/b/c/d'), pick(next, 'GET', 'PUT'), some(next, 'x', 'y'), some(next, 'q')];
    const all = routes.flatMap(({ name, matches }) => matches.map((each, at) => ({ ...each, place: [name, at] as const })));
    const expected = firstBySpecification(all, path, method, headers, query);
    const actual = answer([...base, ...objects], `${method} http://web${path}${query.length > 0 ? '?q=1' : ''}`, 'pod:shop/client', ...headers.map(name => `${name}: 1`));
    expect(actual).toBe(expected === undefined ? '404: no rule of a route matches' : `Service shop/${expected}:80`);
  }
});

/** Any value, most of all those that are wrong where an object wants another one. */
function junk(next: Next, depth = 0): unknown {
  const KEYS = ['name', 'rules', 'from', 'to', 'source', 'operation', 'values', 'key', 'matchLabels', 'port', 'mtls', 'mode', 'kind', 'group', '__proto__', 'constructor', ''];
  switch (Math.floor(next() * (depth > 3 ? 7 : 9))) {
    case 0: return null;
    case 1: return pick(next, 0, -1, 80, 15008, 1e21, Number.NaN);
    case 2: return pick(next, '', '*', 'web', 'shop', 'cluster.local/ns/shop/sa/client', 'constructor', '{*}', '10.0.0.0/8', '\u0000', '((');
    case 3: return next() < 0.5;
    case 4: return [];
    case 5: return {};
    case 6: return undefined;
    case 7: return Array.from({ length: Math.floor(next() * 3) }, () => junk(next, depth + 1));
    default: return Object.fromEntries(Array.from({ length: Math.floor(next() * 4) }, () => [pick(next, ...KEYS), junk(next, depth + 1)]));
  }
}

/** An object with one of its values replaced by any other. */
function spoiled(next: Next, value: unknown): unknown {
  if (next() < 0.15) return junk(next);
  if (Array.isArray(value) && value.length > 0) {
    const at = Math.floor(next() * value.length);
    return value.map((each, i) => i === at ? spoiled(next, each) : each);
  }
  if (typeof value !== 'object' || value === null) return junk(next);
  const keys = Object.keys(value);
  const key = pick(next, ...keys, 'spec');
  return { ...value, [key]: spoiled(next, (value as Plain)[key]) };
}

const OTHERS: readonly Plain[] = [
  networkPolicy('shop/in', { policyTypes: ['Ingress', 'Egress'], ingress: [{ ports: [{ port: 15008 }], from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] } }, { ipBlock: { cidr: '10.0.0.0/8' } }] }], egress: [{}] }),
  { ...networkPolicy('shop/cilium', { endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: '15008' }] }] }] }), apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' },
  { ...networkPolicy('shop/calico', { selector: 'all()', ingress: [{ action: 'Allow', source: { nets: ['10.0.0.0/8'] } }] }), apiVersion: 'projectcalico.org/v3' },
  requestAuthentication('shop/jwt', { ...FOR_WEB, jwtRules: [{ issuer: 'a', fromHeaders: [{ name: 'x', prefix: 'y' }] }] }),
  istio('ServiceEntry', 'shop/api', { hosts: ['web.shop'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }] }),
  istio('VirtualService', 'blog/web', { hosts: ['web.shop'], http: [{ route: [{ destination: { host: 'web' } }] }] }),
  meshRoute('shop/web', 'shop/web', [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'web', port: 80 }] }]),
];

test('1,000 clusters with spoiled objects: an answer, or an error that is meant for users', () => {
  const next = random(42);
  const strange: string[] = [];
  for (let i = 0; i < 1_000; i++) {
    const objects = [...objectsOf(randomWorld(next)), ...OTHERS];
    const at = Math.floor(next() * objects.length);
    // What is no object at all is refused by whoever reads the input.
    const all = objects.map((each, place) => place === at || next() < 0.1 ? { ...each, [pick(next, 'spec', 'metadata')]: spoiled(next, each.spec), ...next() < 0.5 && { metadata: each.metadata } } : each);
    const from = pick(next, 'pod:shop/client', 'namespace:shop', 'serviceaccount:shop/client', 'external', 'node');
    try {
      const model = requestModel(new GatewayApiContext(clusterOf(all), {}));
      const text = pick(next, 'http://web.shop/', 'https://web.shop/a', 'PUT http://web.shop:8080/', 'http://web/');
      const explanation = explainRequest(readRequest(text, ['authorization: Bearer x']), model, { from });
      requestText(explanation);
      requestJson(explanation);
      requestMermaid(explanation);
    } catch (error) {
      if (!(error instanceof InputError)) strange.push(`${(error as Error).stack}`.split('\n').slice(0, 4).join(' | '));
    }
  }
  expect([...new Set(strange)]).toEqual([]);
});
