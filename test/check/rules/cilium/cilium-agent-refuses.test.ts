import { ciliumAgentRefuses as rule } from '../../../../src/check/rules/cilium/cilium-agent-refuses';
import { Plain } from '../../../support/builders';
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

const nodeConfig = (defaults: Plain) => ({ apiVersion: 'cilium.io/v2', kind: 'CiliumNodeConfig', metadata: { name: 'gpu', namespace: 'kube-system' }, spec: { defaults } });

test('non-compliant: what is overridden for some nodes', () => {
  expect(details(rule, {}, [nodeConfig({ 'enable-ipv4': 'false', 'debug': 'yes' })])).toEqual([
    'blocker CiliumNodeConfig kube-system/gpu: spec.defaults["debug"]: "yes" is not true or false, and the agent refuses to read its configuration; expected true or false',
    expect.stringContaining('CiliumNodeConfig kube-system/gpu: spec.defaults["enable-ipv4"]: is off, and so is enable-ipv6'),
  ]);
  expect(details(rule, {}, [nodeConfig({ 'routing-mode': 'native' })])).toEqual([expect.stringContaining('option ipv4-native-routing-cidr: is missing')]);
});

test('compliant: what may be overridden, and what agents do not take', () => {
  expect(details(rule, {}, [nodeConfig({ debug: 'true' })])).toEqual([]);
  expect(details(rule, { daemon: { blockedConfigOverrides: 'debug' } }, [nodeConfig({ debug: 'yes' })])).toEqual([]);
});

test('by version: what the agents of some minors take, only', () => {
  const values = { bpf: { lbModeAnnotation: true }, kubeProxyReplacement: true, k8sServiceHost: '10.0.0.10', k8sServicePort: 6443, policyCIDRMatchMode: 'pods' };
  const found = (ciliumVersion: string) => details(rule, values, [], { ciliumVersion }).map(each => /values: ([^:]*):/.exec(each)?.[1]);
  expect(found('1.20')).toEqual(['loadBalancer.dsrDispatch']);
  expect(found('1.19')).toEqual(['policyCIDRMatchMode', 'loadBalancer.mode']);
});
