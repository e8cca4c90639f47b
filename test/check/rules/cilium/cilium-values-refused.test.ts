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
