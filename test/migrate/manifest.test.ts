import { manifestOf } from '../../src/migrate/manifest';

test('what the server writes is left out, and all else stays', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'a',
      namespace: 'b',
      labels: { c: 'd' },
      uid: 'e',
      resourceVersion: '1',
      generation: 2,
      creationTimestamp: 'f',
      managedFields: [],
      selfLink: 'g',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'deprecated.daemonset.template.generation': '1', 'mine': 'h', 'hash': 'i' },
      finalizers: ['j'],
    },
    data: { k: 'l' },
    status: {},
  };
  expect(manifestOf(object, ['hash'])).toEqual({
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b', labels: { c: 'd' }, annotations: { mine: 'h' }, finalizers: ['j'] }, data: { k: 'l' },
  });
});

test('no annotations are left where there are none', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
  expect(manifestOf({ metadata: { name: 'a', annotations } })).toEqual({ metadata: { name: 'a' } });
});
