/**
 * Measures the command line on large clusters, whole processes from a file on disk to what they write: time, peak memory
 * and lines; the conversion of Ingresses; then previews from Python. `npx projen bench` runs it; `npx projen bench -- 1000 10000`
 * measures these numbers of Services alone.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measurePython } from './languages/bench-python';

const ROOT = join(__dirname, '..');
const COMMAND = join(ROOT, 'bin', 'cdk8s-nftables.js');
const ENDPOINTS_PER_SERVICE = 10;
const RUNS = 3;
const NEWLINE = 0x0a;

interface MeasuredCommand {
  readonly name: string;
  readonly args: (file: string, folder: string) => readonly string[];
  /** Findings make the exit code of a check other than 0, which is the default. */
  readonly exitCodes?: readonly number[];
}

/** What is measured on each input. */
const COMMANDS: readonly MeasuredCommand[] = [
  ...['1.35', '1.36'].map(version => ({
    name: `preview ${version}`,
    args: (file: string) => ['preview', file, '--node', 'node-a', '--kubernetes-version', version, '--quiet'],
  })),
  { name: 'explain --all', args: file => ['explain', file, '--node', 'node-a', '--kubernetes-version', '1.36', '--all', '--quiet'] },
  ...[['1.35', '1.36'], ['1.34', '1.35']].map(([from, to]) => ({
    name: `diff ${from} ${to}`,
    args: (file: string) => ['diff', file, '--node', 'node-a', '--from-version', from, '--to-version', to, '--quiet'],
  })),
  { name: 'check', args: file => ['check', file, '--target-version', '1.36', '--format', 'json'], exitCodes: [2, 3] },
  { name: 'migrate', args: (file, folder) => ['migrate', file, '--target-version', '1.36', '--out', join(folder, 'migration'), '--force', '--quiet'] },
];

interface Measurement {
  readonly seconds: number;
  readonly megabytes: number;
  readonly lines: number;
}

/** A Node, a ServiceCIDR, kube-proxy's ConfigMap, and Services with an EndpointSlice each. */
function* objects(services: number): Generator<object> {
  yield {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-a', labels: { 'topology.kubernetes.io/zone': 'zone-1' } },
    spec: { podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24'] },
    status: { addresses: [{ type: 'InternalIP', address: '192.168.10.11' }] },
  };
  yield { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: ['10.96.0.0/12'] } };
  const config = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: ipvs\nclusterCIDR: 10.128.0.0/9\n';
  yield { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-proxy', namespace: 'kube-system' }, data: { 'config.conf': config } };
  for (let i = 0; i < services; i++) {
    const name = `svc-${i}`;
    const namespace = `ns-${i % 50}`;
    const clusterIP = `10.${96 + Math.floor(i / 65000)}.${Math.floor((i % 65000) / 250)}.${i % 250 + 1}`;
    yield {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        type: 'ClusterIP',
        ports: [{ port: 80, protocol: 'TCP', targetPort: 80, name: 'http' }],
        sessionAffinity: 'None',
        internalTrafficPolicy: 'Cluster',
        clusterIP,
        clusterIPs: [clusterIP],
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
      },
      status: { loadBalancer: {} },
    };
    const labels = { 'kubernetes.io/service-name': name, 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' };
    yield {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-abc12`, namespace, labels },
      addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: Array.from({ length: ENDPOINTS_PER_SERVICE }, (_, j) => {
        const k = i * ENDPOINTS_PER_SERVICE + j;
        const address = `10.${128 + Math.floor(k / 62500) % 100}.${Math.floor((k % 62500) / 250)}.${k % 250 + 1}`;
        return { addresses: [address], conditions: { ready: true }, nodeName: `node-${(i + j) % 100}` };
      }),
    };
  }
}

/** The lines of a value in the block style that kubectl prints. */
function* yamlLines(value: object, indent: string): Generator<string> {
  for (const [key, entry] of Object.entries(value) as [string, unknown][]) {
    if (Array.isArray(entry)) {
      yield `${indent}${key}:`;
      for (const item of entry as unknown[]) yield* yamlItem(item, indent);
    } else if (typeof entry === 'object' && entry !== null && Object.keys(entry).length > 0) {
      yield `${indent}${key}:`;
      yield* yamlLines(entry, `${indent}  `);
    } else {
      yield `${indent}${key}: ${JSON.stringify(entry)}`;
    }
  }
}

function* yamlItem(item: unknown, indent: string): Generator<string> {
  if (typeof item !== 'object' || item === null) {
    yield `${indent}- ${JSON.stringify(item)}`;
    return;
  }
  let first = true;
  for (const line of yamlLines(item, `${indent}  `)) {
    yield first ? `${indent}- ${line.trimStart()}` : line;
    first = false;
  }
}

function writeInput(file: string, services: number, format: 'json' | 'yaml'): void {
  const handle = openSync(file, 'w');
  const write = (text: string) => writeSync(handle, text);
  if (format === 'json') {
    let separator = '{"apiVersion":"v1","kind":"List","items":[\n';
    for (const object of objects(services)) {
      write(`${separator}${JSON.stringify(object)}`);
      separator = ',\n';
    }
    write('\n]}\n');
  } else {
    write('apiVersion: v1\nkind: List\nitems:\n');
    for (const object of objects(services)) write(`${[...yamlItem(object, '')].join('\n')}\n`);
  }
  closeSync(handle);
}

/** Runs a Node.js process, its output in a file, and answers with the median time and the largest peak memory of several runs. */
function measure(args: readonly string[], folder: string, options: { runs?: number; exitCodes?: readonly number[] } = {}): Measurement {
  const { runs = RUNS, exitCodes = [0] } = options;
  const file = join(folder, 'output');
  const results = Array.from({ length: runs }, () => {
    const handle = openSync(file, 'w');
    const start = process.hrtime.bigint();
    const { status, stderr, output } = spawnSync(process.execPath, ['--require', join(__dirname, 'resource-usage.js'), ...args], {
      cwd: ROOT, stdio: ['ignore', handle, 'pipe', 'pipe'], encoding: 'utf8',
    });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    closeSync(handle);
    if (!exitCodes.includes(status!)) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    return { seconds, megabytes: Number(output[3]) / 1e6, lines: countLines(file) };
  });
  results.sort((a, b) => a.seconds - b.seconds);
  return { ...results[Math.floor(runs / 2)], megabytes: Math.max(...results.map(({ megabytes }) => megabytes)) };
}

function countLines(file: string): number {
  const script = readFileSync(file);
  let lines = 0;
  for (let at = script.indexOf(NEWLINE); at !== -1; at = script.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

function row(...cells: readonly (string | number)[]): void {
  console.log(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(26) : String(cell).padStart(16))).join(''));
}

function main(sizes: readonly number[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-bench-'));
  try {
    console.log(`Node.js ${process.version}, ${cpus().length} × ${cpus()[0].model}; whole processes, median of ${RUNS}\n`);
    row('start-up', 'seconds', 'MB');
    for (const [name, args] of [
      ['cdk8s-nftables --version', [COMMAND, '--version']],
      ["require('cdk8s-nftables')", ['-e', "require('cdk8s-nftables')"]],
      ['node alone', ['-e', '0']],
    ] as const) {
      const { seconds, megabytes } = measure(args, folder, { runs: 7 });
      row(name, seconds.toFixed(3), megabytes.toFixed(0));
    }
    console.log(`\nServices with ${ENDPOINTS_PER_SERVICE} endpoints each`);
    row('Services', 'format', 'command', 'seconds', 'MB', 'lines');
    for (const services of sizes) {
      for (const format of ['json', 'yaml'] as const) {
        const file = join(folder, `${services}.${format}`);
        writeInput(file, services, format);
        for (const { name, args, exitCodes } of COMMANDS) {
          const { seconds, megabytes, lines } = measure([COMMAND, ...args(file, folder)], folder, { exitCodes });
          row(services, format, name, seconds.toFixed(2), megabytes.toFixed(0), lines);
        }
        rmSync(file);
      }
    }
    benchIngresses(folder);
    benchPython(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How many Ingresses are converted, and the paths of each. */
const INGRESSES = [500, 1_000, 2_000, 4_000];
const PATHS_PER_INGRESS = 10;

function* ingresses(count: number): Generator<object> {
  for (let i = 0; i < count; i++) {
    const host = `app-${i}.example.com`;
    const paths = Array.from({ length: PATHS_PER_INGRESS }, (_, j) => (
      { path: j === 0 ? '/' : `/api/v${j}/things`, pathType: 'Prefix', backend: { service: { name: `svc-${j}`, port: { number: 80 } } } }));
    yield {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: `app-${i}`, namespace: `ns-${i % 50}`, creationTimestamp: '2024-01-01T00:00:00Z' },
      spec: { ingressClassName: 'nginx', tls: [{ hosts: [host], secretName: `app-${i}` }], rules: [{ host, http: { paths } }] },
    };
  }
}

/** The conversion to Gateway API, with the comparison of requests before and after. */
function benchIngresses(folder: string): void {
  console.log(`\nIngresses with ${PATHS_PER_INGRESS} paths each, converted to Gateway API`);
  row('Ingresses', 'seconds', 'MB');
  for (const count of INGRESSES) {
    const file = join(folder, 'ingresses.json');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...ingresses(count)] }));
    const args = ['--goal', 'gateway-api', '--implementation', 'envoy-gateway', '--gateway-api', '1.6', '--out', join(folder, 'gateway'), '--force', '--quiet'];
    const { seconds, megabytes } = measure([COMMAND, 'migrate', file, ...args], folder, { exitCodes: [0, 2, 3] });
    row(count, seconds.toFixed(2), megabytes.toFixed(0));
    rmSync(file);
  }
}

/** How many Services a program in Python previews. */
const PYTHON_SERVICES = 1_000;

function benchPython(folder: string): void {
  const file = join(folder, 'python.json');
  writeInput(file, PYTHON_SERVICES, 'json');
  const measurements = measurePython(file, folder);
  if (!measurements) {
    console.log('\nskipped: Python, since python3 is missing');
    return;
  }
  console.log(`\nFrom Python: a preview of ${PYTHON_SERVICES} Services with ${ENDPOINTS_PER_SERVICE} endpoints each, and its script`);
  row('way', 'seconds', 'calls');
  for (const { way, seconds, calls } of measurements) row(way, seconds.toFixed(2), calls);
}

const sizes = process.argv.slice(2).map(Number);
main(sizes.length > 0 ? sizes : [1_000, 10_000, 50_000]);
