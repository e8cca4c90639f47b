import { envoyfilterWasmTelemetrySelector } from '../../../../src/check/rules/ambient/envoyfilter-wasm-telemetry-selector';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(envoyfilterWasmTelemetrySelector, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: app:1 }] }
---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: x, namespace: app }
spec: { workloadSelector: { labels: { app: web } }, configPatches: [] }
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: x, namespace: app }
spec: { selector: { matchLabels: { app: web } } }
`)).toEqual([
    {
      severity: 'warning',
      message: 'Objects that change proxies select workloads in ambient mode, which have none.',
      objects: [
        'EnvoyFilter app/x',
        'Telemetry app/x',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(envoyfilterWasmTelemetrySelector, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: app:1 }] }
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: x, namespace: app }
spec: { targetRefs: [{ kind: Service, name: web }] }
`)).toEqual([]);
});
