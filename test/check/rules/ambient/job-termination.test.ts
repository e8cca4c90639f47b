import { jobTermination } from '../../../../src/check/rules/ambient/job-termination';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(jobTermination, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app }
spec: { selector: { app: web }, ports: [{ port: 5432 }] }
`)).toEqual([
    {
      severity: 'info',
      message: 'An update of ztunnel ends connections to workloads that usually have long ones.',
      objects: [
        'Service app/web: port 5432',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(jobTermination, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: app }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`)).toEqual([]);
});
