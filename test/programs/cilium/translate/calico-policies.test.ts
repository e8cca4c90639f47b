import { parseCidr } from '../../../../src/base/ip/cidr';
import { translateCalicoPolicies } from '../../../../src/programs/cilium/translate/calico-policies';
import { Plain } from '../../../support/builders';

const OPTIONS = {
  minor: '1.20' as const, ownNetworks: [{ cidr: parseCidr('10.244.0.0/16')!, what: 'pods (10.244.0.0/16)' }], networkSets: [] as Plain[], hasHostEndpoints: false, hasNetworkPolicies: false,
};

function policy(name: string, spec: Plain, kind = 'NetworkPolicy'): Plain {
  return { apiVersion: 'projectcalico.org/v3', kind, metadata: { name, ...kind.includes('Global') ? {} : { namespace: 'shop' } }, spec };
}

function specOf(spec: Plain, kind?: string): Plain {
  const [{ policy: translated, reason }] = translateCalicoPolicies([policy('web', spec, kind)], OPTIONS);
  return (translated ?? { reason }) as Plain;
}

function reasons(policies: readonly Plain[], options: object = {}): (string | undefined)[] {
  return translateCalicoPolicies(policies, { ...OPTIONS, ...options }).map(({ reason }) => reason);
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
    .toEqual([{ method: 'GET', path: '/a\\.b' }, { method: 'GET', path: '/c.*' }]);
  expect(specOf(allow({ protocol: 'ICMP', icmp: { type: 8 } })).spec.ingress[0].icmps).toEqual([{ fields: [{ type: 8, family: 'IPv4' }] }]);
  expect(specOf(allow({ protocol: 17 })).spec.ingress[0].toPorts).toEqual([{ ports: [{ port: '0', protocol: 'UDP' }] }]);
});

test.each<[string, Plain, string]>([
  ['parts of values', { selector: "app starts with 'web'" }, 'compares parts of a value'],
  ['ports of the source', allow({ protocol: 'TCP', source: { ports: [53] } }), 'ports is a port of the source'],
  ['the opposite of ports', allow({ protocol: 'TCP', destination: { notPorts: [53] } }), 'notPorts of destination narrows'],
  ['the opposite of a protocol', allow({ notProtocol: 'TCP' }), 'notProtocol is the opposite of a protocol'],
  ['addresses of pods', allow({ source: { nets: ['10.244.3.0/24'] } }), 'has addresses of pods (10.244.0.0/16)'],
  ['selectors and addresses together', allow({ source: { selector: "a == 'b'", nets: ['203.0.113.0/24'] } }), 'have to hold together'],
  ['service accounts by labels', allow({ source: { serviceAccounts: { selector: "a == 'b'" } } }), 'service accounts by their labels'],
  ['Services, whose ports only Calico allows', allowOut({ services: { name: 'db', namespace: 'data' } }), 'for its ports only'],
  ['domains', allowOut({ domains: ['*.example.com'] }), 'domains need toFQDNs'],
  ['labels that only Calico gives', allow({ source: { selector: "projectcalico.org/namespace != 'b'" } }), 'projectcalico.org/namespace, a label that only Calico gives'],
  ['labels of namespaces among those of pods', { selector: "pcns.env == 'prod'", ingress: [{ action: 'Deny' }] }, 'pcns.env, a label that only Calico gives'],
  ['networks that are excluded as a whole', allow({ source: { nets: ['203.0.113.0/24'], notNets: ['203.0.112.0/22'] } }), 'leave nothing of its nets'],
  ['networks of another family than the rule', allow({ ipVersion: 6, source: { nets: ['203.0.113.0/24'] } }), 'leave nothing of its nets'],
  ['other protocols', allow({ protocol: 'UDPLite' }), 'protocol UDPLite has no counterpart'],
  ['what narrows the subject', allow({ destination: { selector: "a == 'b'" } }), 'of destination narrows what the policy selects'],
])('%s: no counterpart', (_, spec, reason) => {
  expect(specOf(spec).reason).toContain(reason);
});

test('a deny is translated where nothing before it allows', () => {
  const deny = policy('deny', { order: 10, selector: 'all()', ingress: [{ action: 'Deny', source: { nets: ['203.0.113.0/24'] } }] });
  expect(reasons([deny, policy('web', { order: 20, ...allow({}) })])).toEqual([undefined, undefined]);
  expect(reasons([policy('web', { order: 5, ...allow({}) }), deny])).toEqual([undefined, expect.stringContaining('it denies after something that is allowed')]);
  expect(reasons([{ ...deny, spec: { ...deny.spec, order: 2000 } }], { hasNetworkPolicies: true })).toEqual([expect.stringContaining('it denies after something that is allowed')]);
});

test('nothing that comes after an untranslated deny or log is translated, since it would allow more than before', () => {
  const pass = policy('pass', { order: 10, selector: 'all()', ingress: [{ action: 'Pass' }] });
  expect(reasons([policy('web', { order: 20, ...allow({}) }), pass])).toEqual([
    'action Pass has no counterpart', 'it comes after NetworkPolicy shop/pass, which is not translated and denies or passes on traffic first',
  ]);
  const tier = policy('web', { ...allow({}), tier: 'security' });
  expect(reasons([tier, policy('default', allow({}))])[1]).toContain('it comes after');
});

test('staged policies, and those of HostEndpoints', () => {
  expect(reasons([policy('web', allow({}), 'StagedNetworkPolicy')])).toEqual(['it is staged: Calico does not enforce it']);
  const all = policy('all', allow({}), 'GlobalNetworkPolicy');
  expect(reasons([all])).toEqual([undefined]);
  expect(reasons([all], { hasHostEndpoints: true })).toEqual([expect.stringContaining('HostEndpoints')]);
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

const set = (labels: Plain, namespace?: string): Plain => ({
  kind: namespace === undefined ? 'GlobalNetworkSet' : 'NetworkSet', metadata: { name: 'bad', namespace, labels }, spec: { nets: ['198.51.100.0/24'] },
});

test.each<[string, Plain, string, Plain, string | undefined]>([
  ['of all namespaces', set({ role: 'bad' }), 'GlobalNetworkPolicy', { selector: "role == 'bad'" }, 'GlobalNetworkSet bad'],
  ['of all namespaces, with other labels', set({ role: 'good' }), 'GlobalNetworkPolicy', { selector: "role == 'bad'" }, undefined],
  ['of all namespaces, for a policy of one', set({ role: 'bad' }), 'NetworkPolicy', { selector: "role == 'bad'" }, undefined],
  ['of the own namespace', set({ role: 'bad' }, 'shop'), 'NetworkPolicy', { selector: "has(role) && role not in {'x'}" }, 'NetworkSet shop/bad'],
  ['of another namespace', set({ role: 'bad' }, 'data'), 'NetworkPolicy', { selector: "role == 'bad'" }, undefined],
  ['of a selected namespace', set({ role: 'bad' }, 'data'), 'NetworkPolicy', { namespaceSelector: 'all()' }, 'NetworkSet data/bad'],
  ['that are excluded', set({ role: 'bad' }), 'GlobalNetworkPolicy', { notSelector: "role == 'bad'" }, undefined],
  ['without labels', set({}), 'GlobalNetworkPolicy', { selector: '!has(role)' }, 'GlobalNetworkSet bad'],
])('sets of addresses %s', (_, networkSet, kind, source, named) => {
  const denying = policy('web', { selector: 'all()', ingress: [{ action: 'Deny', source }, { action: 'Allow' }] }, kind);
  const [reason] = reasons([denying], { networkSets: [networkSet] });
  expect(reason).toEqual(named === undefined ? undefined : expect.stringContaining(`the addresses of ${named}, too`));
});
