import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, shell, spawn } from './run';
import { readObjects } from '../../src/input/read-objects';
import { lines } from '../input/objects';
import { node, Plain, service, serviceCidr, slice, storedService } from '../support/builders';

const FIXTURES = join(__dirname, '..', 'fixtures', 'cluster');
const fixture = (name: string) => readFileSync(join(FIXTURES, name), 'utf8');
const NETWORKING = join(FIXTURES, 'networking.yaml');
const KUBE_PROXY = join(FIXTURES, 'kube-proxy.yaml');
const FOR_WORKER = ['--node', 'worker-1', '--kubernetes-version', '1.36'];
const FOR_A = ['--node', 'node-a', '--kubernetes-version', '1.36'];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file and answers with its path. */
function file(name: string, content: string | Plain | readonly Plain[]): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(Array.isArray(content) ? { apiVersion: 'v1', kind: 'List', items: content } : content));
  return path;
}

const NOTES = lines(
  `note: ConfigMap kube-system/kube-proxy (${KUBE_PROXY}, line 3): the mode is ipvs; shown is what nftables mode would program`,
  `note: ConfigMap kube-system/kube-proxy (${KUBE_PROXY}, line 3): iptables.masqueradeAll is true, but nftables mode reads nftables.masqueradeAll: set it there to keep it`,
);
const NO_CONFIGURATION = 'note: no kube-proxy configuration was given (a ConfigMap kube-proxy or a KubeProxyConfiguration): its defaults are assumed, without a cluster CIDR,'
  + ' so no traffic counts as that of pods\n';

describe('the reference cluster', () => {
  test.each(['ipv4', 'ipv6'])('is what the real kube-proxy programmed: %s', family => {
    expect(run('preview', NETWORKING, KUBE_PROXY, ...FOR_WORKER, '--family', family))
      .toEqual({ code: 0, stdout: fixture(`worker-1.v1.36.${family}.nft`), stderr: NOTES });
  });

  test('in both families and in any order of files, and without notes where they are not wanted', () => {
    const both = fixture('worker-1.v1.36.ipv4.nft') + fixture('worker-1.v1.36.ipv6.nft');
    expect(run('preview', '-q', KUBE_PROXY, NETWORKING, ...FOR_WORKER)).toEqual({ code: 0, stdout: both, stderr: '' });
  });

  test('in JSON', () => {
    const paths = [['networking.yaml', NETWORKING], ['kube-proxy.yaml', KUBE_PROXY]].map(([name, path]) => {
      const objects = [...readObjects(readFileSync(path), name)].map(({ object }) => object as Plain);
      return file(name.replace('.yaml', '.json'), objects);
    });
    expect(run('preview', '--quiet', ...paths, ...FOR_WORKER, '--family', 'ipv4')).toEqual({ code: 0, stdout: fixture('worker-1.v1.36.ipv4.nft'), stderr: '' });
  });

  test('from standard input, in a process of its own', () => {
    const input = `${fixture('networking.yaml')}---\n${fixture('kube-proxy.yaml')}`;
    const { status, stdout, stderr } = spawn(['preview', '-', ...FOR_WORKER, '--family', 'ipv4'], { input });
    expect([status, stdout]).toEqual([0, fixture('worker-1.v1.36.ipv4.nft')]);
    expect(stderr).toMatch(/^note: ConfigMap kube-system\/kube-proxy \(<stdin>, document 2, line \d+\): the mode is ipvs; /);
  });
});

const BASE = [
  serviceCidr('kubernetes', '10.96.0.0/12'),
  node('node-a', { addresses: ['192.168.0.2', 'fd00:1::2'] }),
  storedService('demo/web', { type: 'NodePort', clusterIP: '10.96.0.9', ports: [{ port: 80, nodePort: 30080 }] }),
  slice('demo/web-1', 'web', []),
];

const USAGE_HELP = '(--help shows all options, with examples)\n';

function elements(stdout: string, name: string): string[] {
  return stdout.split('\n').flatMap(line => new RegExp(`^add element ip6? kube-proxy ${name} \\{ (.*) \\}$`).exec(line)?.[1] ?? []);
}

describe('--config', () => {
  const DOCUMENT = lines('mode: nftables', 'clusterCIDR: 10.244.0.0/16', 'nodePortAddresses: [10.77.0.0/16]');
  const WITH_KIND = `apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n${DOCUMENT}`;
  const CONFIG_MAP = lines('apiVersion: v1', 'kind: ConfigMap', 'metadata: {name: kube-proxy, namespace: kube-system}', 'data:', '  config.conf: |')
    + WITH_KIND.replace(/^/gm, '    ').trimEnd();

  test.each([['with its kind', WITH_KIND], ['as a ConfigMap', CONFIG_MAP], ['beside other objects', `apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n---\n${CONFIG_MAP}`]])(
    '%s', (_, text) => {
      const input = file('base.json', BASE);
      const { code, stdout, stderr } = run('preview', input, ...FOR_A, '--config', file('config.yaml', text), '--interface', 'eth1=10.77.0.4');
      expect([code, stderr, elements(stdout, 'nodeport-ips')]).toEqual([0, '', ['10.77.0.4']]);
      expect(stdout).toContain('ip saddr != 10.244.0.0/16');
    });

  test('without its kind, of which kube-proxy would complain', () => {
    const path = file('bare.yaml', DOCUMENT);
    const { code, stdout, stderr } = run('preview', file('base.json', BASE), ...FOR_A, '--config', path, '--interface', 'eth1=10.77.0.4');
    expect([code, elements(stdout, 'nodeport-ips')]).toEqual([0, ['10.77.0.4']]);
    expect(stderr).toBe(lines(
      `note: ${path}: apiVersion: "" is no supported version: expected "kubeproxy.config.k8s.io/v1alpha1"`,
      `note: ${path}: kind: "" is no kube-proxy configuration: expected "KubeProxyConfiguration"`,
    ));
  });

  test('comes before the configuration in the input', () => {
    const { code, stdout } = run('preview', NETWORKING, KUBE_PROXY, ...FOR_WORKER, '--config', file('config.yaml', WITH_KIND.replace('10.244', '10.99')));
    expect(code).toBe(0);
    expect(stdout).toContain('ip saddr != 10.99.0.0/16');
    expect(stdout).not.toContain('ip saddr != 10.244.0.0/16');
  });

  test('cannot be standard input where that is one of the files', () => {
    expect(run('preview', '-', ...FOR_A, '--config', '-')).toEqual({ code: 1, stdout: '', stderr: 'error: --config: standard input is one of the files already\n' });
  });

  test('cannot be one of two documents without a kind', () => {
    const path = file('two.yaml', `${DOCUMENT}---\n${DOCUMENT}`);
    expect(run('preview', file('base.json', BASE), ...FOR_A, '--config', path))
      .toEqual({ code: 1, stdout: '', stderr: `error: ${path}, document 2, line 5: this is a second document without a kind: expected one KubeProxyConfiguration\n` });
  });

  test('holds a configuration', () => {
    const path = file('other.yaml', lines('apiVersion: v1', 'kind: Namespace', 'metadata: {name: x}'));
    expect(run('preview', file('base.json', BASE), ...FOR_A, '--config', path))
      .toEqual({ code: 1, stdout: '', stderr: `error: ${path}: holds neither a KubeProxyConfiguration nor a ConfigMap with one\n` });
  });
});

describe('--interface', () => {
  const config = lines('apiVersion: kubeproxy.config.k8s.io/v1alpha1', 'kind: KubeProxyConfiguration', 'mode: nftables', 'nodePortAddresses: [192.168.0.0/16, 10.77.0.0/16, "fd00::/8"]');

  test('may be repeated, also for one name, and blanks and prefix lengths do not matter', () => {
    const { code, stdout, stderr } = run('preview', file('base.json', BASE), file('config.yaml', config), ...FOR_A,
      '--interface', 'eth0=192.168.0.2/24, fd00:1::2', '--interface', 'eth1=10.77.0.4', '--interface', 'eth1=10.77.0.5,,', '--interface', 'lo=127.0.0.1');
    expect([code, stderr, elements(stdout, 'nodeport-ips').sort()]).toEqual([0, '', ['10.77.0.4', '10.77.0.5', '192.168.0.2', 'fd00:1::2']]);
  });

  test('may have a name that JavaScript knows', () => {
    const { code, stdout, stderr } = run('preview', file('base.json', BASE), file('config.yaml', config), ...FOR_A,
      '--interface', 'constructor=10.77.0.4', '--interface', '__proto__=10.77.0.5', '--interface', '__proto__=10.77.0.6', '--interface', 'toString=10.77.0.7');
    expect([code, stderr, elements(stdout, 'nodeport-ips').sort()]).toEqual([0, '', [4, 5, 6, 7].map(i => `10.77.0.${i}`)]);
    expect(run('preview', '-q', file('base.json', BASE), ...FOR_A, '--interface', '__proto__=x').stderr).toMatch(/^error: network interface __proto__: "x" is no IP address: /);
  });

  test('where it is not given the addresses of the Node count', () => {
    const { stdout } = run('preview', file('base.json', BASE), file('config.yaml', config), ...FOR_A);
    expect(elements(stdout, 'nodeport-ips').sort()).toEqual(['192.168.0.2', 'fd00:1::2']);
  });

  test.each(['eth0', 'eth0=', '=10.0.0.1', 'eth0=,', ''])('%j is wrong usage', value => {
    expect(run('preview', 'x', ...FOR_A, '--interface', value)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `error: option '--interface <NAME=ADDRESS,...>' argument '${value}' is invalid. Expected NAME=ADDRESS,ADDRESS, as in eth0=192.168.10.11.\n${USAGE_HELP}`,
    });
  });

  test.each(['10.0.0', '10.0.0.1/33', 'fd00::1/129'])('an address that is none is an error: %s', address => {
    expect(run('preview', '-q', file('base.json', BASE), ...FOR_A, '--interface', `eth0=${address}`)).toEqual({
      code: 1, stdout: '', stderr: `error: network interface eth0: "${address}" is no IP address: expected one as in 192.168.10.11 or fd00::11\n`,
    });
  });
});

test('a dump that lacks kinds is told of', () => {
  const [, ...live] = BASE;
  const input = file('lacking.json', live.filter(({ kind }) => kind !== 'EndpointSlice'));
  const cidrs = 'note: the input has Services of a cluster but no ServiceCIDR: the rule that drops traffic to unallocated ClusterIPs is missing\n';
  const slices = 'note: the input has Services of a cluster but no EndpointSlices: each of these Services is shown without endpoints\n';
  expect(run('preview', input, ...FOR_A)).toMatchObject({ code: 0, stderr: NO_CONFIGURATION + slices + cidrs });
  expect(run('preview', input, ...FOR_A, '--service-cidr', '10.96.0.0/12')).toMatchObject({ code: 0, stderr: NO_CONFIGURATION + slices });
  expect(run('preview', input, '--node', 'node-a', '--kubernetes-version', '1.32')).toMatchObject({ code: 0, stderr: NO_CONFIGURATION + slices });
});

test('options for what is not applied yet', () => {
  const input = file('drafts.json', [node('node-a'), service('demo/web', { type: 'NodePort', selector: { app: 'web' } }), {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'demo', labels: { app: 'web' } }, spec: { containers: [] },
  }]);
  const { code, stdout, stderr } = run('preview', input, ...FOR_A, '--service-cidr', '10.50.0.0/30, fd00::/112', '--node-port-range', '8080-8080', '--pod-cidr', '10.60.0.0/30');
  expect([code, stderr]).toEqual([0, NO_CONFIGURATION]);
  const ip = elements(stdout, 'cluster-ips')[0];
  expect(['10.50.0.1', '10.50.0.2']).toContain(ip);
  expect(stdout.split('\n').filter(line => line.startsWith('#'))).toEqual([
    '# Assumed, since only a running cluster decides it:',
    `#   Service demo/web: ClusterIP ${ip}, allocated from 10.50.0.0/30`,
    '#   Service demo/web: NodePort 8080 for port 80, allocated from 8080-8080',
    '#   Service demo/web: 1 endpoint from Pod demo/web: 10.60.0.2 on node-a',
    '#   Node node-a: pod CIDR 10.60.0.0/30, cut off from 10.60.0.0/30',
  ]);
});

describe('--output', () => {
  test('writes the file, and nothing to standard output', () => {
    const path = join(folder, 'out.nft');
    writeFileSync(path, 'old');
    expect(run('preview', NETWORKING, KUBE_PROXY, ...FOR_WORKER, '--family', 'ipv4', '-o', path)).toEqual({ code: 0, stdout: '', stderr: NOTES });
    expect(readFileSync(path, 'utf8')).toBe(fixture('worker-1.v1.36.ipv4.nft'));
  });

  test('leaves what was there, and nothing else, where the run fails', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    const path = join(own, 'out.nft');
    writeFileSync(path, 'old');
    expect(run('preview', NETWORKING, '--node', 'nope', '--kubernetes-version', '1.36', '-o', path).code).toBe(1);
    expect(run('preview', NETWORKING, '--node', 'worker-1', '--kubernetes-version', '1.99', '-o', path).code).toBe(1);
    expect([readdirSync(own), readFileSync(path, 'utf8')]).toEqual([['out.nft'], 'old']);
  });

  test('a folder that is not there is an error', () => {
    const path = join(folder, 'nowhere', 'out.nft');
    expect(run('preview', '-q', file('base.json', BASE), ...FOR_A, '-o', path))
      .toEqual({ code: 1, stdout: '', stderr: `error: ${path}: cannot be written: ENOENT: no such file or directory\n` });
  });

  test('a folder in the place of the file is an error that leaves nothing behind', () => {
    const path = join(folder, 'taken');
    mkdirSync(path);
    const { code, stdout, stderr } = run('preview', '-q', file('base.json', BASE), ...FOR_A, '-o', path);
    expect([code, stdout, readdirSync(path), existsSync(`${path}.${process.pid}.partial`)]).toEqual([1, '', [], false]);
    expect(stderr.startsWith(`error: ${path}: cannot be written: EISDIR: `)).toBe(true);
  });
});

describe('errors stand on standard error alone, with exit code 1', () => {
  const yaml = (name: string, ...all: string[]) => file(name, lines(...all));

  test.each<[string, () => string[], (path: string) => string]>([
    ['a Node that is not there', () => [file('a.json', BASE), '--node', 'nope', '--kubernetes-version', '1.36'], () => 'there is no Node "nope": the input has node-a'],
    ['no Node at all', () => [yaml('a.yaml', 'kind: Namespace', 'apiVersion: v1'), ...FOR_A], () => 'there is no Node "node-a": the input has none'],
    ['a version that is not known', () => [file('a.json', BASE), '--node', 'node-a', '--kubernetes-version', '1.30'],
      () => 'Kubernetes 1.30 is not supported: the rulesets of 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37 are known'],
    ['no version', () => [file('a.json', BASE), '--node', 'node-a', '--kubernetes-version', 'latest'], () => '"latest" is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"'],
    ['an invalid port', () => [yaml('a.yaml', 'apiVersion: v1', 'kind: Namespace', '---', '# a comment', 'apiVersion: v1', 'kind: Service',
      'metadata: {name: web, uid: x}', 'spec: {ports: [{port: 70000}]}'), ...FOR_A],
    path => `${path}, document 2, line 5: Service web: spec.ports[0].port: 70000 is no port: expected an integer from 1 to 65535`],
    ['two objects of a name', () => [yaml('a.yaml', 'apiVersion: v1', 'kind: Node', 'metadata: {name: a}', '---', 'apiVersion: v1', 'kind: Node', 'metadata: {name: a, labels: {b: c}}'), ...FOR_A],
      path => `${path}, document 2, line 5: Node a: there are two objects of this name (the other: ${path}, document 1, line 1)`],
    ['a missing file', () => [join(folder, 'missing.yaml'), ...FOR_A], path => `${path}: no such file`],
    ['a missing file among others', () => [join(folder, 'missing.yaml'), file('a.json', BASE), ...FOR_A], path => `${path}: no such file`],
    ['a folder without manifests', () => [mkdtempSync(join(folder, 'none-')), ...FOR_A], path => `${path}: the folder has no files that end with .yaml, .yml or .json`],
    ['a file as a folder', () => [join(file('a.json', BASE), 'x'), ...FOR_A], path => `${path}: no such file`],
    ['an empty file', () => [file('empty.yaml', ''), ...FOR_A], path => `${path}: holds no objects`],
    ['a wrong setting', () => [file('a.json', [...BASE, { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', clusterCIDR: 'x' }]), ...FOR_A],
      () => 'KubeProxyConfiguration: clusterCIDR: "x" is no CIDR: expected one as in 10.244.0.0/16, or two joined by a comma'],
  ])('%s', (_, args, expected) => {
    const all = args();
    expect(run('preview', ...all)).toEqual({ code: 1, stdout: '', stderr: `error: ${expected(all[0])}\n` });
  });

  test('broken YAML, with the place', () => {
    const path = yaml('broken.yaml', 'apiVersion: v1', 'kind: Service', 'metadata: {name: web', 'spec: {}');
    const { code, stdout, stderr } = run('preview', path, ...FOR_A);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`^error: ${path}, line \\d, column \\d+: [^\\n]+\\n  [^\\n]+\\n +\\^\\n$`));
  });
});

describe('wrong usage', () => {
  test.each<[string, string[], string]>([
    ['an unknown option', ['preview', 'x', ...FOR_A, '--nodes', 'x'], "error: unknown option '--nodes'\n(Did you mean --node?)\n"],
    ['no node', ['preview', 'x', '--kubernetes-version', '1.36'], "error: required option '--node <NAME>' not specified\n"],
    ['no version', ['preview', 'x', '--node', 'a'], "error: required option '--kubernetes-version <X.Y>' not specified\n"],
    ['no file', ['preview', ...FOR_A], "error: missing required argument 'FILE'\n"],
    ['an unknown family', ['preview', 'x', ...FOR_A, '--family', 'ip'], "error: option '--family <FAMILY>' argument 'ip' is invalid. Allowed choices are ipv4, ipv6.\n"],
    ['a wrong range of ports', ['preview', 'x', ...FOR_A, '--node-port-range', '1-'],
      "error: option '--node-port-range <FIRST-LAST>' argument '1-' is invalid. \"1-\" is no range of node ports: expected FIRST-LAST, as in 30000-32767.\n"],
    ['a wrong range of addresses', ['preview', 'x', ...FOR_A, '--service-cidr', '10.96.0.0/12, 10.0.0.0'],
      "error: option '--service-cidr <CIDR,...>' argument '10.96.0.0/12, 10.0.0.0' is invalid. \"10.0.0.0\" is no CIDR: expected one as in 10.96.0.0/12.\n"],
    ['no range of addresses', ['preview', 'x', ...FOR_A, '--pod-cidr', ','],
      "error: option '--pod-cidr <CIDR,...>' argument ',' is invalid. \",\" is no CIDR: expected one as in 10.96.0.0/12.\n"],
    ['an unknown command', ['show'], "error: unknown command 'show'\n"],
    ['an unknown option of the program', ['--verbose'], "error: unknown option '--verbose'\n"],
  ])('%s', (_, args, expected) => {
    expect(run(...args)).toEqual({ code: 1, stdout: '', stderr: expected + USAGE_HELP });
  });

  test('no arguments: the help, but as an error', () => {
    const { code, stdout, stderr } = run();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(run('--help').stdout);
  });
});

test('the helps', () => {
  expect(run('--help')).toMatchSnapshot();
  expect(run('preview', '--help')).toMatchSnapshot();
  expect(run('check', '--help')).toMatchSnapshot();
  expect(run('migrate', '--help')).toMatchSnapshot();
  expect(run('help', 'preview')).toEqual(run('preview', '--help'));
});

test('--version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
  expect(run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  expect(spawn(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

describe('in a process of its own', () => {
  test('an error has no stack trace, and the exit code is 1', () => {
    expect(spawn(['preview', 'missing.yaml', ...FOR_A])).toMatchObject({ status: 1, stdout: '', stderr: 'error: missing.yaml: no such file\n' });
    expect(spawn([])).toMatchObject({ status: 1, stdout: '' });
  });

  test('standard input twice, and without anything in it', () => {
    expect(spawn(['preview', '-', '-', ...FOR_A], { input: '' })).toMatchObject({ status: 1, stdout: '', stderr: 'error: <stdin>: can be read only once\n' });
    expect(spawn(['preview', '-', ...FOR_A], { input: '' })).toMatchObject({ status: 1, stdout: '', stderr: 'error: <stdin>: holds no objects\n' });
  });

  test('where standard error is no terminal nothing is coloured and no progress is shown, whatever the environment says', () => {
    for (const env of [{}, { NO_COLOR: '1' }, { FORCE_COLOR: '1', NODE_DISABLE_COLORS: '' }]) {
      const { stderr } = spawn(['preview', NETWORKING, KUBE_PROXY, ...FOR_WORKER, '-o', join(folder, 'plain.nft')], { env: { ...process.env, ...env } });
      expect(stderr).toBe(NOTES);
    }
  });

  test('a reader that goes away ends the run without an error', () => {
    const many = [node('node-a'), ...Array.from({ length: 4000 }, (_, i) => storedService(`demo/s${i}`, { clusterIP: `10.96.${i >> 8}.${i & 255}` }))];
    file('many.json', many);
    const { stdout, stderr } = shell(`$CLI preview -q many.json ${FOR_A.join(' ')} | head -1; echo "\${PIPESTATUS[@]}"`, folder);
    expect([stdout, stderr]).toEqual(['add table ip kube-proxy { comment "rules for kube-proxy" ; }\n0 0\n', '']);
  });

  test('standard output that cannot be written is an error', () => {
    file('base.json', BASE);
    const { stdout, stderr } = shell(`$CLI preview -q base.json ${FOR_A.join(' ')} > /dev/full; echo $?`, folder);
    expect(stdout).toBe('1\n');
    expect(stderr).toMatch(/^error: standard output: cannot be written: ENOSPC: [^\n]+\n$/);
  });

  test('a standard error that nobody reads, that is closed or full does not change the exit code, nor the script', () => {
    file('base.json', BASE);
    const expected = run('preview', join(folder, 'base.json'), ...FOR_A);
    expect([expected.code, expected.stderr]).toEqual([0, NO_CONFIGURATION]);
    // The descriptor 3 is a pipe whose reader is gone.
    for (const to of ['2>&3', '2>&-', '2>/dev/full']) {
      const { stdout, stderr } = shell(`exec 3> >(:); sleep 0.2; $CLI preview base.json ${FOR_A.join(' ')} ${to}; echo $?
        $CLI preview missing.json ${FOR_A.join(' ')} ${to}; echo $?; $CLI preview --nope ${to}; echo $?`, folder);
      expect([to, stdout, stderr]).toEqual([to, `${expected.stdout}0\n1\n1\n`, '']);
    }
  });

  test('-o FILE follows a symbolic link and writes into a pipe', () => {
    file('base.json', BASE);
    const cli = `$CLI preview -q base.json ${FOR_A.join(' ')}`;
    const expected = run('preview', '-q', join(folder, 'base.json'), ...FOR_A).stdout;
    const kinds = 'stat -c %F link.nft real.nft fifo';
    const { stdout, stderr } = shell(
      `mkfifo fifo; touch real.nft; ln -s real.nft link.nft; ${cli} -o link.nft; cat link.nft; (cat fifo & ${cli} -o fifo; wait); ${kinds}; ls *.partial`, folder);
    expect(stdout).toBe(`${expected}${expected}${lines('symbolic link', 'regular file', 'fifo')}`);
    expect(stderr).toMatch(/^ls: [^\n]+\n$/);
  });

  test('a pipe gets all of a large script', () => {
    const { stdout } = shell(`$CLI preview -q many.json ${FOR_A.join(' ')} | (sleep 0.2; wc -l); $CLI preview -q many.json ${FOR_A.join(' ')} -o many.nft; wc -l < many.nft`, folder);
    const [piped, written] = stdout.trim().split(/\s+/).map(Number);
    expect(piped).toBe(written);
    expect(piped).toBeGreaterThan(8000);
  });
});
