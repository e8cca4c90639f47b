import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

const CLUSTER = join(__dirname, '..', 'fixtures', 'cluster');
const FILES = [join(CLUSTER, 'networking.yaml'), join(CLUSTER, 'kube-proxy.yaml')];
const LIVE = join(CLUSTER, 'worker-1.nft-list.txt');
const OPTIONS = ['--node', 'worker-1', '--kubernetes-version', '1.36', '-q'];

const damagedFile = join(mkdtempSync(join(tmpdir(), 'verify-')), 'worker-1.nft');
writeFileSync(damagedFile, readFileSync(LIVE, 'utf8').replace(/10\.96\.0\.10,\s/, ''));

test('a node in sync ends with 0', () => {
  const { code, stdout, stderr } = run('verify', ...FILES, ...OPTIONS, '--live', LIVE, '--family', 'ipv4');
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'worker-1: in sync with the prediction for kube-proxy 1.36\n', stderr: '' });
});

test('one that differs ends with 2', () => {
  const { code, stdout } = run('verify', ...FILES, '--kubernetes-version', '1.36', '-q', '--live', `worker-1=${damagedFile}`, '--family', 'ipv4');
  expect(code).toBe(2);
  expect(stdout).toContain('ClusterIP 10.96.0.10 of Service kube-system/kube-dns is missing (cluster-ips)');
});

test('what can\'t be read ends with 1', () => {
  const { code, stderr } = run('verify', ...FILES, ...OPTIONS, '--live', FILES[0]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/networking\.yaml:1: .* is not the start of a table/);
  expect(run('verify', ...FILES, '--kubernetes-version', '1.36', '--live', LIVE).stderr).toContain('does not name its node; expected NODE=FILE');
});

test('explain --live needs no objects', () => {
  const { code, stdout } = run('explain', '--live', LIVE, ...OPTIONS, '--from', 'external:203.0.113.7', '--to', '10.96.0.10:53/udp', '--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'delivered' });
});

test('diff --live gives the transaction that repairs a node', () => {
  const { code, stdout } = run('diff', ...FILES, ...OPTIONS, '--live', damagedFile, '--family', 'ipv4', '--format', 'nft');
  expect(code).toBe(0);
  expect(stdout).toBe('add element ip kube-proxy cluster-ips { 10.96.0.10 }\n');
});
