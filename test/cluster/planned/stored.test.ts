import { isStored } from '../../../src/cluster/planned/stored';
import { Plain } from '../../support/builders';

const slicedBy = (manager: string) => ({ metadata: { labels: { 'endpointslice.kubernetes.io/managed-by': manager } } });

test.each<[string, Plain, boolean]>([
  ['a uid', { metadata: { uid: 'x' } }, true],
  ['a resourceVersion', { metadata: { resourceVersion: '1' } }, true],
  ['a status beside a defaulted field', { metadata: { name: 'a' }, spec: { sessionAffinity: 'None' }, status: { loadBalancer: {} } }, true],
  ['a manifest', { metadata: { name: 'a' }, spec: { ports: [] } }, false],
  ['a manifest with defaults written down', { spec: { sessionAffinity: 'None', type: 'ClusterIP' } }, false],
  ['kubectl create --dry-run', { metadata: { creationTimestamp: null, name: 'a' }, spec: {}, status: { loadBalancer: {} } }, false],
  ['an empty uid', { metadata: { uid: '', resourceVersion: '' } }, false],
  ['a uid that is not text', { metadata: { uid: 5 } }, false],
  ['a status that is not a map', { spec: { sessionAffinity: 'None' }, status: 'x' }, false],
  ['a slice of the EndpointSlice controller', slicedBy('endpointslice-controller.k8s.io'), true],
  ['a slice that mirrors Endpoints', slicedBy('endpointslicemirroring-controller.k8s.io'), true],
  ['a slice of somebody else', slicedBy('my-team'), false],
  ['labels that are not a map', { metadata: { labels: 'x' } }, false],
  ['nothing', {}, false],
  ['metadata that is not a map', { metadata: 'x', spec: [] }, false],
])('%s', (_, object, expected) => {
  expect(isStored(object)).toBe(expected);
});
