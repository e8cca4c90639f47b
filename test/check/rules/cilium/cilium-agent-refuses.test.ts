import { ciliumAgentRefuses as rule } from '../../../../src/check/rules/cilium/cilium-agent-refuses';
import { REPLACING, details } from '../../findings/cilium';

test('non-compliant: values that the chart accepts', () => {
  expect(details(rule, { routingMode: 'native' })).toEqual([expect.stringMatching(/^blocker Values values: ipv4NativeRoutingCIDR: is missing/)]);
  expect(details(rule, { ...REPLACING, loadBalancer: { mode: 'dsr' } })).toEqual([expect.stringContaining('loadBalancer.mode: loadBalancer.mode "dsr" cannot be combined with VXLAN')]);
});

test('non-compliant: a ConfigMap, by the names of its keys', () => {
  const data = { 'routing-mode': 'direct', 'enable-ipv6': 'false' };
  expect(details(rule, undefined, [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cilium-config', namespace: 'kube-system' }, data }]))
    .toEqual(['blocker ConfigMap kube-system/cilium-config: data["routing-mode"]: "direct" is not supported; expected tunnel or native']);
});

test('by version: strict mode for ingress needs tunneling in 1.19 only', () => {
  const values = {
    routingMode: 'native', ipv4NativeRoutingCIDR: '10.0.0.0/8', encryption: { enabled: true, type: 'wireguard', strictMode: { ingress: { enabled: true } } },
  };
  expect(details(rule, values, [], { ciliumVersion: '1.19' })).toEqual([expect.stringContaining('encryption.strictMode.ingress.enabled: needs tunneling in 1.19')]);
  expect(details(rule, values)).toEqual([]);
});

test('compliant: nothing is left to the agent where the chart refuses', () => {
  expect(details(rule, { routingMode: 'direct', kubeProxyReplacement: 'strict' })).toEqual([]);
});
