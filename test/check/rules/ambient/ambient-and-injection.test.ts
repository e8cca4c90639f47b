import { ambientAndInjection } from '../../../../src/check/rules/ambient/ambient-and-injection';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(ambientAndInjection, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient, istio-injection: enabled } }
`)).toEqual([
    {
      severity: 'warning',
      message: 'A namespace is in ambient mode, and its pods get sidecars.',
      objects: [
        'Namespace app: istio-injection: enabled',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(ambientAndInjection, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient, istio-injection: disabled } }
---
apiVersion: v1
kind: Namespace
metadata: { name: other, labels: { istio.io/rev: stable } }
`)).toEqual([]);
});
