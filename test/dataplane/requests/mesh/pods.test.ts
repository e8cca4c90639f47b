import { AMBIENT, answer, FROM, meshRoute, namespace, networkPolicy, peerAuthentication, pods, policy, wayOf, webService } from './objects';
import { Plain } from '../../../support/builders';

/** A namespace in ambient mode without a waypoint, and clients of each kind. */
const SHOP: readonly Plain[] = [
  namespace('shop'), webService('shop/web'), pods('shop/web'), pods('shop/client'),
  namespace('old', {}), pods('old/client'), pods('old/proxied', { annotations: { 'sidecar.istio.io/status': '{}' } }),
];
const WEB = 'Service shop/web:80';
const [CLIENT, PLAIN, PROXIED] = ['pod:shop/client', 'pod:old/client', 'pod:old/proxied'];
const AT_WEB = { selector: { matchLabels: { app: 'web' } } };

function ask(objects: readonly Plain[], from = CLIENT, text = 'http://web.shop/cart'): string {
  return answer([...SHOP, ...objects], text, from);
}

describe('policies at ztunnel', () => {
  test.each<[string, Plain, string, string]>([
    ['a principal', FROM('shop/client'), CLIENT, 'yes'],
    ['the beginning of one', { from: [{ source: { principals: ['cluster.local/ns/shop/*'] } }] }, CLIENT, 'yes'],
    ['any principal', { from: [{ source: { principals: ['*'] } }] }, CLIENT, 'yes'],
    ['any principal over plain text', { from: [{ source: { principals: ['*'] } }] }, PLAIN, 'no'],
    ['no principal', { from: [{ source: { notPrincipals: ['*'] } }] }, PLAIN, 'yes'],
    ['a namespace', { from: [{ source: { namespaces: ['shop'] } }] }, CLIENT, 'yes'],
    ['an account', { from: [{ source: { serviceAccounts: ['shop/client'] } }] }, CLIENT, 'yes'],
    ['the port of pods', { to: [{ operation: { ports: ['8080'] } }] }, CLIENT, 'yes'],
    ['the port of the Service', { to: [{ operation: { ports: ['80'] } }] }, CLIENT, 'no'],
    ['not a port', { to: [{ operation: { notPorts: ['8080'] } }] }, CLIENT, 'no'],
    ['a condition', { when: [{ key: 'source.namespace', values: ['shop'] }, { key: 'destination.port', notValues: ['81'] }] }, CLIENT, 'yes'],
    ['all of a rule', { ...FROM('shop/client'), to: [{ operation: { ports: ['81'] } }] }, CLIENT, 'no'],
    ['an empty rule', {}, CLIENT, 'yes'],
  ])('ALLOW by %s', (_, rule, from, expected) => {
    expect(ask([policy('shop/allow', { ...AT_WEB, rules: [rule] })], from)).toBe(expected === 'yes' ? WEB : 'refused: AuthorizationPolicy shop/allow does not allow it');
    // A rule that matches denies with the other action, and does not where it does not match.
    expect(ask([policy('shop/deny', { ...AT_WEB, action: 'DENY', rules: [rule] })], from)).toBe(expected === 'yes' ? 'refused: AuthorizationPolicy shop/deny denies it' : WEB);
  });

  test('of an ALLOW policy, rules about requests are dropped: without any other rule it allows nothing', () => {
    const about = { ...FROM('shop/client'), to: [{ operation: { methods: ['GET'] } }] };
    expect(ask([policy('shop/allow', { ...AT_WEB, rules: [about] })])).toBe('refused: AuthorizationPolicy shop/allow does not allow it');
    expect(ask([policy('shop/allow', { ...AT_WEB, rules: [about, FROM('shop/client')] })])).toBe(WEB);
  });

  test('of a DENY policy, conditions about requests are cut out: an element without any other one matches nothing', () => {
    const deny = (rule: Plain): string => ask([policy('shop/deny', { ...AT_WEB, action: 'DENY', rules: [rule] })]);
    expect(deny({ to: [{ operation: { methods: ['PUT'] } }] })).toBe(WEB);
    expect(deny({ ...FROM('shop/client'), to: [{ operation: { methods: ['PUT'] } }] })).toBe(WEB);
    expect(deny({ to: [{ operation: { methods: ['PUT'], ports: ['8080'] } }] })).toBe('refused: AuthorizationPolicy shop/deny denies it');
    expect(deny({ to: [{ operation: { methods: ['PUT'] } }, { operation: { ports: ['8080'] } }] })).toBe('refused: AuthorizationPolicy shop/deny denies it');
    expect(deny({ from: [{ source: { namespaces: ['shop'], requestPrincipals: ['x'] } }] })).toBe('refused: AuthorizationPolicy shop/deny denies it');
    expect(deny({ when: [{ key: 'request.headers[x]', values: ['y'] }] })).toBe(WEB);
  });

  test('CUSTOM is not enforced, with a note; policies with targets are for others', () => {
    const { answer: { kind }, notes } = wayOf([...SHOP, policy('shop/ask', { ...AT_WEB, action: 'CUSTOM', provider: { name: 'opa' }, rules: [{}] })], 'http://web.shop/', { from: CLIENT });
    expect([kind, notes]).toEqual(['backends', ['AuthorizationPolicy shop/ask has the action CUSTOM, which ztunnel does not know: nothing enforces it']]);
    expect(ask([policy('shop/deny', { targetRefs: [{ group: '', kind: 'Service', name: 'web' }], action: 'DENY', rules: [{}] })])).toBe(WEB);
  });

  test('by labels in the namespace, for all of it, and for all of the mesh', () => {
    const deny = (name: string, spec: Plain = {}): string => ask([policy(name, { ...spec, action: 'DENY', rules: [{}] })]);
    expect(deny('shop/all')).toBe('refused: AuthorizationPolicy shop/all denies it');
    expect(deny('shop/other', { selector: { matchLabels: { app: 'other' } } })).toBe(WEB);
    expect(deny('blog/all')).toBe(WEB);
    expect(deny('istio-system/all')).toBe('refused: AuthorizationPolicy istio-system/all denies it');
    expect(deny('istio-system/web', AT_WEB)).toBe('refused: AuthorizationPolicy istio-system/web denies it');
  });

  test('pods of the Service may differ', () => {
    const two = [namespace('shop'), webService('shop/web'), pods('shop/web'), pods('shop/web-next', { labels: { app: 'web', version: 'next' } }), pods('shop/client')];
    const deny = policy('shop/deny', { selector: { matchLabels: { version: 'next' } }, action: 'DENY', rules: [{}] });
    expect(answer([...two, deny])).toBe('undetermined: the pods differ: Deployment shop/web-next refuses it: AuthorizationPolicy shop/deny denies it; either Service shop/web:80, or refused: a policy does not let it through');
  });

  test('pods that the input does not show have the labels of the selector', () => {
    const unseen = [namespace('shop'), webService('shop/web'), pods('shop/client')];
    const deny = (matchLabels: Plain): string => answer([...unseen, policy('shop/deny', { selector: { matchLabels }, action: 'DENY', rules: [{}] })]);
    expect(deny({ app: 'web' })).toBe('refused: AuthorizationPolicy shop/deny denies it');
    expect(deny({ app: 'other' })).toBe(WEB);
    expect(deny({ version: 'next' })).toContain('undetermined: the labels of the pods are not known, and AuthorizationPolicy shop/deny may select them');
  });

  test('pods that are not in the mesh enforce nothing', () => {
    expect(answer([...SHOP, webService('old/client'), policy('old/deny', { action: 'DENY', rules: [{}] })], 'http://client.old/', CLIENT)).toBe('Service old/client:80');
  });
});

describe('mutual TLS', () => {
  const strict = (name: string, more: Plain = {}): Plain => peerAuthentication(name, { mtls: { mode: 'STRICT' }, ...more });
  const mode = (name: string, value: string | undefined, more: Plain = {}): Plain => {
    return peerAuthentication(name, { ...value && { mtls: { mode: value } }, ...more });
  };
  const REFUSED = (name: string): string => `refused: PeerAuthentication ${name} asks for mutual TLS, and the connection has none`;

  test('of the mesh, the namespace and the workload, the nearest counts', () => {
    expect(ask([], PLAIN)).toBe(WEB);
    expect(ask([strict('istio-system/default')], PLAIN)).toBe(REFUSED('istio-system/default'));
    expect(ask([strict('istio-system/default')])).toBe(WEB);
    expect(ask([strict('istio-system/default'), mode('shop/default', 'PERMISSIVE')], PLAIN)).toBe(WEB);
    expect(ask([strict('istio-system/default'), mode('shop/default', 'UNSET')], PLAIN)).toBe(REFUSED('istio-system/default'));
    expect(ask([mode('shop/default', 'PERMISSIVE'), strict('shop/web', AT_WEB)], PLAIN)).toBe(REFUSED('shop/web'));
    expect(ask([strict('shop/default'), mode('shop/web', 'DISABLE', AT_WEB)], PLAIN)).toBe(WEB);
    expect(ask([strict('shop/other', { selector: { matchLabels: { app: 'other' } } })], PLAIN)).toBe(WEB);
    // A selector in the root namespace selects nothing.
    expect(ask([strict('istio-system/web', AT_WEB)], PLAIN)).toBe(WEB);
    expect(ask([strict('istio-system/default')], PROXIED)).toContain('undetermined: PeerAuthentication istio-system/default asks for mutual TLS, and whether the connection has it is not known');
  });

  test('the oldest of a level counts', () => {
    const of = (name: string, value: string, creationTimestamp: string): Plain => {
      return peerAuthentication(name, { mtls: { mode: value } }, { creationTimestamp });
    };
    expect(ask([of('shop/b', 'PERMISSIVE', '2026-02-01T00:00:00Z'), of('shop/a', 'STRICT', '2026-01-01T00:00:00Z')], PLAIN)).toBe(REFUSED('shop/a'));
    expect(ask([of('shop/b', 'PERMISSIVE', '2026-01-01T00:00:00Z'), of('shop/a', 'STRICT', '2026-02-01T00:00:00Z')], PLAIN)).toBe(WEB);
  });

  test.each<[string, (string | undefined)[], Record<number, string>, boolean]>([
    // The modes of the mesh, the namespace and the workload, those of ports, and whether port 8080 refuses plain text.
    ['strict, but for the port', [undefined, undefined, 'STRICT'], { 8080: 'PERMISSIVE' }, false],
    ['strict, but for another port', [undefined, undefined, 'STRICT'], { 81: 'DISABLE' }, true],
    ['strict, and the port as well', [undefined, undefined, 'STRICT'], { 8080: 'STRICT' }, true],
    ['permissive, but for the port', [undefined, undefined, 'PERMISSIVE'], { 8080: 'STRICT' }, true],
    ['permissive, but for another port', [undefined, undefined, 'DISABLE'], { 81: 'STRICT' }, false],
    ['nothing but the port', [undefined, undefined, undefined], { 8080: 'STRICT' }, true],
    ['a strict namespace, but for the port', [undefined, 'STRICT', undefined], { 8080: 'PERMISSIVE' }, false],
    ['a strict namespace, but for another port', [undefined, 'STRICT', undefined], { 81: 'PERMISSIVE' }, true],
    ['a strict mesh, but for the port', ['STRICT', undefined, undefined], { 8080: 'PERMISSIVE' }, false],
    // What istiod really does: with DISABLE alone nothing is taken out of a strict namespace or mesh …
    ['a strict namespace with a port that is off', [undefined, 'STRICT', undefined], { 8080: 'DISABLE' }, true],
    ['the same beside another port', [undefined, 'STRICT', undefined], { 8080: 'DISABLE', 81: 'PERMISSIVE' }, false],
    // … and below a namespace that says nothing, exceptions open every port.
    ['a strict mesh and an empty namespace', ['STRICT', 'UNSET', undefined], { 81: 'PERMISSIVE' }, false],
  ])('%s', (_, [mesh, ofNamespace, workload], ports, isRefused) => {
    const portLevelMtls = Object.fromEntries(Object.entries(ports).map(([port, value]) => [port, { mode: value }]));
    const objects = [
      ...mesh ? [mode('istio-system/default', mesh)] : [], ...ofNamespace ? [mode('shop/default', ofNamespace)] : [], mode('shop/web', workload, { ...AT_WEB, portLevelMtls }),
    ];
    expect(ask(objects, PLAIN) === WEB).toBe(!isRefused);
    expect(ask(objects)).toBe(WEB);
  });

  test('at a sidecar as well, where policies about requests apply', () => {
    const sidecar = [namespace('app', {}), webService('app/web'), pods('app/web', { annotations: { 'sidecar.istio.io/status': '{}' }, labels: { 'networking.istio.io/tunnel': 'http' } })];
    const of = (from: string, ...objects: readonly Plain[]): string => ask([...sidecar, ...objects], from, 'http://web.app/cart');
    expect(of(PLAIN, strict('app/default'))).toBe(REFUSED('app/default'));
    expect(of(CLIENT, strict('app/default'))).toBe('Service app/web:80');
    expect(of(PROXIED, strict('app/default'))).toBe('Service app/web:80');
    const deny = policy('app/deny', { action: 'DENY', rules: [{ to: [{ operation: { paths: ['/cart'] } }] }] });
    expect(of(PROXIED, deny)).toBe('refused: AuthorizationPolicy app/deny denies it');
  });
});

describe('policies of the network', () => {
  const only = (rules: readonly Plain[], more: Plain = {}): Plain => networkPolicy('shop/in', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'], ingress: rules, ...more });
  const tcp = (...ports: readonly (number | string)[]): Plain => ({ ports: ports.map(port => ({ protocol: 'TCP', port })) });

  test.each<[string, Plain[], string, boolean]>([
    ['nothing is let in', [], CLIENT, false],
    ['the port of the application', [tcp(8080)], CLIENT, false],
    ['the port of tunnels', [tcp(15008)], CLIENT, true],
    ['the port of tunnels, for plain text', [tcp(15008)], PLAIN, false],
    ['the port of the application, for plain text', [tcp(8080)], PLAIN, true],
    ['UDP', [{ ports: [{ protocol: 'UDP', port: 15008 }] }], CLIENT, false],
    ['a range', [{ ports: [{ port: 15000, endPort: 15010 }] }], CLIENT, true],
    ['pods by labels', [{ ...tcp(15008), from: [{ podSelector: { matchLabels: { app: 'client' } } }] }], CLIENT, true],
    ['other pods', [{ from: [{ podSelector: { matchLabels: { app: 'other' } } }] }], CLIENT, false],
    ['namespaces by labels', [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'old' } } }] }], PLAIN, true],
    ['pods of the own namespace alone', [{ from: [{ podSelector: {} }] }], PLAIN, false],
    ['any of several rules', [tcp(80), tcp(15008)], CLIENT, true],
  ])('%s', (_, rules, from, passes) => {
    expect(ask([only(rules)], from)).toBe(passes ? WEB : `refused: NetworkPolicy shop/in lets no such connection to TCP port ${from === CLIENT ? 15008 : 8080} into shop`);
  });

  test('out of the client', () => {
    const out = (rules: readonly Plain[]): Plain => networkPolicy('shop/out', { podSelector: { matchLabels: { app: 'client' } }, policyTypes: ['Egress'], egress: rules });
    expect(ask([out([tcp(53)])])).toBe('refused: NetworkPolicy shop/out lets no such connection to TCP port 15008 out of shop');
    expect(ask([out([{ ...tcp(15008), to: [{ podSelector: { matchLabels: { app: 'web' } } }] }])])).toBe(WEB);
  });

  test('addresses decide, and are not known', () => {
    const block = [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }];
    expect(ask([only(block)])).toContain('undetermined: whether NetworkPolicy shop/in lets TCP port 15008 into shop is not known');
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', name: 'client-7d4f9c6b8d-x7k2p', ownerReferences: [{ kind: 'ReplicaSet', name: 'client-7d4f9c6b8d' }] }, status: { podIP: '10.1.2.3' } };
    expect(ask([only(block), pod], 'pod:shop/client-7d4f9c6b8d-x7k2p')).toBe(WEB);
    expect(ask([only([{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }]), pod], '10.1.2.3')).toContain('refused: NetworkPolicy shop/in');
  });

  test('of Cilium and Calico: whom they mean is not known, the port is', () => {
    const cilium = (ingress: readonly Plain[]): Plain => ({
      apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { namespace: 'shop', name: 'in' }, spec: { endpointSelector: { matchLabels: { app: 'web' } }, ingress },
    });
    expect(ask([cilium([{ toPorts: [{ ports: [{ port: '8080' }] }] }])])).toContain('refused: CiliumNetworkPolicy shop/in lets no such connection to TCP port 15008');
    expect(ask([cilium([{ fromEntities: ['all'], toPorts: [{ ports: [{ port: '15008' }] }] }])])).toBe(WEB);
    expect(ask([cilium([{ fromEndpoints: [{ matchLabels: { app: 'client' } }] }])])).toContain('undetermined');
  });

  test('into the waypoint, and from it to the pods', () => {
    const objects = [
      namespace('shop', { ...AMBIENT, 'istio.io/use-waypoint': 'waypoint' }), webService('shop/web'), pods('shop/web'), pods('shop/client'),
      { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { namespace: 'shop', name: 'waypoint' }, spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] } },
    ];
    const closed = networkPolicy('shop/closed', { policyTypes: ['Ingress'] });
    const toWaypoint = networkPolicy('shop/waypoint', { podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'waypoint' } }, policyTypes: ['Ingress'], ingress: [tcp(15008)] });
    expect(answer([...objects, closed])).toBe('refused: NetworkPolicy shop/closed lets no such connection to TCP port 15008 into shop');
    expect(answer([...objects, closed, toWaypoint])).toBe('503: NetworkPolicy shop/closed lets no such connection to TCP port 15008 into shop');
    expect(answer([...objects, closed, toWaypoint, only([tcp(15008)])])).toBe(WEB);
  });
});

describe('who asks', () => {
  const who = (from: string, objects: readonly Plain[] = SHOP): string => wayOf(objects, 'http://web.shop/', { from }).steps[0].text;

  test.each([
    ['pod:shop/client', 'pod shop/client, in ambient mode by a label of Namespace shop, as cluster.local/ns/shop/sa/client'],
    ['pod:shop/client-7d4f9c6b8d-x7k2p', 'pod shop/client-7d4f9c6b8d-x7k2p, in ambient mode by a label of Namespace shop, as cluster.local/ns/shop/sa/client'],
    ['pod:old/proxied', 'pod old/proxied, with a sidecar, as cluster.local/ns/old/sa/proxied'],
    ['pod:old/client', 'pod old/client, not in the mesh'],
    ['serviceaccount:shop/client', 'a pod with the service account shop/client, in ambient mode'],
    ['serviceaccount:old/unknown', 'a pod with the service account old/unknown, of which it is not known whether it is in the mesh'],
    ['namespace:shop', 'a pod of Namespace shop, in ambient mode'],
    ['namespace:old', 'a pod of Namespace old, not in the mesh'],
    ['node', 'a program on a node, which is not in the mesh'],
    ['external:203.0.113.7', 'a host outside of the cluster, 203.0.113.7'],
  ])('%s', (from, text) => {
    expect(who(from)).toBe(text);
  });

  test.each([
    ['pod:shop', 'source "pod:shop": expected pod:NAMESPACE/NAME, for example, "pod:shop/cart"'],
    ['pod:shop/clint', 'source "pod:shop/clint": there is no pod shop/clint: the input has neither a Pod nor a workload of that name; did you mean shop/client?'],
    ['somebody', 'source "somebody": expected pod:NAMESPACE/NAME, serviceaccount:NAMESPACE/NAME, namespace:NAME, a pod\'s address, node, external or external:ADDRESS'],
    ['external:x', 'source "external:x": "x" is not an IP address; expected, for example, 203.0.113.7 or 2001:db8::7'],
    ['10.0.0.1', 'source "10.0.0.1": no Pod of the input has the address; for a host outside of the cluster write external:ADDRESS'],
  ])('%s is an error', (from, message) => {
    expect(() => who(from)).toThrow(message);
  });

  test('a pod stands for what runs it, where only pods are in the input', () => {
    const pod = (name: string, app: string): Plain => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: 'shop', name: `${name}-x7k2p`, labels: { app }, ownerReferences: [{ kind: 'ReplicaSet', name }] },
      spec: { serviceAccountName: app },
      status: { podIP: '10.1.2.3' },
    });
    const objects = [namespace('shop'), webService('shop/web'), pod('client-7d4f9c6b8d', 'client'), pod('web-5c6d7e8f9a', 'web')];
    expect(who('pod:shop/client-7d4f9c6b8d-x7k2p', objects)).toBe('pod shop/client-7d4f9c6b8d-x7k2p, in ambient mode by a label of Namespace shop, as cluster.local/ns/shop/sa/client');
    expect(answer([...objects, policy('shop/deny', { ...AT_WEB, action: 'DENY', rules: [{}] })], 'http://web/', 'pod:shop/client-7d4f9c6b8d-x7k2p')).toBe('refused: AuthorizationPolicy shop/deny denies it');
  });
});

describe('what is asked for', () => {
  test.each([
    ['http://web/', 'Service shop/web:80'],
    ['http://web.shop/', 'Service shop/web:80'],
    ['http://web.shop.svc.cluster.local/', 'Service shop/web:80'],
    ['http://web:81/', 'refused: Service shop/web does not have port 81'],
    ['http://gone.shop.svc/', 'refused: the name does not resolve: Service shop/gone is not in the input'],
    ['http://10.96.0.7/', 'Service shop/by-address:80'],
    ['http://none/', 'undetermined: Service shop/none has no selector: who is behind it is not known; either Service shop/none:80, or refused: a policy does not let it through'],
  ])('%s', (text, expected) => {
    const objects = [webService('shop/by-address', { clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7'], selector: { app: 'web' } }), webService('shop/none', { selector: {} })];
    expect(ask(objects, CLIENT, text)).toBe(expected);
  });

  test('a pod, by its address', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', name: 'web-5c6d7e8f9a-x7k2p', ownerReferences: [{ kind: 'ReplicaSet', name: 'web-5c6d7e8f9a' }] }, status: { podIP: '10.1.2.4' } };
    expect(ask([pod], CLIENT, 'http://10.1.2.4:8080/')).toBe('pod 10.1.2.4:8080');
    expect(ask([pod, policy('shop/deny', { ...AT_WEB, action: 'DENY', rules: [{}] })], CLIENT, 'http://10.1.2.4:8080/')).toBe('refused: AuthorizationPolicy shop/deny denies it');
  });

  test('a name that is none is not an answer, and neither is a Service without a mesh where nobody says who asks', () => {
    expect(wayOf(SHOP, 'http://app.example.com/', { from: CLIENT })).toBeUndefined();
    expect(wayOf([webService('shop/web'), pods('shop/web')], 'http://web.shop/')).toBeUndefined();
    expect(wayOf([webService('shop/web'), pods('shop/web'), pods('shop/client')], 'http://web/', { from: CLIENT }).through).toBe('the network of the cluster');
  });

  test('without --from, the only Service of a short name is meant', () => {
    const { answer: { kind }, notes } = wayOf(SHOP, 'http://web/');
    expect([kind, notes]).toEqual(['backends', ['the name web is taken for that of Service shop/web: without --from, the namespace of the client is not known']]);
  });
});

describe('routes of a mesh that is not known to be Istio\'s', () => {
  const objects = [webService('shop/web'), webService('shop/next'), webService('blog/web'), pods('shop/web'), pods('shop/next'), pods('blog/web'), pods('blog/client'), pods('shop/client')];
  const to = (name: string, of = 'shop'): Plain[] => [{ backendRefs: [{ name, namespace: of, port: 80 }] }];

  test('those of the client\'s namespace come before those of the Service', () => {
    const routes = [meshRoute('shop/producer', 'shop/web', to('next')), meshRoute('blog/consumer', 'shop/web', to('web', 'blog'))];
    expect(answer([...objects, ...routes], 'http://web.shop/', 'pod:blog/client')).toBe('Service blog/web:80');
    expect(answer([...objects, ...routes], 'http://web.shop/', 'pod:shop/client')).toBe('Service shop/next:80');
    const { through, notes } = wayOf([...objects, ...routes], 'http://web.shop/');
    expect([through, notes]).toEqual(['a mesh', ['routes of the namespaces of clients come first for them; without --from, none of these is used']]);
  });
});
