import { ambientLabelValue } from '../../../../src/check/rules/ambient/ambient-label-value';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(ambientLabelValue, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambiant } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web, istio.io/dataplane-mode: "true" } }
    spec: { containers: [{ name: app, image: app:1 }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'A label asks for a data plane that does not exist, so nothing is enrolled.',
      objects: [
        'Namespace app: istio.io/dataplane-mode: "ambiant"; did you mean ambient?',
        'Deployment app/web: istio.io/dataplane-mode: "true"',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(ambientLabelValue, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web, istio.io/dataplane-mode: none } }
    spec: { containers: [{ name: app, image: app:1 }] }
`)).toEqual([]);
});
