import { ciliumValuesIgnored as rule } from '../../../../src/check/rules/cilium/cilium-values-ignored';
import { details } from '../../findings/cilium';

test('non-compliant: misspelled, at the wrong place', () => {
  expect(details(rule, { kubeProxyReplacment: true, hubble: { relay: { enable: true } }, hostLegacyRouting: true })).toEqual([
    'blocker Values values: kubeProxyReplacment: is not a value of the chart, which drops it; did you mean kubeProxyReplacement?',
    'blocker Values values: hubble.relay.enable: is not a value of the chart, which drops it; did you mean hubble.relay.enabled?',
    'blocker Values values: hostLegacyRouting: is not a value of the chart, which drops it; did you mean bpf.hostLegacyRouting?',
  ]);
});

test('by version: what another one has', () => {
  const values = { nodePort: { enabled: true } };
  expect(details(rule, values, [], { ciliumVersion: '1.18' })).toEqual([]);
  expect(details(rule, values)).toEqual(['warning Values values: nodePort.enabled: is not a value of the chart 1.20, which drops it: it is one up to 1.18']);
});

test('non-compliant: words that end in nothing', () => {
  expect(details(rule, { encryption: { enabled: true, type: 'tls' } })).toEqual([expect.stringContaining('traffic is not encrypted')]);
  expect(details(rule, { encryption: { enabled: true, type: 'wireguard', strictMode: { enabled: true, cidr: '10.0.0.0/8' } } })).toEqual([
    expect.stringContaining('encryption.strictMode.enabled: is not a value'), expect.stringContaining('use encryption.strictMode.egress.cidr'),
  ]);
  expect(details(rule, { ipam: { operator: { clusterPoolIPv4PodCIDR: '10.9.0.0/16' } } })).toEqual([expect.stringContaining('the pool of pods becomes 10.0.0.0/8')]);
});

test('compliant: keys below what templates take as a whole, and options of the agent', () => {
  expect(details(rule, { podAnnotations: { a: 'b' }, resources: { limits: { memory: '1Gi' } }, extraConfig: { 'bpf-lb-rss-ipv4-src-cidr': '10.0.0.0/8' }, tolerations: [] })).toEqual([]);
});

test('compliant: the condition of a chart that Cilium is a part of', () => {
  expect(details(rule, { cilium: { enabled: true, ipam: { mode: 'kubernetes' } }, other: { a: 1 } })).toEqual([]);
  expect(details(rule, { enabled: true })).toEqual([expect.stringContaining('enabled: is not a value of the chart')]);
});
