import { ciliumHubbleL7 as rule } from '../../../../src/check/rules/cilium/cilium-hubble-l7';
import { details, policy } from '../../findings/cilium';

const values = { hubble: { metrics: { enabled: ['httpV2:exemplars=true', 'drop'] } } };

test('non-compliant', () => {
  expect(details(rule, values)).toEqual(['info Values values: hubble.metrics.enabled: has httpV2:exemplars=true, and no policy in the input has rules.http']);
});

test('compliant: a policy looks into requests', () => {
  const toPorts = [{ ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ method: 'GET' }] } }];
  expect(details(rule, values, [policy({ endpointSelector: {}, ingress: [{ toPorts }] })])).toEqual([]);
});
