import fs, { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, shell, spawn } from './run';
import { FIXTURES, workFolder } from './work-folder';
import { diff } from '../../src/cli/diff';
import { lines } from '../input/objects';
import { node, service, serviceCidr, slice, storedService, workload } from '../support/builders';

const folder = workFolder();
const BASE = [serviceCidr('kubernetes', '10.96.0.0/16'), node('node-a', { podCIDRs: ['10.244.0.0/24'] })];
const CONFIGURATION = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', mode: 'nftables', clusterCIDR: '10.244.0.0/16' };
const web = (...endpoints: string[]) => [
  storedService('demo/web', { clusterIP: '10.96.0.41', ports: [{ name: 'http', port: 80 }] }),
  slice('demo/web-1', 'web', endpoints.map(address => ({ addresses: [address] })), { ports: [{ name: 'http', port: 8080 }] }),
];
const CLUSTER = folder.file('cluster.json', [...BASE, CONFIGURATION]);
const BEFORE = folder.file('before.json', [...BASE, CONFIGURATION, ...web('10.244.0.1', '10.244.1.2')]);
const AFTER = folder.file('after.json', [...BASE, CONFIGURATION, ...web('10.244.0.1')]);
const ON_A = ['--node', 'node-a', '--kubernetes-version', '1.36', '--family', 'ipv4'];
const REFERENCE = [join(FIXTURES, 'networking.yaml'), join(FIXTURES, 'kube-proxy.yaml'), '--node', 'worker-1', '-q'];

const CHAIN = 'service-AXK6CI2C-demo/web/tcp/http';
const DNAT = 'meta l4proto tcp dnat ip addr . port to numgen random mod';
const REPLACED = lines(
  `--- ${BEFORE}, kube-proxy 1.36 on node-a`,
  `+++ ${AFTER}, kube-proxy 1.36 on node-a`,
  'table ip kube-proxy',
  `  chain ${CHAIN}`,
  `-     ${DNAT} 2 map { 0 : 10.244.0.1 . 8080 , 1 : 10.244.1.2 . 8080 }`,
  `+     ${DNAT} 1 map { 0 : 10.244.0.1 . 8080 }`,
  'behavior',
  '  demo/web:http ClusterIP 10.96.0.41:80/tcp',
  '    from pod-on-node, pod-elsewhere',
  '-     10.244.0.1:8080 50%, 10.244.1.2:8080 50%',
  '+     10.244.0.1:8080',
  '    from node, external',
  '-     10.244.0.1:8080 masqueraded 50%, 10.244.1.2:8080 masqueraded 50%',
  '+     10.244.0.1:8080 masqueraded',
  'rules: 1 added, 1 removed',
);

describe('two inputs', () => {
  test('as text', () => {
    expect(run('diff', BEFORE, AFTER, ...ON_A)).toEqual({ code: 0, stdout: REPLACED, stderr: '' });
  });

  test('what a side has of its own takes the place of what both have', () => {
    expect(run('diff', BEFORE, '--after', AFTER, ...ON_A).stdout.split('\n').slice(2)).toEqual(REPLACED.split('\n').slice(2));
  });

  test('a Service that an app changes keeps its ClusterIP and its endpoints', () => {
    const app = folder.file('app.json', [service('demo/web', { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 30080 }] })]);
    expect(run('diff', BEFORE, '--after', app, ...ON_A, '--behavior').stdout.split('\n').slice(2)).toEqual([
      'behavior',
      '  demo/web:http NodePort 192.168.0.2:30080/tcp',
      '    from pod-on-node, pod-elsewhere, node, external',
      '+     10.244.0.1:8080 masqueraded 50%, 10.244.1.2:8080 masqueraded 50%',
      '',
    ]);
  });

  test('as the transaction', () => {
    expect(run('diff', BEFORE, AFTER, ...ON_A, '--format', 'nft')).toEqual({
      code: 0, stdout: lines(`flush chain ip kube-proxy ${CHAIN}`, `add rule ip kube-proxy ${CHAIN} ${DNAT} 1 map { 0 : 10.244.0.1 . 8080 }`), stderr: '',
    });
  });

  test('as JSON', () => {
    const { code, stdout, stderr } = run('diff', BEFORE, AFTER, ...ON_A, '--format', 'json');
    const rule = { family: 'ipv4', kind: 'rule', name: CHAIN };
    const frontend = {
      serviceName: 'demo/web', portName: 'http', kind: 'cluster-ip', family: 'ipv4', address: '10.96.0.41', port: 80, protocol: 'tcp', action: 'changed',
    };
    expect([code, stderr, JSON.parse(stdout)]).toEqual([0, '', {
      version: 1,
      before: { kubernetesVersion: '1.36', nodeName: 'node-a' },
      after: { kubernetesVersion: '1.36', nodeName: 'node-a' },
      assumptions: [],
      changes: [
        { ...rule, action: 'removed', before: `${DNAT} 2 map { 0 : 10.244.0.1 . 8080 , 1 : 10.244.1.2 . 8080 }` },
        { ...rule, action: 'added', after: `${DNAT} 1 map { 0 : 10.244.0.1 . 8080 }` },
      ],
      behaviorChanges: [
        { ...frontend, sourceClasses: ['pod-on-node', 'pod-elsewhere'], before: '10.244.0.1:8080 50%, 10.244.1.2:8080 50%', after: '10.244.0.1:8080' },
        {
          ...frontend,
          sourceClasses: ['node', 'external'],
          before: '10.244.0.1:8080 masqueraded 50%, 10.244.1.2:8080 masqueraded 50%',
          after: '10.244.0.1:8080 masqueraded',
        },
      ],
    }]);
  });

  test('that are the same', () => {
    const empty = { code: 0, stdout: '', stderr: '' };
    expect(run('diff', BEFORE, BEFORE, ...ON_A, '--exit-code')).toEqual({ ...empty, stdout: 'No difference.\n' });
    expect(run('diff', BEFORE, BEFORE, ...ON_A, '--exit-code', '--format', 'nft')).toEqual(empty);
    expect(JSON.parse(run('diff', BEFORE, BEFORE, ...ON_A, '--format', 'json').stdout)).toMatchObject({ changes: [], behaviorChanges: [] });
  });

  test('that differ in the other family alone', () => {
    expect(run('diff', BEFORE, AFTER, ...ON_A.slice(0, -1), 'ipv6', '--exit-code')).toEqual({ code: 0, stdout: 'No difference.\n', stderr: '' });
  });

  test('folders', () => {
    const [before, after] = ['old', 'new'].map(name => join(folder.path, name));
    for (const [path, file] of [[before, BEFORE], [after, AFTER]]) {
      mkdirSync(path);
      writeFileSync(join(path, 'all.json'), readFileSync(file));
    }
    expect(run('diff', before, after, ...ON_A).stdout).toBe(REPLACED.replace(BEFORE, before).replace(AFTER, after));
  });

  test('with files of both, of which one is standard input, in a process of its own', () => {
    const [before, after] = [web('10.244.0.1', '10.244.1.2'), web('10.244.0.1')].map((objects, i) => folder.file(`${i}.json`, objects));
    const { status, stdout, stderr } = spawn(['diff', '-', '--before', before, '--after', after, ...ON_A], { input: readFileSync(CLUSTER, 'utf8') });
    expect([status, stdout, stderr]).toEqual([0, REPLACED.replace(BEFORE, `- ${before}`).replace(AFTER, `- ${after}`), '']);
  });

  test('of which one has but more objects', () => {
    const app = folder.file('app.json', web('10.244.0.1'));
    expect(run('diff', CLUSTER, '--after', app, ...ON_A, '--behavior')).toEqual({
      code: 0,
      stdout: lines(
        `--- ${CLUSTER}, kube-proxy 1.36 on node-a`,
        `+++ ${CLUSTER} ${app}, kube-proxy 1.36 on node-a`,
        'behavior',
        '  demo/web:http ClusterIP 10.96.0.41:80/tcp',
        '    from pod-on-node, pod-elsewhere',
        '+     10.244.0.1:8080',
        '    from node, external',
        '+     10.244.0.1:8080 masqueraded',
      ),
      stderr: '',
    });
  });
});

describe('two versions', () => {
  test('of one cluster: other rules, but nothing that a client notices', () => {
    const { code, stdout } = run('diff', ...REFERENCE, '--from-version', '1.35', '--to-version', '1.37');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^--- kube-proxy 1\.35 on worker-1\n\+\+\+ kube-proxy 1\.37 on worker-1\ntable ip kube-proxy\n/);
    expect(stdout).toMatch(/\nbehavior: the same for all frontends and sources\nchains: \d+ removed; rules: \d+ added, \d+ removed; sets: 2 added; elements: 13 added\n$/);
  });

  test('with the same rules', () => {
    expect(run('diff', ...REFERENCE, '--from-version', '1.34', '--to-version', 'v1.35.2')).toEqual({ code: 0, stdout: 'No difference.\n', stderr: '' });
  });

  test('and two inputs', () => {
    const { stdout } = run('diff', '--before', BEFORE, '--after', AFTER, '--node', 'node-a', '--from-version', '1.36', '--to-version', '1.37', '--behavior');
    expect(stdout).toMatch(/^--- \S+before\.json, kube-proxy 1\.36 on node-a\n\+\+\+ \S+after\.json, kube-proxy 1\.37 on node-a\nbehavior\n {2}demo\/web/);
  });

  test('notes tell on which side they are', () => {
    const input = folder.file('bridge.json', [...BASE, { ...CONFIGURATION, detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'cni0' } }, ...web('10.244.0.1')]);
    const { stderr } = run('diff', input, '--node', 'node-a', '--from-version', '1.32', '--to-version', '1.33');
    expect(stderr).toMatch(/^note: before: kube-proxy of this version matches "iif cni0": [^\n]*\n$/);
    expect(run('diff', input, '--node', 'node-a', '--from-version', '1.32', '--to-version', '1.33', '-q').stderr).toBe('');
  });
});

describe('what is assumed', () => {
  const app = (name: string) => [
    service(`shop/${name}`, { type: 'NodePort', selector: { app: name } }),
    workload('Deployment', `shop/${name}`, { app: name }, { replicas: 2, selector: { matchLabels: { app: name } } }),
  ];
  const elements = (stdout: string) => stdout.split('\n').filter(line => / (?:service|cluster)-/.test(line));

  test('of objects on both sides is the same on both', () => {
    const common = folder.file('common.json', [...BASE, CONFIGURATION, ...app('cart')]);
    const { stdout } = run('diff', common, '--after', folder.file('more.json', [...app('basket'), ...app('apple')]), ...ON_A, '--format', 'nft');
    expect(stdout).toMatch(/^# Assumed, since only a running cluster decides it:\n#   /);
    expect(elements(stdout).filter(line => line.includes('add element'))).toHaveLength(6);
    expect(stdout.split('\n').filter(line => /^(?!#).*cart/.test(line))).toEqual([]);
    const { stdout: removed } = run('diff', common, '--before', folder.file('more.json', [...app('basket'), ...app('apple')]), ...ON_A, '--format', 'nft');
    expect(removed.split('\n').filter(line => /^(?!#).*cart/.test(line))).toEqual([]);
  });

  test('is told once', () => {
    const common = folder.file('common.json', [...BASE, CONFIGURATION, ...app('cart')]);
    const { stdout } = run('diff', common, '--node', 'node-a', '--from-version', '1.36', '--to-version', '1.37', '--behavior');
    expect(stdout.match(/^# {3}Service shop\/cart: ClusterIP /gm)).toHaveLength(1);
  });
});

describe('exit codes and files', () => {
  test('--exit-code tells of a difference', () => {
    expect(run('diff', BEFORE, AFTER, ...ON_A, '--exit-code')).toEqual({ code: 2, stdout: REPLACED, stderr: '' });
    expect(shell(`$CLI diff ${BEFORE} ${AFTER} ${ON_A.join(' ')} --exit-code`, folder.path).status).toBe(2);
  });

  test.each(['text', 'json', 'nft'])('-o writes %s into a file', format => {
    const output = join(folder.path, `difference.${format}`);
    expect(run('diff', BEFORE, AFTER, ...ON_A, '--format', format, '-o', output)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(output, 'utf8')).toBe(run('diff', BEFORE, AFTER, ...ON_A, '--format', format).stdout);
  });

  test('names of files may have any letters', () => {
    const path = folder.file('größe-語.json', [...BASE, CONFIGURATION]);
    expect(run('diff', path, AFTER, ...ON_A).stdout).toContain(`--- ${path}, kube-proxy 1.36 on node-a\n`);
  });

  test('the transaction is one that nft takes', () => {
    const output = run('diff', ...REFERENCE, '--from-version', '1.31', '--to-version', '1.37', '--format', 'nft').stdout;
    expect(output.split('\n').filter(line => !/^(?:add|flush|delete) (?:chain|rule|set|map|element) ip6? kube-proxy |^#|^$/.test(line))).toEqual([]);
  });
});

describe('colors', () => {
  const before = { isTTY: process.stdout.isTTY, environment: { ...process.env } };
  afterEach(() => {
    process.stdout.isTTY = before.isTTY;
    process.env = before.environment;
  });

  function shown(environment: NodeJS.ProcessEnv, output?: string): string {
    let text = '';
    process.stdout.isTTY = true;
    process.env = { ...before.environment, NO_COLOR: undefined, FORCE_COLOR: undefined, ...environment };
    for (const name of ['NO_COLOR', 'FORCE_COLOR'].filter(variable => process.env[variable] === undefined)) delete process.env[name];
    const { writeSync } = fs;
    const spy = jest.spyOn(fs, 'writeSync').mockImplementation(((fd: number, data: Buffer, offset: number) => {
      if (fd !== 1) return writeSync(fd, data, offset);
      text += data.toString('utf8', offset);
      return data.length - offset;
    }) as any);
    diff([BEFORE, AFTER], { node: 'node-a', kubernetesVersion: '1.36', family: 'ipv4' as any, format: 'text', output, quiet: true });
    spy.mockRestore();
    return text;
  }

  test('on a terminal', () => {
    const text = shown({ TERM: 'xterm-256color' });
    expect(text).toContain(`\u001b[31m-     ${DNAT} 2 map`);
    expect(text).toContain(`\u001b[32m+     ${DNAT} 1 map`);
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(REPLACED);
  });

  test('not with NO_COLOR, nor in a file', () => {
    expect(shown({ NO_COLOR: '1' })).toBe(REPLACED);
    const output = join(folder.path, 'plain.txt');
    expect(shown({}, output)).toBe('');
    expect(readFileSync(output, 'utf8')).toBe(REPLACED);
  });
});

describe('wrong usage', () => {
  const error = (text: string) => ({ code: 1, stdout: '', stderr: `error: ${text}\n` });
  const versions = 'expected --kubernetes-version for both sides, or --from-version and --to-version';
  const pair = (count: number) => `with --kubernetes-version expected two files, BEFORE and AFTER, not ${count}: name more of them with --before and --after, `
    + 'or two versions with --from-version and --to-version';
  const files = 'no files are named, or those of one side alone: expected FILE for both sides, or --before and --after';

  test.each([
    ['no version', [BEFORE, AFTER], versions],
    ['half of two versions', [BEFORE, '--from-version', '1.35'], versions],
    ['one version and two', [BEFORE, '--kubernetes-version', '1.35', '--to-version', '1.36'], versions],
    ['one file and one version', [BEFORE, '--kubernetes-version', '1.35'], pair(1)],
    ['three files and one version', [BEFORE, AFTER, CLUSTER, '--kubernetes-version', '1.35'], pair(3)],
    ['no file', ['--from-version', '1.35', '--to-version', '1.36'], files],
    ['files of one side alone', ['--after', AFTER, '--kubernetes-version', '1.36'], files],
    ['standard input twice', ['-', '-', '--kubernetes-version', '1.36'], '<stdin>: can be read only once'],
    ['standard input twice, once for a side', ['-', '--before', '-', '--kubernetes-version', '1.36'], '<stdin>: can be read only once'],
    ['standard input as the configuration as well', ['-', AFTER, '--config', '-', '--kubernetes-version', '1.36'], '--config: standard input is one of the files already'],
    ['an unknown version', [BEFORE, '--from-version', '1.30', '--to-version', '1.36'],
      'Kubernetes 1.30 is not supported: the rulesets of 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37 are known'],
  ] as const)('%s', (_, args, message) => {
    expect(run('diff', ...args, '--node', 'node-a')).toEqual(error(message));
  });

  test.each([
    ['a side', [CLUSTER, '--after', AFTER, '--after', BEFORE]],
    ['both', [BEFORE, AFTER, '--after', CLUSTER]],
  ])('an object that %s has twice', (_, args) => {
    const { code, stderr } = run('diff', ...args, ...ON_A);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: \S*(?:after|before)\.json, line 1: \w+(?: \S+)?: there are two objects of this name \(the other: /);
  });
});

test('the help', () => {
  expect(run('diff', '--help')).toMatchSnapshot();
});
