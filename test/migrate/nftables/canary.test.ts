import { canaryOf } from '../../../src/migrate/nftables/canary';
import { Plain } from '../../support/builders';

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
const patchOf = (affinity: unknown) => ({ spec: { template: { spec: { affinity } } } });

const required = (nodeSelectorTerms: unknown[]) => ({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } });

test('the patch keeps the cluster\'s own DaemonSet off these nodes, and the other one takes that back', () => {
  const { patch, backPatch } = canaryOf(daemonSet(), CONFIG_MAP);
  expect(patch).toEqual(patchOf({ nodeAffinity: required([{ matchExpressions: [NOT_IN] }]) }));
  expect(backPatch).toEqual(patchOf(null));
});

test('an existing affinity stays: each of its alternatives keeps off, but for one that matches no node', () => {
  const expression = { key: 'a', operator: 'Exists' };
  const terms = [{ matchExpressions: [expression] }, { matchFields: [expression] }, {}];
  const { patch } = canaryOf(daemonSet({ affinity: { nodeAffinity: required(terms), podAffinity: {} } }), CONFIG_MAP);
  expect(patch).toEqual(patchOf({
    nodeAffinity: required([{ matchExpressions: [expression, NOT_IN] }, { matchFields: [expression], matchExpressions: [NOT_IN] }, {}]),
  }));
});

/** As the API server merges a strategic patch of these fields: maps by their keys, null removes, lists are replaced (core/v1 types.go, no patchStrategy). */
function merged(object: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = typeof object === 'object' && object !== null && !Array.isArray(object) ? { ...object } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

const preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 1, preference: { matchExpressions: [{ key: 'b', operator: 'Exists' }] } }];

test.each<[string, Plain]>([
  ['no affinity', {}],
  ['an affinity of pods', { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } } }],
  ['an empty affinity', { affinity: {} }],
  ['an empty affinity of nodes', { affinity: { nodeAffinity: {} } }],
  ['preferred nodes alone', { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution } } }],
  ['required nodes', { affinity: { nodeAffinity: required([{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }]) } }],
  ['both', { affinity: { nodeAffinity: { ...required([{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['x'] }] }]), preferredDuringSchedulingIgnoredDuringExecution } } }],
])('the way back leaves what there was: %s', (_, podSpec) => {
  const before = daemonSet(podSpec);
  const { patch, backPatch } = canaryOf(before, CONFIG_MAP);
  const during = merged(before, patch);
  expect(JSON.stringify(during)).toContain('NotIn');
  expect(merged(during, backPatch)).toEqual(before);
  // Whoever goes back without having patched changes nothing.
  expect(merged(before, backPatch)).toEqual(before);
});
