import { isSelected, readWorkload } from '../../../src/cluster/workloads/workload';
import { message } from '../../input/objects';
import { Plain, workload } from '../../support/builders';

const LABELS = { app: 'web' };

test.each<[string, Plain, number | 'per-node']>([
  ['a Deployment', workload('Deployment', 'demo/web', LABELS), 1],
  ['a Deployment with replicas', workload('Deployment', 'demo/web', LABELS, { replicas: 3 }), 3],
  ['a Deployment that is scaled down', workload('Deployment', 'demo/web', LABELS, { replicas: 0 }), 0],
  ['a StatefulSet', workload('StatefulSet', 'demo/web', LABELS, { replicas: 2 }), 2],
  ['a ReplicaSet', workload('ReplicaSet', 'demo/web', LABELS, { replicas: 2 }), 2],
  ['a ReplicationController', workload('ReplicationController', 'demo/web', LABELS, { replicas: 2 }, {}, 'v1'), 2],
  ['a DaemonSet', workload('DaemonSet', 'demo/web', LABELS, { replicas: 9 }), 'per-node'],
  ['a Job', workload('Job', 'demo/web', LABELS, { parallelism: 4, replicas: 9 }, {}, 'batch/v1'), 4],
  ['a Job of one pod', workload('Job', 'demo/web', LABELS, {}, {}, 'batch/v1'), 1],
])('%s', (_, object, pods) => {
  expect(readWorkload(object)).toMatchObject({
    description: `${object.kind} demo/web`, kind: object.kind, namespace: 'demo', name: 'web', podLabels: LABELS, pods, hostNetwork: false, namedPorts: new Map(), hostPorts: [],
  });
});

test('a Pod is its own template', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels: LABELS }, spec: { hostNetwork: true, containers: [{ ports: [{ name: 'http', containerPort: 8080 }] }] } };
  expect(readWorkload(pod)).toMatchObject({
    description: 'Pod default/web', kind: 'Pod', namespace: 'default', name: 'web', podLabels: LABELS, pods: 1, hostNetwork: true, namedPorts: new Map([['TCP/http', 8080]]), hostPorts: [],
  });
});

test.each<[string, Plain]>([
  ['a Deployment of another group', workload('Deployment', 'demo/web', LABELS, {}, {}, 'example.com/v1')],
  ['a Deployment without a group', workload('Deployment', 'demo/web', LABELS, {}, {}, 'v1')],
  ['a CronJob', workload('CronJob', 'demo/web', LABELS, {}, {}, 'batch/v1')],
  ['what another workload owns', { ...workload('ReplicaSet', 'demo/web', LABELS), metadata: { name: 'web-1', ownerReferences: [{ kind: 'Deployment', name: 'web' }] } }],
  ['no version', { kind: 'Deployment' }],
  ['a kind that every object has', { apiVersion: 'v1', kind: 'constructor' }],
])('%s is none', (_, object) => {
  expect(readWorkload(object)).toBeUndefined();
});

test('the first of several ports of a name counts, in any container, and ports without a name don\'t', () => {
  const containers = [
    { name: 'a' }, { ports: null }, { ports: [{ containerPort: 1 }, { name: 'http', containerPort: 8080 }] }, { ports: [{ name: 'http', containerPort: 9090 }, { name: 'metrics', containerPort: 9091 }] },
  ];
  expect(readWorkload(workload('Deployment', 'demo/web', LABELS, {}, { containers }))!.namedPorts).toEqual(new Map([['TCP/http', 8080], ['TCP/metrics', 9091]]));
});

test('ports of one name and several protocols are several', () => {
  const containers = [{ ports: [{ name: 'dns', containerPort: 53, protocol: 'UDP' }, { name: 'dns', containerPort: 1053, protocol: 'TCP' }, { name: 'dns', containerPort: 2053 }] }];
  expect(readWorkload(workload('Deployment', 'demo/web', LABELS, {}, { containers }))!.namedPorts).toEqual(new Map([['UDP/dns', 53], ['TCP/dns', 1053]]));
});

test.each<[string, Plain]>([
  ['spec.replicas: -1 is out of range: expected an integer from 0 to 1000000', workload('Deployment', 'demo/web', LABELS, { replicas: -1 })],
  ['spec.replicas: "3" is out of range: expected an integer from 0 to 1000000', workload('Deployment', 'demo/web', LABELS, { replicas: '3' })],
  ['spec.template.spec.containers: {} is not a list', workload('Deployment', 'demo/web', LABELS, {}, { containers: {} })],
  ['spec.template.spec.containers[0].ports[1].containerPort: 0 is not a port: expected an integer from 1 to 65535',
    workload('Deployment', 'demo/web', LABELS, {}, { containers: [{ ports: [{ containerPort: 1 }, { containerPort: 0 }] }] })],
  ['spec.template.metadata.labels: [] is not an object', workload('Deployment', 'demo/web', [])],
  ['metadata.ownerReferences: {} is not a list', { ...workload('Deployment', 'demo/web', LABELS), metadata: { name: 'web', namespace: 'demo', ownerReferences: {} } }],
])('%s', (expected, object) => {
  expect(message(() => readWorkload(object, { toString: () => 'a.yaml, line 1' }))).toBe(`a.yaml, line 1: Deployment demo/web: ${expected}`);
});

test.each<[string, Plain, boolean]>([
  ['demo', { app: 'web' }, true], ['demo', { app: 'web', tier: 'front' }, true], ['demo', { app: 'web', tier: 'back' }, false], ['demo', { other: 'web' }, false], ['demo', {}, false],
  ['other', { app: 'web' }, false], ['demo', { app: '' }, false],
])('in the namespace %s %j selects it: %s', (namespace, selector, expected) => {
  expect(isSelected(readWorkload(workload('Deployment', 'demo/web', { app: 'web', tier: 'front' }))!, namespace, selector)).toBe(expected);
});
