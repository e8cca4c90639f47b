import { run } from './run';
import { workFolder } from './work-folder';
import { daemonSet, kubeProxy, machine } from '../check/findings/findings';
import { node, service, serviceCidr, slice, storedService } from '../support/builders';

const folder = workFolder();
const CLUSTER = folder.file('cluster.json', [
  serviceCidr('kubernetes', '10.96.0.0/16'),
  node('node-a', { podCIDRs: ['10.244.0.0/24'] }),
  kubeProxy({ mode: 'nftables', clusterCIDR: '10.244.0.0/16' }),
  storedService('demo/web', { clusterIP: '10.96.0.41', ports: [{ name: 'http', port: 80 }] }),
  slice('demo/web-1', 'web', [{ addresses: ['10.244.0.1'], nodeName: 'node-a' }], { ports: [{ name: 'http', port: 8080 }] }),
]);
const WEB = folder.file('web.json', [service('demo/web', { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 30080 }] })]);
const CART = folder.file('cart.json', [service('demo/cart', { clusterIP: '10.96.0.42', ports: [{ port: 7070 }] })]);
const ON_A = ['--node', 'node-a', '--kubernetes-version', '1.36', '-q'];

test('explain: a Service that is applied has the ClusterIP and the endpoints of the one in the cluster', () => {
  const frontends = (...args: string[]) => {
    const { code, stdout, stderr } = run('explain', CLUSTER, ...args, ...ON_A, '--all', '--family', 'ipv4', '--format', 'json');
    expect([code, stderr]).toEqual([0, '']);
    return [...new Set(JSON.parse(stdout).entries.map(({ serviceName, kind, address, port, endpointCount }: Record<string, unknown>) => (
      `${serviceName} ${kind} ${address}:${port} ${endpointCount}`)))];
  };
  expect(frontends()).toEqual(['demo/web cluster-ip 10.96.0.41:80 1']);
  expect(frontends('--apply', WEB)).toEqual(['demo/web cluster-ip 10.96.0.41:80 1', 'demo/web node-port 192.168.0.2:30080 1']);
  expect(frontends('--apply', WEB, '--apply', CART)).toEqual([
    'demo/cart cluster-ip 10.96.0.42:7070 0', 'demo/web cluster-ip 10.96.0.41:80 1', 'demo/web node-port 192.168.0.2:30080 1',
  ]);
});

test('preview: what is applied is in the ruleset, and without --apply it would be there twice', () => {
  const { code, stdout } = run('preview', CLUSTER, '--apply', WEB, ...ON_A, '--family', 'ipv4');
  expect([code, stdout.split('\n').filter(line => /^add element \S+ \S+ service-/.test(line))]).toEqual([0, [
    'add element ip kube-proxy service-ips { 10.96.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }',
    'add element ip kube-proxy service-nodeports { tcp . 30080 : goto external-AXK6CI2C-demo/web/tcp/http }',
  ]]);
  expect(run('preview', CLUSTER, WEB, ...ON_A)).toMatchObject({ code: 1, stderr: expect.stringMatching(/web\.json, line 1: Service demo\/web: there are two objects/) });
});

test('check: manifests are looked at as part of the cluster, whose mode is that of today', () => {
  const cluster = folder.file('ipvs.json', [
    machine('node-a', { kernelVersion: '6.8.0' }), daemonSet('kube-system/kube-proxy', 'registry.k8s.io/kube-proxy:v1.36.3'), kubeProxy({ mode: 'ipvs' }),
  ]);
  const app = folder.file('proxy.json', [kubeProxy({ mode: 'nftables' }), service('demo/sticky', { clusterIP: '10.96.0.43', externalIPs: ['203.0.113.5'] })]);
  const { stdout, stderr } = run('check', cluster, '--apply', app, '--target-version', '1.36', '--format', 'json');
  expect(stderr).toBe('');
  const { mode, findings } = JSON.parse(stdout);
  expect(mode).toBe('ipvs');
  expect(JSON.stringify(findings)).toContain('"name":"sticky"');
});

test.each([
  ['standard input twice', ['preview', '-', '--apply', '-', ...ON_A], '<stdin>: can be read only once'],
  ['a file that is not there', ['explain', CLUSTER, '--apply', 'missing.yaml', '--all', ...ON_A], 'missing.yaml: no such file'],
  ['standard input twice for a check', ['check', '-', '--apply', '-', '--target-version', '1.36'], '<stdin>: can be read only once'],
  ['standard input for waivers as well', ['check', CLUSTER, '--apply', '-', '--waivers', '-', '--target-version', '1.36'],
    '--waivers: standard input is one of the files already'],
])('%s is an error', (_, args, message) => {
  expect(run(...args)).toEqual({ code: 1, stdout: '', stderr: `error: ${message}\n` });
});

test.each(['preview', 'explain'])('%s: a manifest that carries what an API server wrote is applied like any other', command => {
  const dumped = folder.file('dumped.json', [storedService('demo/cart', { clusterIP: '10.96.0.42', externalIPs: ['203.0.113.9'], ports: [{ port: 7070 }] })]);
  const { stdout } = run(command, CLUSTER, '--apply', dumped, ...command === 'explain' ? ['--all'] : [], ...ON_A);
  expect(stdout).toContain('203.0.113.9');
});
