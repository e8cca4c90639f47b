import { ciliumExclusive } from '../../../../src/check/rules/ambient/cilium-exclusive';
import { foundInAmbient } from '../../findings/ambient';

test('finds it', () => {
  expect(foundInAmbient(ciliumExclusive, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: { cni-exclusive: "true" }
`)).toEqual([
    {
      severity: 'blocker',
      message: 'Cilium takes the directory of CNI configurations for itself, where istio-cni adds its plugin.',
      objects: [
        'ConfigMap kube-system/cilium-config: cni-exclusive: true',
      ],
    },
  ]);
});

test('finds it in values of RKE2\'s chart, where the default counts', () => {
  expect(foundInAmbient(ciliumExclusive, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: helm.cattle.io/v1
kind: HelmChartConfig
metadata: { name: rke2-cilium, namespace: kube-system }
spec: { valuesContent: "debug: { enabled: true }" }
`)).toMatchObject([{ objects: ['HelmChartConfig kube-system/rke2-cilium: cni-exclusive: true'] }]);
});

test('finds nothing', () => {
  expect(foundInAmbient(ciliumExclusive, `
apiVersion: v1
kind: Namespace
metadata: { name: app, labels: { istio.io/dataplane-mode: ambient } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: { cni-exclusive: "false" }
`)).toEqual([]);
});
