import { spawn as spawnProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_MAP, DAEMON_SET, FOR, migrated } from './migrations';
import { ROOT, spawn } from './run';
import { workFolder } from './work-folder';
import { Plain } from '../support/builders';

const { path: folder, file } = workFolder();
const NODES = 5000;

/** 5,000 nodes in three zones and with two Services: one of 100 ports and 100 endpoints, and one whose endpoints only two nodes have. */
function largeCluster(): string {
  const zone = (i: number) => `zone-${'abc'[i % 3]}`;
  const address = (i: number) => `10.${100 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`;
  const nodes = Array.from({ length: NODES }, (_, i): Plain => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${i}`, labels: { 'topology.kubernetes.io/zone': zone(i) } },
    spec: { podCIDRs: [`10.${128 + (i >> 8)}.${i & 255}.0/24`] },
    status: { addresses: [{ type: 'InternalIP', address: address(i) }], nodeInfo: { kernelVersion: i % 2 ? '6.8.0' : '5.15.0', osImage: 'Linux', operatingSystem: 'linux', kubeletVersion: 'v1.36.3' } },
  }));
  const service = (name: string, clusterIP: string, spec: Plain, ports: Plain[]): Plain => ({
    apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop', uid: name }, spec: { clusterIP, clusterIPs: [clusterIP], ipFamilies: ['IPv4'], type: 'NodePort', ports, ...spec },
  });
  const slice = (name: string, ports: Plain[], endpoints: Plain[]): Plain => ({
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', addressType: 'IPv4', metadata: { name: `${name}-1`, namespace: 'shop', uid: name, labels: { 'kubernetes.io/service-name': name } }, ports, endpoints,
  });
  const port = (i: number) => ({ name: `p${i}`, protocol: 'TCP', port: 8000 + i });
  const endpoint = (i: number): Plain => ({ addresses: [`10.${128 + (i >> 8)}.${i & 255}.7`], nodeName: `node-${i}`, conditions: { ready: true } });
  const many = Array.from({ length: 100 }, (_, i) => i);
  return file('large.json', [
    CONFIG_MAP, DAEMON_SET, ...nodes,
    service('wide', '10.96.0.20', {}, many.map(i => ({ ...port(i), nodePort: 30100 + i }))),
    slice('wide', many.map(port), many.map(endpoint)),
    service('edge', '10.96.0.21', { externalTrafficPolicy: 'Local' }, [{ ...port(0), nodePort: 30099 }]),
    slice('edge', [port(0)], [17, 4711].map(endpoint)),
  ]);
}

const bytesIn = (path: string): number => readdirSync(path, { withFileTypes: true, recursive: true })
  .filter(entry => entry.isFile()).reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0);

test('5,000 nodes: a ruleset for each kind of node, in a folder of a bounded size, and a page that says which', () => {
  const out = join(folder, 'large');
  const result = spawn(['migrate', largeCluster(), ...FOR, '--out', out, '--canary', 'node-12']);
  expect([result.status, result.stderr.match(/^error/m)]).toEqual([0, null]);
  expect(result.stderr).toMatch(/note: Rulesets are written for 2 of 5000 nodes, one for each kind of node; --rulesets all writes those of all nodes, about \d+\.\d GiB\.\n/);
  const { paths, text } = migrated({ code: 0, stdout: '', stderr: '' }, out);
  expect(paths.filter(path => path.startsWith('rulesets/'))).toEqual(['rulesets/README.md', 'rulesets/node-12.nft', 'rulesets/node-17.nft']);
  expect(text('rulesets/README.md')).toContain('| [`node-12.nft`](node-12.nft) | 4998 | node-0, node-1, ');
  expect(text('rulesets/README.md')).toContain('| [`node-17.nft`](node-17.nft) | 2 | node-17, node-4711 | addresses: IPv4; endpoints of shop/edge |\n');
  expect(bytesIn(out)).toBeLessThan(64 * 1024 * 1024);
  // The estimate is of the size that rulesets really have.
  const [, estimate] = /about (\d+\.\d) GiB/.exec(result.stderr)!;
  const measured = statSync(join(out, 'rulesets', 'node-12.nft')).size * NODES / 1024 ** 3;
  expect(Number(estimate)).toBeCloseTo(measured, 1);
});

describe.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('%s in the middle of it', signal => {
  /** Runs until something partial is there, and answers with what is left in the end. */
  async function interrupted(args: readonly string[], cwd: string): Promise<string[]> {
    const child = spawnProcess(process.execPath, [join(ROOT, 'bin', 'cdk8s-nftables.js'), ...args], { cwd, stdio: 'ignore' });
    const ended = new Promise<NodeJS.Signals | null>(resolve => child.on('exit', (_, by) => resolve(by)));
    const partial = () => readdirSync(cwd, { recursive: true, encoding: 'utf8' }).some(name => /\.partial(?:\/rulesets\/node-1\d\.nft)?$/.test(name));
    await until(partial);
    child.kill(signal);
    expect(await ended).toBe(signal);
    await until(() => !partial());
    await until(() => !existsSync(join(cwd, 'made')));
    return readdirSync(cwd, { recursive: true, encoding: 'utf8' }).sort();
  }

  async function until(condition: () => boolean): Promise<void> {
    const end = Date.now() + 20_000;
    while (!condition()) {
      if (Date.now() > end) throw new Error('waited in vain');
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  test('leaves nothing partial of a new folder, nor the folders above it', async () => {
    const cwd = join(folder, `new-${signal}`);
    mkdirSync(cwd);
    expect(await interrupted(['migrate', largeCluster(), ...FOR, '--rulesets', 'all', '--out', 'made/for/it'], cwd)).toEqual([]);
  });

  test('leaves an existing folder as it was', async () => {
    const cwd = join(folder, `old-${signal}`);
    mkdirSync(join(cwd, 'plan'), { recursive: true });
    writeFileSync(join(cwd, 'plan', 'notes.txt'), 'mine');
    expect(await interrupted(['migrate', largeCluster(), ...FOR, '--rulesets', 'all', '--force', '--out', 'plan'], cwd)).toEqual(['plan', 'plan/notes.txt']);
    expect(readFileSync(join(cwd, 'plan', 'notes.txt'), 'utf8')).toBe('mine');
  });
});
