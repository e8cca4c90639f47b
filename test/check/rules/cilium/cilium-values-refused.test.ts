import { ciliumValuesIgnored as ignored } from '../../../../src/check/rules/cilium/cilium-values-ignored';
import { ciliumValuesRefused as rule } from '../../../../src/check/rules/cilium/cilium-values-refused';
import { REPLACING, application, details, helmRelease } from '../../findings/cilium';

test('non-compliant: what the schema and the templates refuse, with the objects of releases', () => {
  expect(details(rule, { tunnelPort: '8473' })).toEqual(['blocker Values values: tunnelPort: "8473" is not an integer']);
  expect(details(rule, undefined, [helmRelease({ hubble: { ui: { enabled: true } } })]))
    .toEqual([expect.stringMatching(/^blocker HelmRelease networking\/cilium: hubble\.ui\.enabled: is true without hubble\.relay\.enabled/)]);
});

test('non-compliant: what cannot be looked up, by who renders', () => {
  const values = { ...REPLACING, k8sServiceHost: 'auto' };
  expect(details(rule, undefined, [application(values)])).toEqual([expect.stringContaining('k8sServiceHost: is "auto"')]);
  expect(details(rule, undefined, [helmRelease(values)])).toEqual([]);
  expect(details(rule, values, [], { ciliumVersion: '1.18' })).toEqual([]);
});

test('compliant: APIs that are stated', () => {
  const values = { prometheus: { enabled: true, serviceMonitor: { enabled: true } } };
  expect(details(rule, values)).toHaveLength(1);
  expect(details(rule, values, [], { apiVersions: 'monitoring.coreos.com/v1' })).toEqual([]);
});

test('null for a part that templates need, and for one that they do not', () => {
  expect(details(rule, { hubble: { relay: null }, nodePort: null })).toEqual(['blocker Values values: hubble.relay: is null, which removes it, and the templates fail without it; leave it out']);
});

test('what the schema refuses, and keys that were removed, at once', () => {
  const values = { MTU: '1450', encryption: { keyFile: 'keys', strictMode: { enabled: true } } };
  expect(details(rule, values)).toEqual([
    'blocker Values values: MTU: "1450" is not an integer',
    'blocker Values values: encryption.keyFile: was removed from the chart, which refuses it; use encryption.ipsec.keyFile',
  ]);
  expect(details(ignored, values)).toEqual([
    'blocker Values values: encryption.strictMode.enabled: is not a value of the chart 1.20, which drops it: strict mode is off; use encryption.strictMode.egress.enabled',
  ]);
});
