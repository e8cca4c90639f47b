import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, spawn } from './run';
import { parseFlowchart } from '../dataplane/explain/mermaid-grammar';
import { node, service } from '../support/builders';

const FIXTURES = join(__dirname, '..', 'fixtures', 'cluster');
const FILES = ['networking.yaml', 'kube-proxy.yaml'].map(name => join(FIXTURES, name));
const FOR_WORKER = ['--node', 'worker-1', '--kubernetes-version', '1.36'];
const explain = (...args: string[]) => run('explain', ...FILES, ...FOR_WORKER, '-q', ...args);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const HAIRPIN = ['--from', 'pod:shop/cart-0', '--to', 'svc:shop/cart:grpc'];
const STICKY = ['--from', 'external:203.0.113.7', '--to', '192.168.10.11:31080'];

describe('one packet', () => {
  test.each([
    ['a pod to a ClusterIP', ['--from', 'pod:shop/cart-0', '--to', '10.96.40.1:80/tcp']],
    ['a pod that reaches itself', HAIRPIN],
    ['from outside to a NodePort', STICKY],
    ['no Service', ['--from', 'node', '--to', '8.8.8.8:443']],
  ])('%s', (_, args) => {
    const { code, stdout, stderr } = explain(...args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatchSnapshot();
  });

  test('as JSON', () => {
    const { code, stdout } = explain(...HAIRPIN, '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchSnapshot();
  });

  test('as a Mermaid diagram', () => {
    const { code, stdout } = explain(...STICKY, '--format', 'mermaid');
    expect(code).toBe(0);
    expect(parseFlowchart(stdout).nodes.size).toBeGreaterThan(10);
  });

  test('all Services of a namespace as a diagram, with the frontends that have problems marked', () => {
    const { code, stdout } = explain('--all', '--namespace', 'games', '--format', 'mermaid');
    expect(code).toBe(0);
    const { nodes, edges, groups, decisive } = parseFlowchart(stdout);
    expect(groups).toEqual([['games/lobby', ['n4', 'n5']]]);
    expect(decisive.map(id => nodes.get(id))).toEqual(['NodePort, port game<br/>192.168.10.11:31777/udp']);
    expect(edges).toContainEqual(['n1', 'n5', '1 of 2 endpoints']);
  });

  test('into a file', () => {
    const path = join(folder, 'answer.txt');
    expect(explain(...HAIRPIN, '-o', path)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(path, 'utf8')).toBe(explain(...HAIRPIN).stdout);
  });

  test('rejected and dropped are answers, not errors', () => {
    expect(explain('--from', 'external', '--to', 'svc:monitoring/pushgateway:http')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Rejected: /) });
    expect(explain('--from', 'external:8.8.8.8', '--to', '198.51.100.21:80')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Dropped: /) });
  });

  test('in a process of its own, from standard input', () => {
    const { status, stdout, stderr } = spawn(['explain', '-', '--config', FILES[1], ...FOR_WORKER, '-q', ...HAIRPIN], { input: readFileSync(FILES[0], 'utf8') });
    expect([status, stderr, stdout]).toEqual([0, '', explain(...HAIRPIN).stdout]);
  });
});

describe('all', () => {
  test('as a table', () => {
    const { code, stdout } = explain('--all');
    expect(code).toBe(0);
    expect(stdout).toMatchSnapshot();
  });

  test('as JSON, one family alone', () => {
    const parse = (...args: string[]) => (JSON.parse(explain('--all', '--format', 'json', ...args).stdout) as { entries: { family: string }[] }).entries;
    expect(parse('--family', 'ipv4').length).toBe(parse().length);
    expect(parse('--family', 'ipv6')).toEqual([]);
  });

  test('some Services, or problems alone', () => {
    const services = (...args: string[]) => (JSON.parse(explain('--all', '--format', 'json', ...args).stdout) as { entries: { serviceName: string; verdict: string }[] }).entries;
    expect(new Set(services('--namespace', 'monitoring').map(({ serviceName }) => serviceName.split('/')[0]))).toEqual(new Set(['monitoring']));
    expect(new Set(services('--service', 'shop/cart').map(({ serviceName }) => serviceName))).toEqual(new Set(['shop/cart']));
    expect(services('--service', 'shop/cart', '--problems')).toEqual([]);
    expect(services('--problems').some(({ verdict }) => verdict === 'rejected')).toBe(true);
    expect(explain('--all', '--service', 'shop/cart', '--problems').stdout).toContain('No Service has an address to show.');
  });

  test('no line is wider than 120 columns', () => {
    expect(Math.max(...explain('--all').stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  test('into a file', () => {
    const path = join(folder, 'matrix.txt');
    expect(explain('--all', '-o', path)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(path, 'utf8')).toBe(explain('--all').stdout);
  });
});

test('notes tell what was assumed, ten things at most', () => {
  const objects = [
    node('worker-1', { podCIDRs: ['10.244.1.0/24'] }),
    ...Array.from({ length: 12 }, (_, i) => service(`shop/web-${i}`)),
    { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', mode: 'nftables', clusterCIDR: '10.244.0.0/16' },
  ];
  const path = join(folder, 'planned.json');
  writeFileSync(path, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  const { code, stderr } = run('explain', path, ...FOR_WORKER, '--all');
  const notes = stderr.split('\n').filter(line => line.startsWith('note: assumed: '));
  expect([code, notes.length, notes[0], notes[10]]).toEqual([
    0, 11, 'note: assumed: ServiceCIDR kubernetes: 10.96.0.0/12, since the input has none', 'note: assumed: 3 more, which preview lists',
  ]);
});

test.each([
  ['neither a packet nor all', [], 'required: --from and --to for one packet, --all for a table of all frontends, or --request for a request of HTTP'],
  ['half a packet', ['--from', 'node'], 'required: --from and --to for one packet, --all for a table of all frontends, or --request for a request of HTTP'],
  ['a packet and all', ['--all', '--from', 'node'], '--all cannot be combined with --from or --to: it shows all sources and destinations'],
  ['a family of a packet', [...HAIRPIN, '--family', 'ipv4'], '--family selects rows of the table: expected --all with it'],
  ['problems of a packet', [...HAIRPIN, '--problems'], '--problems selects rows of the table: expected --all with it'],
  ['a namespace that is not there', ['--all', '--namespace', 'shp'], 'namespace "shp" has no Services; did you mean shop?'],
  ['a Service that is not there', ['--all', '--service', 'shop/cartt'], 'Service "shop/cartt" is not in the input; did you mean shop/cart?'],
  ['half a name', ['--all', '--service', 'frontend'], 'Service "frontend" is not in the input; expected NAMESPACE/NAME, for example shop/web'],
  ['a diagram of all', ['--all', '--format', 'mermaid'], '--format mermaid with --all draws the Services of one namespace: expected --namespace or --service with it'],
  ['a page of one packet', ['--from', 'node', '--to', '10.96.0.1:443', '--format', 'html'], '--format html is for tables, on whose page you can ask about packets: expected --all with it'],
  ['a pod that is not there', ['--from', 'pod:shop/carts-0', '--to', 'svc:shop/cart:grpc'],
    'source "pod:shop/carts-0": there is no pod shop/carts-0 with an address: no EndpointSlice or Pod of the input names it; did you mean shop/cart-0?'],
  ['a Service that is not there', ['--from', 'node', '--to', 'svc:shop/cartt:grpc'],
    'destination "svc:shop/cartt:grpc": there is no Service shop/cartt; did you mean shop/cart?'],
])('%s', (_, args, message) => {
  const output = join(folder, 'nothing');
  expect(explain(...args, '-o', output)).toEqual({ code: 1, stdout: '', stderr: `error: ${message}\n` });
  expect(existsSync(output)).toBe(false);
});

test('a Node that is not there', () => {
  expect(run('explain', ...FILES, '--node', 'worker-9', '--kubernetes-version', '1.36', '--all'))
    .toMatchObject({ code: 1, stderr: 'error: there is no Node "worker-9": the input has cp-1, worker-1, worker-2, worker-3\n' });
});

test('the help has the sources and destinations', () => {
  const { code, stdout } = run('explain', '--help');
  expect(code).toBe(0);
  expect(stdout).toMatchSnapshot();
});
