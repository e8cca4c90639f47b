import { netpolProbeSource } from '../../../../src/check/rules/ambient/netpol-probe-source';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(netpolProbeSource, `
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
    spec: { containers: [{ name: app, image: app:1 , livenessProbe: { httpGet: { path: /, port: 80 } } }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: { enable-ipv4: "true" }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: np, namespace: app }
spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 15008 }] }] }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Policies isolate enrolled pods with probes, and do not admit 169.254.7.127, which the probes come from.',
      objects: [
        'Deployment app/web: isolated by NetworkPolicy app/np',
      ],
    },
  ]);
});

test('finds nothing', () => {
  expect(foundInAmbient(netpolProbeSource, `
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
    spec: { containers: [{ name: app, image: app:1 , livenessProbe: { httpGet: { path: /, port: 80 } } }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: { enable-ipv4: "true" }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: np, namespace: app }
spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 15008 }] }, { from: [{ ipBlock: { cidr: 169.254.7.127/32 } }] }] }
`)).toEqual([]);
});
