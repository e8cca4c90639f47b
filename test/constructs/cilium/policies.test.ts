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
