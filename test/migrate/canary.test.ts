import { canaryOf } from '../../src/migrate/canary';
import { Plain } from '../support/builders';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-proxy', namespace: 'kube-system', labels: { app: 'kube-proxy' } }, data: { 'config.conf': 'new' } };

function daemonSet(podSpec: Plain = {}, labels: Plain = { 'k8s-app': 'kube-proxy' }, selector: Plain = labels): Plain {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'kube-proxy', namespace: 'kube-system', uid: 'u', resourceVersion: '7', labels },
    spec: {
      selector: { matchLabels: selector },
      template: { metadata: { labels }, spec: { volumes: [{ name: 'kube-proxy', configMap: { name: 'kube-proxy', defaultMode: 420 } }, { name: 'x', hostPath: { path: '/x' } }], ...podSpec } },
    },
    status: { numberReady: 3 },
  };
}

test('a DaemonSet and a ConfigMap of their own, for the nodes with the label', () => {
  const [configMap, canary]: any[] = [...canaryOf(daemonSet({ nodeSelector: { 'kubernetes.io/os': 'linux' } }), CONFIG_MAP).objects];
  expect(configMap).toEqual({ ...CONFIG_MAP, metadata: { ...CONFIG_MAP.metadata, name: 'kube-proxy-nftables' } });
  expect(canary).toEqual({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'kube-proxy-nftables', namespace: 'kube-system', labels: { 'k8s-app': 'kube-proxy-nftables' } },
    spec: {
      selector: { matchLabels: { 'k8s-app': 'kube-proxy-nftables' } },
      template: {
        metadata: { labels: { 'k8s-app': 'kube-proxy-nftables' } },
        spec: {
          volumes: [{ name: 'kube-proxy', configMap: { name: 'kube-proxy-nftables', defaultMode: 420 } }, { name: 'x', hostPath: { path: '/x' } }],
          nodeSelector: { 'kubernetes.io/os': 'linux', 'cdk8s-nftables/proxy-mode': 'nftables' },
        },
      },
    },
  });
});

test('its pods have none of the labels that the cluster\'s own DaemonSet selects', () => {
  const [, canary]: any[] = [...canaryOf(daemonSet({}, { component: 'kube-proxy', tier: 'node', team: 'net' }, { component: 'kube-proxy', tier: 'node' }), CONFIG_MAP).objects];
  expect(canary.spec.template.metadata.labels).toEqual({ 'team': 'net', 'k8s-app': 'kube-proxy-nftables' });
});

const NOT_IN = { key: 'cdk8s-nftables/proxy-mode', operator: 'NotIn', values: ['nftables'] };
const patchOf = (nodeAffinity: unknown) => ({ spec: { template: { spec: { affinity: { nodeAffinity } } } } });

test('the patch keeps the cluster\'s own DaemonSet off these nodes, and the other one takes that back', () => {
  const { patch, backPatch } = canaryOf(daemonSet(), CONFIG_MAP);
  expect(patch).toEqual(patchOf({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [NOT_IN] }] } }));
  expect(backPatch).toEqual(patchOf(null));
});

test('an affinity that is there stays: each of its alternatives keeps off', () => {
  const expression = { key: 'a', operator: 'Exists' };
  const nodeAffinity = {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }],
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }, { matchFields: [expression] }] },
  };
  const { patch, backPatch } = canaryOf(daemonSet({ affinity: { nodeAffinity, podAffinity: {} } }), CONFIG_MAP);
  expect(patch).toEqual(patchOf({
    preferredDuringSchedulingIgnoredDuringExecution: nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution,
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [expression, NOT_IN] }, { matchFields: [expression], matchExpressions: [NOT_IN] }],
    },
  }));
  expect(backPatch).toEqual(patchOf(nodeAffinity));
});
