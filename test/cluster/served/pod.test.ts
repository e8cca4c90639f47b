import { Cluster } from '../../../src/cluster/cluster';
import { readPod } from '../../../src/cluster/served/pod';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-0', namespace: 'shop' },
  spec: { nodeName: 'node-a', containers: [] },
  status: { phase: 'Running', podIP: '10.244.1.5', podIPs: [{ ip: '10.244.1.5' }, { ip: 'fd00:244:1::0005' }] },
};

test('what is taken from a Pod', () => {
  expect(readPod(POD)).toEqual({
    namespace: 'shop',
    name: 'web-0',
    nodeName: 'node-a',
    hostNetwork: false,
    addresses: [{ family: 'ip', text: '10.244.1.5' }, { family: 'ip6', text: 'fd00:244:1::5' }],
  });
  expect(readPod({ ...POD, metadata: { name: 'web-0' }, spec: { hostNetwork: true }, status: { podIP: '192.168.0.2' } })).toEqual({
    namespace: 'default', name: 'web-0', nodeName: undefined, hostNetwork: true, addresses: [{ family: 'ip', text: '192.168.0.2' }],
  });
});

test.each([
  ['no address', { ...POD, status: { phase: 'Pending' } }],
  ['an address that is none', { ...POD, status: { podIP: 'x', podIPs: [{ ip: 7 }, null] } }],
  ['come to its end', { ...POD, status: { ...POD.status, phase: 'Failed' } }],
  ['no name', { ...POD, metadata: {} }],
  ['a name that can\'t be right', { ...POD, metadata: { name: 'a\nb' } }],
  ['nothing', { kind: 'Pod' }],
])('a Pod with %s counts for nothing, and is not a mistake', (_, pod) => {
  expect(readPod(pod)).toBeUndefined();
});

test('a cluster keeps Pods by their names, which have no meaning for a ruleset', () => {
  const cluster = new Cluster();
  const owned = { ...POD, metadata: { ...POD.metadata, ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] } };
  for (const object of [owned, owned, { ...POD, apiVersion: 'example.com/v1', metadata: { name: 'other' } }]) cluster.add(object);
  expect([...cluster.pods.keys()]).toEqual(['shop/web-0']);
});
