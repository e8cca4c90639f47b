import { ambientExcludedNamespace } from '../../../../src/check/rules/ambient/ambient-excluded-namespace';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(ambientExcludedNamespace, `
apiVersion: v1
kind: Namespace
metadata: { name: kube-system, labels: { istio.io/dataplane-mode: ambient } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'A label enrolls a namespace that istio-cni leaves out, or that has the control plane.',
      objects: [
        'Namespace kube-system: in excludeNamespaces',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(ambientExcludedNamespace, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
`)).toEqual([]);
});
