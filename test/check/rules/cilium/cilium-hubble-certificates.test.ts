import { ciliumHubbleCertificates as rule } from '../../../../src/check/rules/cilium/cilium-hubble-certificates';
import { application, details, helmRelease } from '../../findings/cilium';

test('non-compliant: by who renders', () => {
  expect(details(rule, undefined, [application({})])).toEqual([expect.stringMatching(/^warning Application argocd\/cilium: hubble\.tls\.auto\.method: is helm/)]);
  expect(details(rule, {})).toEqual([expect.stringMatching(/^info Values/)]);
});

test('the cluster mesh has certificates, too', () => {
  const mesh = (tls: object) => application({ hubble: { enabled: false }, cluster: { name: 'a', id: 1 }, clustermesh: { useAPIServer: true, apiserver: { tls } } });
  expect(details(rule, undefined, [mesh({})])).toEqual([expect.stringMatching(/clustermesh\.apiserver\.tls\.auto\.method: is helm/)]);
  expect(details(rule, undefined, [mesh({ auto: { method: 'cronJob' } })])).toEqual([]);
});

test('compliant', () => {
  expect(details(rule, undefined, [application({ hubble: { tls: { auto: { method: 'cronJob' } } } })])).toEqual([]);
  expect(details(rule, undefined, [helmRelease({})])).toEqual([]);
});
