import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

const FIXTURES = join(__dirname, '..', 'fixtures', 'cluster');
const FILES = ['networking.yaml', 'kube-proxy.yaml'].map(name => join(FIXTURES, name));
const FOR_WORKER = ['--node', 'worker-1', '--kubernetes-version', '1.36', '-q'];
const explain = (...args: string[]) => run('explain', ...FILES, ...FOR_WORKER, ...args);
const diff = (...args: string[]) => run('diff', ...FILES, '--kubernetes-version', '1.36', '-q', ...args);
const TO_NFTABLES = ['--from-mode', 'ipvs', '--to-mode', 'nftables'];

/** A node that runs Linux, one that runs Windows, and a Service without EndpointSlices. */
function windowsCluster(): { readonly folder: string; readonly file: string } {
  const node = (name: string, address: string, operatingSystem: string) => ({
    apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { addresses: [{ type: 'InternalIP', address }], nodeInfo: { operatingSystem } },
  });
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'web', uid: '6fd2', resourceVersion: '7' },
    spec: { type: 'ClusterIP', clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7'], ipFamilies: ['IPv4'], ports: [{ port: 80, protocol: 'TCP' }] },
    status: { loadBalancer: {} },
  };
  const folder = mkdtempSync(join(tmpdir(), 'behavior-'));
  const file = join(folder, 'cluster.json');
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [node('n1', '192.168.1.1', 'linux'), node('win1', '192.168.1.9', 'windows'), service] }));
  return { folder, file };
}

describe('explain --mode', () => {
  const UNDEFINED_PORT = ['--from', 'external', '--to', '198.51.100.20:9999'];

  test.each([['iptables', 'passed'], ['ipvs', 'rejected'], ['nftables', 'passed']])('a port that no Service has, in %s mode: %s', (mode, verdict) => {
    const { code, stdout } = explain('--mode', mode, ...UNDEFINED_PORT, '--format', 'json');
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { version: 1, mode, verdict, endpoints: [] }]);
  });

  test('text, with what objects cannot tell', () => {
    expect(explain('--mode', 'ipvs', '--from', 'external', '--to', '10.96.40.1:80').stdout).toMatchSnapshot();
  });

  test('an echo request', () => {
    expect(JSON.parse(explain('--mode', 'ipvs', '--from', 'node', '--to', '10.96.40.1/icmp', '--format', 'json').stdout))
      .toMatchObject({ verdict: 'rejected', protocol: 'icmp', destination: { kind: 'ping', port: 0 } });
  });

  test('all, as a table and as JSON', () => {
    const { stdout } = explain('--mode', 'ipvs', '--all');
    expect(stdout).toMatch(/^What node worker-1, kube-proxy 1.36 in ipvs mode, does with new connections\n/);
    const { entries } = JSON.parse(explain('--mode', 'ipvs', '--all', '--format', 'json').stdout);
    expect(entries.length).toBeGreaterThan(100);
    expect(entries[0]).toMatchObject({ serviceName: expect.any(String), sourceClass: 'pod-on-node', verdict: expect.any(String) });
  });

  test('a diagram', () => {
    expect(explain('--mode', 'ipvs', '--from', 'external', '--to', '10.96.40.1:80', '--format', 'mermaid').stdout).toMatchSnapshot();
  });

  test('the table has the filters of explain', () => {
    const rows = (...args: string[]) => JSON.parse(explain('--mode', 'iptables', '--all', '--format', 'json', ...args).stdout).entries as
      { readonly serviceName: string; readonly family: string; readonly kind: string; readonly verdict: string }[];
    expect(new Set(rows('--service', 'shop/frontend').map(({ serviceName }) => serviceName))).toEqual(new Set(['shop/frontend']));
    expect(new Set(rows('--namespace', 'shop').map(({ serviceName }) => serviceName.split('/')[0]))).toEqual(new Set(['shop']));
    expect(new Set(rows('--family', 'ipv4').map(({ family }) => family))).toEqual(new Set(['ipv4']));
    expect(rows('--family', 'ipv6')).toEqual([]);
    expect(new Set(rows('--problems').map(({ serviceName, kind }) => `${serviceName} ${kind}`))).toContain('monitoring/pushgateway cluster-ip');
    expect(rows('--problems').filter(({ kind }) => kind === 'ping' || kind === 'undefined-port')).toEqual([]);
  });
});

describe('diff --from-mode --to-mode', () => {
  test('what clients of the reference cluster notice of the way from IPVS to nftables', () => {
    const { code, stdout } = diff('--node', 'worker-1', ...TO_NFTABLES);
    expect(code).toBe(0);
    expect(stdout).toMatchSnapshot();
  });

  test('Markdown has the same headings', () => {
    const { stdout } = diff('--node', 'worker-1', ...TO_NFTABLES, '--format', 'markdown');
    expect(stdout.match(/^#+ .*/gm)).toMatchSnapshot();
  });

  test('every node as JSON', () => {
    const { nodes } = JSON.parse(diff('--all-nodes', ...TO_NFTABLES, '--format', 'json').stdout);
    expect(nodes.map((each: { before: object }) => each.before)).toEqual(['cp-1', 'worker-1', 'worker-2', 'worker-3']
      .map(nodeName => ({ mode: 'ipvs', kubernetesVersion: '1.36', nodeName })));
  });

  test('nodes that run Windows have none of the modes', () => {
    const { folder, file } = windowsCluster();
    try {
      const modes = [...TO_NFTABLES, '--kubernetes-version', '1.36', '--format', 'json'];
      const { stdout } = run('diff', file, '--all-nodes', ...modes, '-q');
      expect(JSON.parse(stdout).nodes.map((each: { before: { nodeName: string } }) => each.before.nodeName)).toEqual(['n1']);
      expect(run('diff', file, '--node', 'win1', ...modes).stderr).toContain('note: Node win1 runs Windows');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('an input without EndpointSlices is said to lack them, as explain --mode says too', () => {
    const { folder, file } = windowsCluster();
    try {
      const NOTE = 'note: the input has Services of a cluster but no EndpointSlices';
      const node = ['--node', 'n1', '--kubernetes-version', '1.36'];
      expect(run('diff', file, ...node, ...TO_NFTABLES).stderr).toContain(NOTE);
      expect(run('explain', file, ...node, '--mode', 'ipvs', '--all').stderr).toContain(NOTE);
      expect(run('explain', file, ...node, '--mode', 'ipvs', '--all', '-q').stderr).toBe('');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('with --exit-code what breaks is 3, and what stays the same 0', () => {
    expect(diff('--node', 'worker-1', ...TO_NFTABLES, '--exit-code').code).toBe(3);
    expect(diff('--node', 'worker-1', '--from-mode', 'nftables', '--to-mode', 'nftables', '--exit-code').code).toBe(0);
  });

  test.each([
    [['--from-mode', 'ipvs', '--node', 'worker-1'], 'both --from-mode and --to-mode'],
    [TO_NFTABLES, 'either --node or --all-nodes'],
    [[...TO_NFTABLES, '--node', 'worker-1', '--format', 'nft'], '--format nft'],
    [[...TO_NFTABLES, '--node', 'worker-1', '--behavior'], '--behavior cannot be combined'],
    [['--all-nodes'], '--all-nodes is for the behavior of two modes'],
  ])('%j is refused', (args, message) => {
    expect(diff(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
  });
});
