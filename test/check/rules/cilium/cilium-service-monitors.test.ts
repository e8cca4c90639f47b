import { ciliumServiceMonitors as rule } from '../../../../src/check/rules/cilium/cilium-service-monitors';
import { details } from '../../findings/cilium';

const values = { hubble: { metrics: { enabled: ['dns'], serviceMonitor: { enabled: true } } } };

test('non-compliant', () => {
  expect(details(rule, values)).toEqual([expect.stringMatching(/^warning Values values: hubble\.metrics\.serviceMonitor\.enabled/)]);
});

test('compliant: the definition is in the input', () => {
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'servicemonitors.monitoring.coreos.com' },
    spec: { group: 'monitoring.coreos.com', names: { kind: 'ServiceMonitor' }, versions: [{ name: 'v1', served: true }] },
  };
  expect(details(rule, values, [definition])).toEqual([]);
});
