import { Chart, Testing } from 'cdk8s';
import { cilium } from '../../../src';

const { LabelSelector, PolicyEntity, PolicyPeer, PolicyPorts } = cilium;

function chart(): Chart {
  return new Chart(Testing.app(), 'shop', { namespace: 'shop' });
}

test('a policy with requests, names and lookups', () => {
  const shop = chart();
  new cilium.CiliumNetworkPolicy(shop, 'web', {
    metadata: { name: 'web' },
    pods: LabelSelector.fromLabels({ app: 'web' }),
    ingress: [{ peer: PolicyPeer.fromEntities(PolicyEntity.INGRESS), ports: [PolicyPorts.fromHttp('8080', { method: 'GET', path: '/api/.*' })] }],
    egress: [
      { peer: PolicyPeer.fromPods(LabelSelector.fromOptions({ labels: { 'k8s-app': 'kube-dns' }, namespaceName: 'kube-system' })), ports: [PolicyPorts.fromDns()] },
      { peer: PolicyPeer.fromNames('api.example.com', '*.example.org'), ports: [PolicyPorts.fromTcp('443')] },
      { peer: PolicyPeer.fromServices({ name: 'db', namespaceName: 'data' }) },
    ],
    egressDeny: [{ peer: PolicyPeer.fromCidrs({ cidr: '169.254.0.0/16', exceptions: ['169.254.20.10/32'] }) }],
  });
  expect(Testing.synth(shop)).toMatchSnapshot();
});

test('a policy for nodes has no namespace', () => {
  const shop = chart();
  new cilium.CiliumClusterwideNetworkPolicy(shop, 'nodes', {
    metadata: { name: 'nodes' },
    nodes: LabelSelector.fromOptions({ missing: ['node-role.kubernetes.io/control-plane'] }),
    ingress: [{ peer: PolicyPeer.fromEntities(PolicyEntity.CLUSTER) }, { ports: [PolicyPorts.fromTcp('22'), PolicyPorts.fromRange(30000, 32767, cilium.PolicyProtocol.ANY)] }],
    defaultDenyEgress: false,
  });
  expect(Testing.synth(shop)).toMatchSnapshot();
});

test('what a validator refuses, or what would not be enforced as written', () => {
  const policy = (props: cilium.CiliumNetworkPolicyProps) => () => new cilium.CiliumNetworkPolicy(chart(), 'web', props);
  expect(policy({})).toThrow('shop/web: rules: has none of ingress, ingressDeny, egress, egressDeny; expected at least one of them');
  expect(policy({ egressDeny: [{ peer: PolicyPeer.fromNames('example.com') }] })).toThrow('egressDeny[0].toFQDNs: is not a field of policies in Cilium 1.20');
  expect(policy({ ingress: [{ ports: [PolicyPorts.fromDns()] }] })).toThrow('ingress[0].toPorts: has DNS rules, which the agent does not support for ingress');
  expect(policy({ ingress: [{ ports: [PolicyPorts.fromHttp('80', { path: '/a(' })] }] })).toThrow('ingress[0].toPorts[0].rules.http[0].path: "/a(" is not a regular expression');
  expect(policy({ ingress: [{ peer: PolicyPeer.fromCidrs({ cidr: '10.0.0.0/8', exceptions: ['11.0.0.0/16'] }) }] })).toThrow('"11.0.0.0/16" is not within 10.0.0.0/8');
});

test('what validators accept, and what matches nothing, or something else', () => {
  const policy = (props: cilium.CiliumNetworkPolicyProps) => () => new cilium.CiliumNetworkPolicy(chart(), 'web', props);
  const ports = (...each: cilium.PolicyPorts[]) => policy({ egress: [{ ports: each }] });
  expect(ports(PolicyPorts.fromRange(9000, 8000, cilium.PolicyProtocol.TCP))).toThrow('egress[0].toPorts[0].ports[0].endPort: 8000 is before the first port, 9000');
  expect(ports(PolicyPorts.fromRange(8000, 8000, cilium.PolicyProtocol.TCP))).not.toThrow();
  expect(ports(PolicyPorts.fromTcp())).toThrow('egress[0].toPorts[0].ports: is empty, and matches nothing');
  expect(ports(PolicyPorts.fromHttp('80'))).toThrow('egress[0].toPorts[0].rules.http: is empty, and then all requests are allowed');
  expect(ports(PolicyPorts.fromHttp('80', { path: 'api' }))).toThrow('rules.http[0].path: "api" matches no path: the whole path is matched; expected one that begins with a slash, as in "/api"');
  expect(ports(PolicyPorts.fromHttp('80', { path: '.*' }, { path: '(/a|/b)' }))).not.toThrow();
  for (const peer of [PolicyPeer.fromPods(), PolicyPeer.fromEntities(), PolicyPeer.fromCidrs()]) expect(policy({ egress: [{ peer }] })).toThrow(/egress\[0\]\.to\w+: is empty, and matches nothing/);
  expect(policy({ ciliumVersion: '1.17', egress: [{ ports: [PolicyPorts.fromTls('443', '*.example.com')] }] })).toThrow('serverNames[0]: "*.example.com" is a pattern, which Cilium knows from 1.18');
  expect(policy({ ciliumVersion: '1.18', egress: [{ ports: [PolicyPorts.fromTls('443', '*.example.com')] }] })).not.toThrow();
});

test('namespaces of what is chosen', () => {
  const of = (namespaceName: string) => LabelSelector.fromOptions({ namespaceName, labels: { app: 'web' } });
  const ingress = [{ peer: PolicyPeer.fromEntities(PolicyEntity.CLUSTER) }];
  const selector = (apiObject: cilium.CiliumNetworkPolicy['apiObject']) => apiObject.toJson().spec.endpointSelector.matchLabels['k8s:io.kubernetes.pod.namespace'];
  expect(() => new cilium.CiliumNetworkPolicy(chart(), 'web', { pods: of('other'), ingress })).toThrow('shop/web: pods: chooses pods of the namespace other, and a policy is for those of its own');
  expect(selector(new cilium.CiliumNetworkPolicy(chart(), 'web', { pods: of('shop'), ingress }).apiObject)).toBe('shop');
  expect(selector(new cilium.CiliumClusterwideNetworkPolicy(chart(), 'web', { pods: of('other'), ingress }).apiObject)).toBe('other');
  expect(() => new cilium.CiliumClusterwideNetworkPolicy(chart(), 'web', { nodes: of('other'), ingress })).toThrow('shop/web: namespaceName: other: what is chosen here belongs to no namespace');
});
