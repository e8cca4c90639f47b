import { parseCidr } from '../../../../src/base/ip/cidr';
import { TranslatedPolicy, translateCalicoPolicies, TranslationOptions } from '../../../../src/programs/cilium/translate/calico-policies';
import { Plain } from '../../../support/builders';

const OPTIONS: TranslationOptions = {
  minor: '1.20',
  own: { pods: [parseCidr('10.244.0.0/16')!], nodes: [{ cidr: parseCidr('192.168.10.11/32')!, name: 'worker-1' }], families: new Set(['ip'] as const) },
  members: [],
  tiers: [],
  networkPolicies: [],
  otherPolicies: [],
  namespaceLabels: () => undefined,
  hasOwnLabels: false,
  unknown: new Set(),
};

function policy(name: string, spec: Plain, kind = 'NetworkPolicy'): Plain {
  return { apiVersion: 'projectcalico.org/v3', kind, metadata: { name, ...kind.includes('Global') ? {} : { namespace: 'shop' } }, spec };
}

function specOf(spec: Plain, kind?: string): Plain {
  const [translated] = translateCalicoPolicies([policy('web', spec, kind)], OPTIONS);
  return translated.policy ?? { reason: why(translated) };
}

function why({ reasons: own, waitsFor, lacks }: TranslatedPolicy): string | undefined {
  const all = [...own, ...waitsFor.map(name => `waits for ${name}`), ...lacks.map(kind => `lacks ${kind}`)];
  return all.length > 0 ? all.join('; ') : undefined;
}

function reasons(policies: readonly Plain[], options: Partial<TranslationOptions> = {}): (string | undefined)[] {
  return translateCalicoPolicies(policies, { ...OPTIONS, ...options }).map(why);
}

const allowOut = (destination: Plain): Plain => ({ selector: 'all()', types: ['Egress'], egress: [{ action: 'Allow', destination }] });
const allow = (rule: Plain): Plain => ({ selector: 'all()', ingress: [{ action: 'Allow', ...rule }] });

test('selectors, ports and addresses', () => {
  expect(specOf({
    selector: "app == 'web' && env != 'dev'",
    types: ['Ingress', 'Egress'],
    ingress: [{ action: 'Allow', protocol: 'TCP', source: { selector: "has(role) && tier in {'a', 'b'}" }, destination: { ports: [80, '8000:8100', 'metrics'] } }],
    egress: [{ action: 'Allow', destination: { nets: ['203.0.113.0/24'], notNets: ['203.0.113.7/32'] } }],
  }).spec).toEqual({
    endpointSelector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['dev'] }] },
    enableDefaultDeny: { ingress: true, egress: true },
    ingress: [{
      fromEndpoints: [{ matchExpressions: [{ key: 'role', operator: 'Exists' }, { key: 'tier', operator: 'In', values: ['a', 'b'] }] }],
      toPorts: [{ ports: [{ port: '80', protocol: 'TCP' }, { port: '8000', endPort: 8100, protocol: 'TCP' }, { port: 'metrics', protocol: 'TCP' }] }],
    }],
    egress: [{ toCIDRSet: [{ cidr: '203.0.113.0/24', except: ['203.0.113.7/32'] }] }],
  });
});

test('alternatives are several specs for the subject, and several selectors for peers', () => {
  const { specs } = specOf({ selector: "app == 'a' || app == 'b'", ingress: [{ action: 'Allow', source: { selector: "!(x == '1' && has(y))" } }] }) as { specs: Plain[] };
  expect(specs.map(({ endpointSelector }) => endpointSelector)).toEqual([{ matchLabels: { app: 'a' } }, { matchLabels: { app: 'b' } }]);
  expect(specs[0].ingress[0].fromEndpoints).toEqual([{ matchExpressions: [{ key: 'x', operator: 'NotIn', values: ['1'] }] }, { matchExpressions: [{ key: 'y', operator: 'DoesNotExist' }] }]);
});

test('namespaces: the own one, others by labels, any', () => {
  const from = (source: Plain) => specOf(allow({ source })).spec.ingress[0].fromEndpoints;
  expect(from({ selector: "a == 'b'" })).toEqual([{ matchLabels: { a: 'b' } }]);
  expect(from({ selector: "a == 'b'", namespaceSelector: 'all()' })).toEqual([{ matchLabels: { a: 'b' }, matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] }]);
  expect(from({ namespaceSelector: "team == 'x'" })).toEqual([{ matchLabels: { 'k8s:io.cilium.k8s.namespace.labels.team': 'x' } }]);
  expect(from({ namespaceSelector: "projectcalico.org/name == 'data'", serviceAccounts: { names: ['web'] } }))
    .toEqual([{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'data', 'io.cilium.k8s.policy.serviceaccount': 'web' } }]);
});

test('a rule without a peer allows everything, and a direction without rules nothing', () => {
  expect(specOf(allow({})).spec.ingress).toEqual([{ fromEntities: ['all'] }]);
  expect(specOf({ selector: 'all()', types: ['Ingress'] }).spec).toMatchObject({ enableDefaultDeny: { ingress: true, egress: false }, ingress: [{}] });
});

test('requests, ICMP, protocols by number', () => {
  expect(specOf(allow({ protocol: 'TCP', destination: { ports: [80] }, http: { methods: ['GET'], paths: [{ exact: '/a.b' }, { prefix: '/c' }] } })).spec.ingress[0].toPorts[0].rules.http)
    .toEqual([{ method: 'GET', path: '/a\\.b/?(\\?.*)?' }, { method: 'GET', path: '/c(/\\.?[^/.;%?#\\\\][^/;%?#\\\\]*)*/?(\\?.*)?' }]);
  expect(specOf(allow({ protocol: 'ICMP', icmp: { type: 8 } })).spec.ingress[0].icmps).toEqual([{ fields: [{ type: 8, family: 'IPv4' }] }]);
  expect(specOf(allow({ protocol: 17 })).spec.ingress[0].toPorts).toEqual([{ ports: [{ port: '0', protocol: 'UDP' }] }]);
});

test('what narrows the subject is a spec of its own', () => {
  expect(specOf(allow({ destination: { selector: "a == 'b'" } })).specs).toEqual([
    { endpointSelector: {}, enableDefaultDeny: { ingress: true, egress: false }, ingress: [{}] },
    { endpointSelector: { matchLabels: { a: 'b' } }, enableDefaultDeny: { ingress: false, egress: false }, ingress: [{ fromEntities: ['all'] }] },
  ]);
});

test('the opposite of ports', () => {
  const ports = (destination: Plain, protocol = 'TCP'): Plain => specOf(allow({ protocol, destination })).spec.ingress[0].toPorts[0].ports;
  expect(ports({ notPorts: [53, '8000:8100'] })).toEqual([
    { port: '1', endPort: 52, protocol: 'TCP' }, { port: '54', endPort: 7999, protocol: 'TCP' }, { port: '8101', endPort: 65535, protocol: 'TCP' },
  ]);
  expect(ports({ ports: ['50:60'], notPorts: ['55:70'] }, 'UDP')).toEqual([{ port: '50', endPort: 54, protocol: 'UDP' }]);
  // Port 0 is every port in Cilium.
  expect(ports({ ports: [0, 80] })).toEqual([{ port: '80', protocol: 'TCP' }]);
  expect(specOf(allow({ protocol: 'TCP', destination: { ports: [0] } })).spec.ingress).toEqual([{}]);
});

test('addresses that have all pods and nodes are these by other means', () => {
  expect(specOf(allow({ source: { nets: ['10.244.0.0/15'] } })).spec.ingress).toEqual([
    { fromEndpoints: [{ matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] }] },
    { fromCIDRSet: [{ cidr: '10.244.0.0/15' }] },
  ]);
  expect(specOf({ selector: 'all()', ingress: [{ action: 'Deny', source: { nets: ['0.0.0.0/0', '::/0'] }, protocol: 'TCP' }, { action: 'Allow' }] }).spec.ingressDeny.map(({ toPorts: _, ...each }: Plain) => each)).toEqual([
    { fromEndpoints: [{ matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] }] },
    { fromEntities: ['world'] },
    // Without the own node, whose probes Calico never drops.
    { fromEntities: ['remote-node'] },
  ]);
});

test('a deny of everything spares the own node', () => {
  expect(specOf({ selector: 'all()', ingress: [{ action: 'Deny', protocol: 'TCP', destination: { ports: [22] } }, { action: 'Allow' }] }, 'GlobalNetworkPolicy').spec.ingressDeny).toMatchObject([
    { fromEndpoints: [{}], toPorts: [{ ports: [{ port: '22' }] }] },
    { fromEntities: ['world', 'remote-node', 'unmanaged', 'init'], toPorts: [{ ports: [{ port: '22' }] }] },
  ]);
});

test.each<[string, Plain, string]>([
  ['parts of values', { selector: "app starts with 'web'" }, 'compares parts of a value'],
  ['a selector that Calico does not read', { selector: "app = 'web'" }, 'cannot be read'],
  ['ports of the source', allow({ protocol: 'TCP', source: { ports: [53] } }), 'ingress[0]: ports of the source'],
  ['names among the opposite of ports', allow({ protocol: 'TCP', destination: { notPorts: ['dns'] } }), 'notPorts has the name dns'],
  ['names of ports of others', { types: ['Egress'], egress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: ['dns'] } }] }, 'port dns is a name'],
  ['the opposite of a protocol', allow({ notProtocol: 'TCP' }), 'notProtocol is the opposite of a protocol'],
  ['some addresses of pods', allow({ source: { nets: ['10.244.3.0/24'] } }), 'has addresses of pods (10.244.0.0/16)'],
  ['service accounts by labels', allow({ source: { serviceAccounts: { selector: "a == 'b'" } } }), 'service accounts by their labels'],
  ['Services, whose ports only Calico allows', allowOut({ services: { name: 'db', namespace: 'data' } }), 'for the ports of the Service only'],
  ['domains', allowOut({ domains: ['*.example.com'] }), 'domains need toFQDNs'],
  ['labels that only Calico gives', allow({ source: { selector: "projectcalico.org/other != 'b'" } }), 'projectcalico.org/other, a label that only Calico gives'],
  ['labels that make no identities', { selector: "pod-template-hash != 'b'" }, 'pod-template-hash, a label that Cilium leaves out of identities'],
  ['other protocols', allow({ protocol: 'UDPLite' }), 'protocol UDPLite has no counterpart'],
  ['addresses of the own side', allow({ destination: { nets: ['203.0.113.0/24'] } }), 'nets of destination narrows what the policy selects'],
  ['paths with dots', allow({ protocol: 'TCP', http: { paths: [{ prefix: '/a/../b' }] } }), 'compared after dots, parameters and escapes are resolved'],
])('%s: no counterpart', (_, spec, reason) => {
  expect(specOf(spec).reason).toContain(reason);
});

test.each<[string, Plain]>([
  ['networks that are excluded as a whole', allow({ source: { nets: ['203.0.113.0/24'], notNets: ['203.0.112.0/22'] } })],
  ['networks of another family than the rule', allow({ ipVersion: 6, source: { nets: ['203.0.113.0/24'] } })],
  ['a version of IP that the cluster does not have', allow({ ipVersion: 6 })],
  ['selectors that contradict themselves', allow({ source: { selector: "a == 'b' && a != 'b'" } })],
  ['nothing', allow({ source: { selector: '!all()' } })],
])('%s: a rule that is never met', (_, spec) => {
  expect(specOf(spec).spec.ingress).toEqual([{}]);
});

const deny = policy('deny', { order: 10, selector: 'all()', ingress: [{ action: 'Deny', source: { nets: ['203.0.113.0/24'] } }] });

test('a deny is translated where nothing before it allows, and left to isolation where nothing after it does', () => {
  expect(reasons([deny, policy('web', { order: 20, ...allow({}) })])).toEqual([undefined, undefined]);
  const [, left] = translateCalicoPolicies([policy('web', { order: 5, ...allow({}) }), deny], OPTIONS);
  expect((left.policy as Plain).spec).toEqual({ endpointSelector: {}, enableDefaultDeny: { ingress: true, egress: false }, ingress: [{}] });
  expect(reasons([policy('web', { order: 5, ...allow({ protocol: 'TCP' }) }), deny, policy('late', allow({}))])[1]).toContain(
    'ingress[0]: denies after ingress[0] of NetworkPolicy shop/web has allowed some of the same traffic, and in Cilium a deny always wins; isolation alone does not drop it, since ingress[0] of NetworkPolicy shop/late may allow it',
  );
});

test('order does not matter where the traffic is another', () => {
  const web = (source: Plain, name = 'web', order = 5): Plain => policy(name, { order, ...allow({ source }) });
  const late = policy('late', { order: 2000, ...allow({}) });
  expect(reasons([web({ nets: ['198.51.100.0/24'] }), deny, late])[1]).toBeUndefined();
  expect(reasons([web({ selector: "a == 'b'" }), deny, late])[1]).toBeUndefined();
  expect(reasons([{ ...web({}), metadata: { name: 'web', namespace: 'other' } }, deny, late])[1]).toBeUndefined();
  // Which of two of the same order comes first is not sure.
  expect(reasons([web({}, 'zzz', 10), deny, late])[1]).toContain('denies after');
});

test('NetworkPolicies of Kubernetes have the order 1000', () => {
  const own = (podSelector: Plain): Plain => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'k', namespace: 'shop' }, spec: { podSelector, ingress: [{}] } });
  const late = { ...deny, spec: { ...deny.spec, order: 2000 } };
  const after = policy('late', { order: 3000, ...allow({}) });
  expect(reasons([late, after], { networkPolicies: [own({})] })[0]).toContain('denies after ingress[0] of NetworkPolicy shop/k');
  const web = { ...late, spec: { ...late.spec, selector: "app == 'web'" } };
  expect(reasons([web, after], { networkPolicies: [own({ matchLabels: { app: 'db' } })] })).toEqual([undefined, undefined]);
});

test('what comes after an untranslated deny waits for it, where it is about the same traffic, and has reasons of its own beside', () => {
  const bad = policy('bad', { order: 10, selector: "app == 'web'", ingress: [{ action: 'Deny', notProtocol: 'TCP' }] });
  const after = (selector: string, rule: Plain = {}): string | undefined => reasons([bad, policy('web', { order: 20, selector, ingress: [{ action: 'Allow', ...rule }] })])[1];
  expect(after('all()')).toBe('waits for NetworkPolicy shop/bad');
  expect(after("app == 'db'")).toBeUndefined();
  expect(after('all()', { notProtocol: 'UDP' })).toBe('ingress[0]: notProtocol is the opposite of a protocol, which has no counterpart; waits for NetworkPolicy shop/bad');
  // What waits is waited for.
  const third = policy('third', { order: 30, ...allow({}) });
  expect(reasons([bad, policy('web', { order: 20, selector: 'all()', ingress: [{ action: 'Deny', protocol: 'TCP' }, { action: 'Allow' }] }), third])[2]).toBe('waits for NetworkPolicy shop/bad and NetworkPolicy shop/web'.replace(' and ', '; waits for '));
});

test('tiers: what passes everything on needs no isolation, and what drops what it does not allow has no counterpart before others', () => {
  const tiers = [{ kind: 'Tier', metadata: { name: 'security' }, spec: { order: 100 } }];
  const first = (rules: readonly Plain[], spec: Plain = {}): Plain => policy('security.first', { tier: 'security', selector: 'all()', ingress: rules, ...spec });
  const web = policy('web', allow({ protocol: 'TCP' }));
  const passing = [{ action: 'Deny', source: { nets: ['203.0.113.0/24'] } }, { action: 'Pass' }];
  const [translated, next] = translateCalicoPolicies([first(passing), web], { ...OPTIONS, tiers });
  expect((translated.policy as Plain).spec).toEqual({ endpointSelector: {}, enableDefaultDeny: { ingress: false, egress: false }, ingressDeny: [{ fromCIDRSet: [{ cidr: '203.0.113.0/24' }] }] });
  expect(why(next)).toBeUndefined();
  expect(reasons([first(passing.slice(0, 1)), web], { tiers })).toEqual([
    'ingress: the tier security drops what its policies do not allow, whatever NetworkPolicy shop/web of a later tier allows the same pods; Cilium has no tiers', 'waits for NetworkPolicy shop/security.first',
  ]);
  expect(reasons([first(passing.slice(0, 1)), web], { tiers: [{ ...tiers[0], spec: { order: 100, defaultAction: 'Pass' } }] })).toEqual([undefined, undefined]);
  expect(reasons([first([{ action: 'Pass', protocol: 'UDP' }, ...passing]), web], { tiers })[0]).toContain('ingress[0]: passes on traffic that ingress[1] decides about after it');
  expect(reasons([first(passing)])).toEqual(['it is in the tier security, whose Tier is not in the input']);
  // No other tier is for these pods: what is passed on is allowed.
  expect((translateCalicoPolicies([first(passing)], { ...OPTIONS, tiers })[0].policy as Plain).spec.ingress).toEqual([{ fromEntities: ['all'] }]);
});

test('rules that log decide nothing', () => {
  const [{ policy: translated, remarks }] = translateCalicoPolicies([policy('web', { selector: 'all()', ingress: [{ action: 'Log' }, { action: 'Allow' }] })], OPTIONS);
  expect((translated as Plain).spec.ingress).toEqual([{ fromEntities: ['all'] }]);
  expect(remarks).toEqual([expect.stringContaining('Rules that log are left out')]);
});

test('staged policies, and those of HostEndpoints', () => {
  expect(reasons([policy('web', allow({}), 'StagedNetworkPolicy')])).toEqual(['it is staged: Calico does not enforce it']);
  const all = policy('all', allow({}), 'GlobalNetworkPolicy');
  const members = [{ kind: 'HostEndpoint', metadata: { name: 'worker-1', labels: { role: 'node' } }, spec: { node: 'worker-1', expectedIPs: ['192.168.10.11'] } }];
  const hosts = (each: Plain): readonly string[] => translateCalicoPolicies([each], { ...OPTIONS, members })[0].hosts;
  expect(hosts(all)).toEqual(['HostEndpoint worker-1']);
  expect(hosts(policy('all', { ...allow({}), namespaceSelector: "env == 'x'" }, 'GlobalNetworkPolicy'))).toEqual([]);
  expect(reasons([policy('all', { selector: "app == 'web'", ingress: [{ action: 'Allow', source: { selector: "role == 'node'" } }] }, 'GlobalNetworkPolicy')], { members }))
    .toEqual([expect.stringContaining('the selector is for HostEndpoint worker-1, too')]);
  // What pods get is checked at the node before.
  const forward = policy('forward', { order: 1, applyOnForward: true, selector: "role == 'node'", ingress: [{ action: 'Deny' }] }, 'GlobalNetworkPolicy');
  expect(reasons([forward, policy('web', allow({}))], { members })).toEqual(['it is for what goes through HostEndpoint worker-1, too, which has no counterpart', 'waits for GlobalNetworkPolicy forward']);
  expect(reasons([forward, policy('web', allow({}))])).toEqual([undefined, undefined]);
});

test('what is allowed before is left out of a deny', () => {
  const rules = (...ingress: readonly Plain[]): Plain => specOf({ selector: 'all()', ingress: [...ingress, { action: 'Allow', protocol: 'UDP' }] }, 'GlobalNetworkPolicy').spec ?? {};
  expect(rules({ action: 'Allow', source: { nets: ['203.0.113.0/25'], notNets: ['203.0.113.7'] } }, { action: 'Deny', source: { nets: ['203.0.113.0/24'] } }).ingressDeny).toEqual([
    { fromCIDRSet: [{ cidr: '203.0.113.0/24', except: ['203.0.113.0/25'] }, { cidr: '203.0.113.7/32' }] },
  ]);
  expect(rules({ action: 'Allow', source: { selector: "a == 'b' && has(c)" } }, { action: 'Deny', protocol: 'UDP' }).ingressDeny).toMatchObject([
    { fromEndpoints: [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] }, { matchExpressions: [{ key: 'c', operator: 'DoesNotExist' }] }] },
    { fromEntities: ['world'] },
    { fromEntities: ['remote-node'] },
  ]);
});

test('selectors and addresses of one peer', () => {
  const from = (source: Plain): unknown => specOf(allow({ source })).spec.ingress;
  expect(from({ selector: "a == 'b'", nets: ['203.0.113.0/24'] })).toEqual([{}]);
  expect(from({ selector: "a == 'b'", notNets: ['203.0.113.0/24'] })).toEqual([{ fromEndpoints: [{ matchLabels: { a: 'b' } }] }]);
});

test('kinds that the input lacks hold back what depends on them', () => {
  const lacks = (spec: Plain, unknown: readonly string[], kind?: string): string | undefined => reasons([policy('web', spec, kind)], { unknown: new Set(unknown as never[]) })[0];
  expect(lacks(allow({}), ['NetworkSet', 'GlobalNetworkSet', 'HostEndpoint', 'IPPool', 'Node', 'KubernetesNetworkPolicy'])).toBeUndefined();
  expect(lacks(allow({}), ['GlobalNetworkPolicy'])).toBe('lacks GlobalNetworkPolicy');
  expect(lacks(allow({ source: { nets: ['203.0.113.0/24'] } }), ['IPPool', 'Node'])).toBe('lacks IPPool; lacks Node');
  expect(lacks(allow({ source: { selector: "a == 'b'" } }), ['NetworkSet', 'GlobalNetworkSet', 'HostEndpoint'])).toBe('lacks NetworkSet');
  expect(lacks(allow({ source: { namespaceSelector: "a != 'b'" } }), ['GlobalNetworkSet', 'HostEndpoint'])).toBe('lacks GlobalNetworkSet; lacks HostEndpoint');
  expect(lacks(allow({ source: { selector: "a == 'b'", serviceAccounts: { names: ['x'] } } }), ['NetworkSet'])).toBeUndefined();
  expect(lacks(allow({}), ['HostEndpoint'], 'GlobalNetworkPolicy')).toBe('lacks HostEndpoint');
  expect(lacks({ selector: 'all()', ingress: [{ action: 'Allow', protocol: 'TCP' }, { action: 'Deny' }] }, ['KubernetesNetworkPolicy'])).toBe('lacks KubernetesNetworkPolicy');
});

test('addresses without a length are excluded, too', () => {
  expect(specOf(allow({ source: { nets: ['203.0.113.0/24', '198.51.100.0/24'], notNets: ['203.0.113.7', '198.51.0.0/16'] } })).spec.ingress[0].fromCIDRSet)
    .toEqual([{ cidr: '203.0.113.0/24', except: ['203.0.113.7/32'] }]);
});

test('what is not in a namespace is in none of the others', () => {
  const from = (namespaceSelector: string, kind?: string) =>
    specOf(allow({ source: { namespaceSelector } }), kind).spec.ingress[0].fromEndpoints[0].matchExpressions;
  const exists = { key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' };
  const notB = { key: 'k8s:io.kubernetes.pod.namespace', operator: 'NotIn', values: ['b'] };
  expect(from("projectcalico.org/name != 'b'")).toEqual([notB, exists]);
  expect(from("projectcalico.org/name != 'b'", 'GlobalNetworkPolicy')).toEqual([notB, exists]);
  expect(from("env != 'prod'")).toEqual([{ key: 'k8s:io.cilium.k8s.namespace.labels.env', operator: 'NotIn', values: ['prod'] }, exists]);
  expect(from('has(env)')).toEqual([{ key: 'k8s:io.cilium.k8s.namespace.labels.env', operator: 'Exists' }]);
});

test('without a selector, notSelector is for the world, too', () => {
  expect(specOf(allow({ source: { notSelector: "a == 'b'" } }), 'GlobalNetworkPolicy').spec.ingress).toEqual([
    { fromEndpoints: [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] }] }, { fromEntities: ['world'] }, { fromEntities: ['host', 'remote-node'] },
  ]);
  expect(specOf(allow({ source: { notSelector: "a == 'b'" } })).spec.ingress).toEqual([{ fromEndpoints: [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] }] }]);
});

const set = (labels: Plain, namespace?: string, nets = ['198.51.100.0/24']): Plain => ({
  kind: namespace === undefined ? 'GlobalNetworkSet' : 'NetworkSet', metadata: { name: 'bad', namespace, labels }, spec: { nets },
});

test.each<[string, Plain, string, Plain, boolean]>([
  ['of all namespaces', set({ role: 'bad' }), 'GlobalNetworkPolicy', { selector: "role == 'bad'" }, true],
  ['of all namespaces, with other labels', set({ role: 'good' }), 'GlobalNetworkPolicy', { selector: "role == 'bad'" }, false],
  ['of all namespaces, for a policy of one', set({ role: 'bad' }), 'NetworkPolicy', { selector: "role == 'bad'" }, false],
  ['of all namespaces, which are in none that is left out', set({ role: 'bad' }), 'NetworkPolicy', { namespaceSelector: "env != 'x'" }, true],
  ['of the own namespace', set({ role: 'bad' }, 'shop'), 'NetworkPolicy', { selector: "has(role) && role not in {'x'}" }, true],
  ['of another namespace', set({ role: 'bad' }, 'data'), 'NetworkPolicy', { selector: "role == 'bad'" }, false],
  ['of a selected namespace', set({ role: 'bad' }, 'data'), 'NetworkPolicy', { namespaceSelector: 'all()' }, true],
  ['without labels', set({}), 'GlobalNetworkPolicy', { selector: '!has(role)' }, true],
])('sets of addresses %s', (_, networkSet, kind, source, isSelected) => {
  const denying = policy('web', { selector: 'all()', ingress: [{ action: 'Deny', source }, { action: 'Allow' }] }, kind);
  const [{ policy: translated }] = translateCalicoPolicies([denying], { ...OPTIONS, members: [networkSet] });
  expect((translated as Plain).spec.ingressDeny.filter((rule: Plain) => rule.fromCIDRSet)).toEqual(isSelected ? [{ fromCIDRSet: [{ cidr: '198.51.100.0/24' }] }] : []);
});

test('sets that are left out, and sets whose selection is not known', () => {
  const denying = (source: Plain): Plain => policy('web', { selector: 'all()', ingress: [{ action: 'Deny', source }, { action: 'Allow' }] }, 'GlobalNetworkPolicy');
  const [{ policy: translated }] = translateCalicoPolicies([denying({ notSelector: "role == 'bad'" })], { ...OPTIONS, members: [set({ role: 'bad' })] });
  expect((translated as Plain).spec.ingressDeny).toContainEqual({ fromCIDRSet: [{ cidr: '0.0.0.0/0', except: ['198.51.100.0/24'] }, { cidr: '::/0' }] });
  expect(reasons([denying({ notSelector: "role == 'bad'" })], { members: [set({ role: 'bad' }, undefined, ['10.244.3.0/24'])] })[0]).toContain('notSelector leaves out GlobalNetworkSet bad, whose 10.244.3.0/24 has addresses of 10.244.0.0/16');
  const inData = { ...OPTIONS, members: [set({ role: 'bad' }, 'data')] };
  expect(reasons([denying({ namespaceSelector: "env == 'x'" })], inData)[0]).toContain('depends on the labels of its Namespace');
  expect(reasons([denying({ namespaceSelector: "env == 'x'" })], { ...inData, namespaceLabels: () => ({ env: 'y' }) })[0]).toBeUndefined();
});
