import { gatewayCrds } from '../../../../src/check/rules/ambient/gateway-crds';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(gatewayCrds, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gateways.gateway.networking.k8s.io, annotations: { gateway.networking.k8s.io/bundle-version: v1.2.1, gateway.networking.k8s.io/channel: standard } }
spec: { group: gateway.networking.k8s.io, names: { kind: Gateway } }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Istio 1.30 needs Gateway API 1.5.1.',
      objects: [
        'CustomResourceDefinition gateways.gateway.networking.k8s.io: v1.2.1',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(gatewayCrds, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gateways.gateway.networking.k8s.io, annotations: { gateway.networking.k8s.io/bundle-version: v1.5.1, gateway.networking.k8s.io/channel: standard } }
spec: { group: gateway.networking.k8s.io, names: { kind: Gateway } }
`)).toEqual([]);
});
