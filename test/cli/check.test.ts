import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { run, shell, spawn } from './run';
import { RULES } from '../../src/findings/rules';
import { kubeProxy, machine } from '../findings/findings';
import { lines } from '../input/objects';
import { Plain, storedService } from '../support/builders';
import { readSchema } from '../support/schema';
import { parseXml } from '../support/xml';

const FIXTURES = join(__dirname, '..', 'fixtures', 'cluster');
const CLUSTER = ['networking.yaml', 'kube-proxy.yaml', 'calico.yaml'];
const USAGE_HELP = '(--help shows all options, with examples)\n';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file and answers with its path. */
function file(name: string, content: string | readonly Plain[]): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify({ apiVersion: 'v1', kind: 'List', items: content }));
  return path;
}

/** The compiled command in a process of its own, on the reference cluster. */
function check(...args: string[]) {
  const { status, stdout, stderr } = spawn(['check', ...CLUSTER, '--target-version', '1.36', ...args], { cwd: FIXTURES });
  return { status, stdout, stderr };
}

/** A cluster that nothing is in the way of: it is in nftables mode already. */
const NODE = machine('worker-1', { kernelVersion: '6.8.0-49-generic', kubeletVersion: 'v1.36.3' });
const CLEAN = [kubeProxy({ mode: 'nftables', clusterCIDR: '10.244.0.0/16', nodePortAddresses: ['primary'] }), NODE];
/** One that there is a warning about, and no blocker: its scheduler. */
const WARNED = [kubeProxy({ mode: 'ipvs', clusterCIDR: '10.244.0.0/16', ipvs: { scheduler: 'lc' } }), NODE];
const LACKS_SERVICES = 'note: the input has no Services: what changes for their clients is not looked at\n';
const LACKS_DAEMON_SETS = 'note: the input has no DaemonSets: network plugins and other software on the nodes are not looked at\n';

/*
 * The findings of this cluster that are as certain as its objects. Rules may be added, so the reports are not compared as a whole.
 */
const CONFIG_MAP = { kind: 'ConfigMap', namespace: 'kube-system', name: 'kube-proxy', file: 'kube-proxy.yaml', line: 3 };
const INSTALLATION = { kind: 'Installation', name: 'default', file: 'calico.yaml', line: 3 };
const EXPECTED: { readonly [ruleId: string]: Plain } = {
  'calico-dataplane': {
    severity: 'blocker',
    confidence: 'manifest',
    title: 'Calico stays on its iptables dataplane',
    message: 'Calico stays on its iptables dataplane, which doesn\'t work beside kube-proxy in nftables mode.',
    objects: [{ ...INSTALLATION, detail: 'linuxDataplane Iptables' }],
  },
  'calico-policy-setup-timeout': {
    severity: 'blocker',
    confidence: 'needs-node-check',
    title: 'The operator refuses Nftables beside linuxPolicySetupTimeoutSeconds',
    message: 'The operator refuses linuxDataplane Nftables as long as linuxPolicySetupTimeoutSeconds is set, even to 0.',
    objects: [{ ...INSTALLATION, detail: 'linuxPolicySetupTimeoutSeconds 0' }],
  },
  'ipvs-exclude-cidrs': {
    severity: 'blocker',
    confidence: 'manifest',
    title: 'excludeCIDRs no longer protects other users of IPVS',
    message: 'excludeCIDRs keeps virtual servers of others today; in nftables mode kube-proxy removes them at each of its starts.',
    objects: [{ ...CONFIG_MAP, detail: 'excludeCIDRs 10.77.0.0/16' }],
  },
  'node-kernel-too-old': {
    severity: 'blocker',
    confidence: 'manifest',
    title: 'Kernel too old for nftables mode',
    message: 'kube-proxy in nftables mode requires kernel 5.13 or later, which the node does not have.',
    objects: [{ kind: 'Node', name: 'worker-3', detail: 'kernel 5.10.0-33-amd64', file: 'networking.yaml', line: 171 }],
  },
  'ipvs-scheduler': {
    severity: 'warning',
    confidence: 'manifest',
    title: 'No IPVS schedulers in nftables mode',
    message: 'The IPVS scheduler lc has no counterpart: endpoints are chosen at random. New connections go to the endpoint with the fewest connections of this '
      + 'node today. With random choice long-lived connections (gRPC, database pools) spread unevenly, and an endpoint that was restarted gets no more than its share.',
    objects: [CONFIG_MAP],
  },
  'masquerade-all': {
    severity: 'warning',
    confidence: 'manifest',
    title: 'iptables.masqueradeAll does not act in nftables mode',
    message: 'iptables.masqueradeAll is on, and nftables.masqueradeAll is not.',
    objects: [CONFIG_MAP],
  },
  'ipvs-strict-arp': {
    severity: 'info',
    confidence: 'manifest',
    title: 'strictARP is no longer needed',
    message: 'strictARP has no meaning without kube-ipvs0, but its sysctls stay on the nodes until they are changed.',
    objects: [CONFIG_MAP],
  },
};
const IDS = Object.keys(EXPECTED);
const withoutNotes = { stderr: '', status: 3 };

describe('the reference cluster', () => {
  test('in json', () => {
    const { stdout, ...rest } = check('--format', 'json');
    expect(rest).toEqual(withoutNotes);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ version: 1, targetVersion: '1.36', mode: 'ipvs', waived: [] });
    for (const id of IDS) {
      const { remediation, references } = RULES.find(rule => rule.id === id)!;
      const [finding, ...others] = report.findings.filter(({ ruleId }: Plain) => ruleId === id);
      expect([finding, others]).toEqual([{ ruleId: id, ...EXPECTED[id], remediation: expect.any(String), references }, []]);
      // Calico's depends on the version.
      if (id !== 'calico-dataplane') expect(finding.remediation).toBe(remediation);
    }
    const count = (severity: string) => report.findings.filter((finding: Plain) => finding.severity === severity).length;
    expect(report.summary).toEqual({ blockers: count('blocker'), warnings: count('warning'), infos: count('info'), waived: 0 });
    // 4 and 2 of the warnings are those above.
    expect(count('blocker')).toBeGreaterThanOrEqual(4);
  });

  test('in text, the default: the exact words of a finding, and wrapped, but for headings, objects and addresses', () => {
    const { stdout, ...rest } = check();
    expect(rest).toEqual(withoutNotes);
    expect(stdout).toContain(lines(
      'blocker node-kernel-too-old: Kernel too old for nftables mode',
      '  kube-proxy in nftables mode requires kernel 5.13 or later, which the node does not have.',
      '  - Node worker-3: kernel 5.10.0-33-amd64 (networking.yaml:171)',
      '  What to do: Upgrade the operating system of the node before its kube-proxy changes the mode, or',
      '    drain and replace the node; until then it can stay in its mode with a DaemonSet and ConfigMap of',
      '    its own, since modes may differ from node to node.',
      '  https://kep.k8s.io/3866',
      '  https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-nftables',
    ));
    for (const id of IDS) expect(stdout).toContain(`${EXPECTED[id].severity as string} ${id}: ${EXPECTED[id].title as string}\n`);
    expect(stdout).toMatch(/\n\n\d+ blockers, \d+ warnings, \d+ infos\n$/);
    expect(stdout.split('\n').filter(line => line.length > 100 && !/^ +(?:https:|'\{|- )/.test(line) && !/^(?:blocker|warning|info) /.test(line))).toEqual([]);
    // eslint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/\u001b/);
    expect(check('--format', 'text').stdout).toBe(stdout);
  });

  test('in sarif, which is valid', () => {
    const { stdout, ...rest } = check('--format', 'sarif');
    expect(rest).toEqual(withoutNotes);
    const sarif = JSON.parse(stdout);
    const { $schema, id: _, ...schema } = readSchema('sarif-2.1.0-rtm.5');
    const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
    expect([ajv.validate(schema, sarif), ajv.errors]).toEqual([true, null]);
    const LEVELS: Plain = { blocker: 'error', warning: 'warning', info: 'note' };
    for (const id of IDS) {
      const [object] = EXPECTED[id].objects as any[];
      expect(sarif.runs[0].results.filter(({ ruleId }: Plain) => ruleId === id)).toMatchObject([{
        level: LEVELS[EXPECTED[id].severity as string],
        locations: [{ physicalLocation: { artifactLocation: { uri: object.file }, region: { startLine: object.line } } }],
      }]);
    }
  });

  test('in junit: failures for blockers and warnings, output for infos', () => {
    const { stdout, ...rest } = check('--format', 'junit');
    expect(rest).toEqual(withoutNotes);
    const cases: any[] = [];
    const collect = (element: any): void => {
      if (element.name === 'testcase') cases.push(element);
      for (const child of element.children ?? []) if (typeof child !== 'string') collect(child);
    };
    collect(parseXml(stdout));
    for (const id of IDS) {
      const [found] = cases.filter(({ attributes }) => attributes.classname === `cdk8s-nftables.${id}`);
      const [child] = found.children.filter((part: unknown) => typeof part !== 'string');
      expect([id, found.attributes.name, child.name, child.attributes?.type]).toEqual(
        EXPECTED[id].severity === 'info' ? [id, EXPECTED[id].title, 'system-out', undefined] : [id, EXPECTED[id].title, 'failure', EXPECTED[id].severity]);
    }
  });

  test('in github', () => {
    const { stdout, ...rest } = check('--format', 'github');
    expect(rest).toEqual(withoutNotes);
    expect(stdout).toContain('::error file=networking.yaml,line=171,title=node-kernel-too-old%3A Kernel too old for nftables mode::kube-proxy in nftables mode requires kernel 5.13 or later');
    const COMMANDS: Plain = { blocker: 'error', warning: 'warning', info: 'notice' };
    for (const id of IDS) {
      const [object] = EXPECTED[id].objects as any[];
      expect(stdout).toContain(`::${COMMANDS[EXPECTED[id].severity as string] as string} file=${object.file},line=${object.line},title=${id}%3A `);
    }
  });

  test('in markdown', () => {
    const { stdout, ...rest } = check('--format', 'markdown');
    expect(rest).toEqual(withoutNotes);
    expect(stdout).toMatch(/^## kube-proxy 1\.36 in nftables mode\n\n\d+ blockers, \d+ warnings, \d+ infos\.\n/);
    expect(['### Blockers', '### Warnings', '### Infos'].map(heading => stdout.indexOf(`\n${heading}\n`)).sort((a, b) => a - b)).toEqual(
      ['### Blockers', '### Warnings', '### Infos'].map(heading => stdout.indexOf(`\n${heading}\n`)));
    for (const id of IDS) expect(stdout).toContain(`| [<code>${id}</code>](https://github.com/cdk8s-nftables/cdk8s-nftables/blob/main/docs/rules.md#${id}) | `);
  });

  test('the same on standard input, where objects have no file of a name', () => {
    const input = CLUSTER.map(name => readFileSync(join(FIXTURES, name), 'utf8')).join('---\n');
    const { status, stdout, stderr } = spawn(['check', '-', '--target-version', '1.36'], { input });
    expect([status, stderr]).toEqual([3, '']);
    expect(stdout).toContain('  - Node worker-3: kernel 5.10.0-33-amd64 (<stdin>:171)\n');
  });

  test('in a folder, whose other files are not read', () => {
    const manifests = join(folder, 'manifests');
    mkdirSync(manifests);
    for (const name of CLUSTER) writeFileSync(join(manifests, name), readFileSync(join(FIXTURES, name)));
    writeFileSync(join(manifests, 'README.md'), '# no: [manifest');
    const { status, stdout, stderr } = spawn(['check', 'manifests/', '--target-version', 'v1.36.3'], { cwd: folder });
    expect([status, stderr]).toEqual([3, '']);
    expect(stdout).toBe(check().stdout.replace(/ \((\w+-?\w+\.yaml:\d+)\)/g, ' (manifests/$1)'));
  });
});

describe('exit codes', () => {
  test.each<[number, string, readonly Plain[], string[]]>([
    [0, 'nothing found', CLEAN, []],
    [0, 'nothing found, and only blockers fail', CLEAN, ['--fail-on', 'blocker']],
    [2, 'a warning', WARNED, []],
    [2, 'a warning', WARNED, ['--fail-on', 'warning']],
    [0, 'a warning, and only blockers fail', WARNED, ['--fail-on', 'blocker']],
    [3, 'a blocker', [...WARNED, machine('old', { kernelVersion: '4.19.0' })], []],
    [3, 'a blocker, and only blockers fail', [...WARNED, machine('old', { kernelVersion: '4.19.0' })], ['--fail-on', 'blocker']],
  ])('%i: %s', (status, _, objects, args) => {
    const path = file('exit.json', objects);
    expect(spawn(['check', path, '--target-version', '1.36', ...args])).toMatchObject({ status, stderr: LACKS_SERVICES + LACKS_DAEMON_SETS });
    // The report itself does not depend on what fails.
    expect(run('check', path, '--target-version', '1.36', ...args).stdout).toBe(run('check', path, '--target-version', '1.36').stdout);
  });

  test('nothing found', () => {
    expect(run('check', file('clean.json', CLEAN), '--target-version', '1.36', '-q'))
      .toEqual({ code: 0, stdout: 'Nothing found that is in the way of kube-proxy 1.36 in nftables mode\n', stderr: '' });
  });

  test('a reader that goes away changes nothing about it, and is no error', () => {
    const { stdout, stderr } = shell(`$CLI check ${CLUSTER.join(' ')} --target-version 1.36 | head -1; echo "\${PIPESTATUS[@]}"
      $CLI check ${CLUSTER.join(' ')} --target-version 1.36 --format json | true; echo "\${PIPESTATUS[@]}"`, FIXTURES);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^blocker [^\n]+\n3 0\n3 0\n$/);
  });

  test('standard output that can\'t be written is an error, and not a report', () => {
    const { stdout, stderr } = shell(`$CLI check ${CLUSTER.join(' ')} --target-version 1.36 > /dev/full; echo $?`, FIXTURES);
    expect([stdout, /^error: standard output: can't be written: ENOSPC: [^\n]+\n$/.test(stderr)]).toEqual(['1\n', true]);
  });
});

describe('waivers', () => {
  const REASON = 'All clients reconnect every minute.';
  const waivers = (...items: readonly Plain[]) => file('waivers.yaml', JSON.stringify({ waivers: items }));
  const always = (rule: string, more: Plain = {}): Plain => ({ rule, reason: REASON, expires: '9999-12-31', ...more });

  test('what is waived does not fail the check, and is counted', () => {
    const path = file('warned.json', WARNED);
    const rules: string[] = JSON.parse(run('check', path, '--target-version', '1.36', '-q', '--format', 'json').stdout).findings
      .filter(({ severity }: Plain) => severity === 'warning').map(({ ruleId }: Plain) => ruleId);
    expect(rules).toContain('ipvs-scheduler');
    const waived = spawn(['check', path, '--target-version', '1.36', '-q', '--waivers', waivers(...[...new Set(rules)].map(rule => always(rule)))]);
    expect(waived).toMatchObject({ status: 0, stderr: '' });
    expect(waived.stdout).toMatch(new RegExp(`; ${rules.length} waived\n$`));
  });

  test('applying, expired and unused ones', () => {
    const path = waivers(
      always('node-kernel-too-old', { objects: ['Node worker-*', 'Node other'] }),
      { rule: 'ipvs-exclude-cidrs', reason: 'Once.', expires: '2001-12-31' },
      always('calico-ebpf-ipvs'),
      always('ipvs-scheduler'),
    );
    const { status, stdout, stderr } = check('--waivers', path, '--format', 'json');
    expect([status, stderr]).toEqual([3, lines(
      `note: ${path}: waiver of node-kernel-too-old for Node other is for nothing that was found`,
      `note: ${path}: waiver of ipvs-exclude-cidrs expired on 2001-12-31 and no longer counts`,
      `note: ${path}: waiver of calico-ebpf-ipvs is for nothing that was found`,
    )]);
    const report = JSON.parse(stdout);
    const ids = report.findings.map(({ ruleId }: Plain) => ruleId);
    expect(ids).toContain('ipvs-exclude-cidrs');
    expect(ids).not.toContain('node-kernel-too-old');
    expect(report.waived).toMatchObject([
      { ruleId: 'node-kernel-too-old', waiver: { reason: REASON, expires: '9999-12-31' }, objects: EXPECTED['node-kernel-too-old'].objects },
      { ruleId: 'ipvs-scheduler', waiver: { reason: REASON, expires: '9999-12-31' } },
    ]);
    expect(report.summary.waived).toBe(2);
    expect(check('--waivers', path, '-q')).toMatchObject({ status: 3, stderr: '' });
  });

  test('all that is wrong with them at once', () => {
    const path = waivers({ rule: 'ipvs-schedular', reason: ' ', expires: '2030-02-30' }, { rule: 'ipvs-scheduler' });
    expect(check('--waivers', path)).toEqual({
      status: 1,
      stdout: '',
      stderr: lines(
        `error: ${path}: waivers[0].rule: no rule has the id "ipvs-schedular"; did you mean ipvs-scheduler?`,
        `${path}: waivers[0].reason: is missing: expected why the finding is borne`,
        `${path}: waivers[0].expires: "2030-02-30" is no day: expected one as YYYY-MM-DD`,
        `${path}: waivers[1].reason: is missing: expected why the finding is borne`,
        `${path}: waivers[1].expires: is missing: expected a day as YYYY-MM-DD`,
      ),
    });
  });

  test.each<[string, () => string[], () => string]>([
    ['a file that is not there', () => ['--waivers', join(folder, 'none.yaml')], () => `${join(folder, 'none.yaml')}: no such file`],
    ['an empty file', () => ['--waivers', file('empty.yaml', '')], () => `${join(folder, 'empty.yaml')}: holds no objects`],
    ['two documents', () => ['--waivers', file('two.yaml', 'waivers: []\n---\nwaivers: []\n')], () => `${join(folder, 'two.yaml')}, document 2, line 3: is a second document: expected one with waivers`],
    ['standard input that is a file already', () => ['-', '--waivers', '-'], () => '--waivers: standard input is one of the files already'],
  ])('%s is an error', (_, args, expected) => {
    expect(run('check', join(FIXTURES, 'kube-proxy.yaml'), '--target-version', '1.36', ...args())).toEqual({ code: 1, stdout: '', stderr: `error: ${expected()}\n` });
  });
});

describe('-o and -q', () => {
  test('the report goes to a file, and nothing to standard output', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    const path = join(own, 'report.md');
    writeFileSync(path, 'old');
    expect(check('--format', 'markdown', '-o', path)).toEqual({ status: 3, stdout: '', stderr: '' });
    expect([readFileSync(path, 'utf8'), readdirSync(own)]).toEqual([check('--format', 'markdown').stdout, ['report.md']]);
  });

  test('what was there stays where the run fails', () => {
    const path = file('kept.txt', 'old');
    expect(run('check', 'missing.yaml', '--target-version', '1.36', '-o', path).code).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test('a file that can\'t be written is an error', () => {
    const path = join(folder, 'nowhere', 'report.txt');
    expect(run('check', file('clean.json', CLEAN), '--target-version', '1.36', '-q', '-o', path).stderr).toMatch(/^error: .*report\.txt: can't be written: ENOENT: [^\n]+\n$/);
  });
});

describe('notes tell what was not looked at', () => {
  const CONFIGURATION = 'note: the input has no kube-proxy configuration (a ConfigMap kube-proxy or a KubeProxyConfiguration): iptables mode and its defaults are assumed\n';
  const NODES = 'note: the input has no Nodes: their kernels and distributions are not looked at\n';

  test('all of it', () => {
    const path = file('nothing.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n');
    expect(run('check', path, '--target-version', '1.36', '--fail-on', 'blocker')).toMatchObject({ code: 0, stderr: CONFIGURATION + NODES + LACKS_SERVICES + LACKS_DAEMON_SETS });
    expect(run('check', path, '--target-version', '1.36', '-q', '--fail-on', 'blocker')).toMatchObject({ code: 0, stderr: '' });
  });

  test('a part of it', () => {
    const path = file('part.json', [NODE, storedService('shop/cart', { clusterIP: '10.96.0.9' })]);
    expect(run('check', path, '--target-version', '1.36').stderr).toBe(CONFIGURATION + LACKS_DAEMON_SETS);
    expect(run('check', '--target-version', '1.36', ...['networking.yaml', 'kube-proxy.yaml'].map(name => join(FIXTURES, name))).stderr).toBe('');
  });
});

describe('target versions', () => {
  test.each(['1.29', '1.31', 'v1.33.5', '1.36', '1.40', '1.43'])('%s', version => {
    const { code, stdout, stderr } = run('check', ...CLUSTER.map(name => join(FIXTURES, name)), '--target-version', version, '--format', 'json');
    expect([code, stderr]).toEqual([3, '']);
    const report = JSON.parse(stdout);
    expect([report.targetVersion, report.mode]).toEqual([/1\.\d+/.exec(version)![0], 'ipvs']);
    expect(report.findings.map(({ ruleId }: Plain) => ruleId)).toEqual(expect.arrayContaining(IDS));
  });

  test.each([['1.28', 'kube-proxy 1.28 has no nftables mode: expected 1.29 or newer'], ...['nonsense', '2.0', '1', '', '1.36;id'].map(version =>
    [version, `${JSON.stringify(version)} is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"`])])('%j is an error', (version, expected) => {
    expect(run('check', join(FIXTURES, 'kube-proxy.yaml'), '--target-version', version)).toEqual({ code: 1, stdout: '', stderr: `error: target version: ${expected}\n` });
  });
});

describe('names of the input can\'t do anything', () => {
  const CONTROL = '\u001b[31mred\u0007\u202e';

  test('a setting with control characters is shown as text, in all formats', () => {
    const path = file('hostile.json', [kubeProxy({ mode: 'ipvs', ipvs: { scheduler: `lc${CONTROL}::error::x%0A]]><script>|` } }), NODE]);
    for (const format of ['text', 'json', 'sarif', 'junit', 'github', 'markdown']) {
      const { status, stdout } = spawn(['check', path, '--target-version', '1.36', '--format', format, '-q']);
      expect(status).toBe(2);
      // eslint-disable-next-line no-control-regex
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e]/);
      if (format === 'json' || format === 'sarif') JSON.parse(stdout);
      if (format === 'junit') parseXml(stdout);
      if (format === 'markdown') expect(stdout).not.toContain('<script>');
      if (format === 'github') expect(stdout).not.toMatch(/^::error::x/m);
    }
  });

  test.each([`worker${CONTROL}`, '../../etc/passwd', 'a b', '$(id)', 'A', '-rf'])('no Node may be called %j', name => {
    const path = file('names.json', [{ ...NODE, metadata: { name } }]);
    const { code, stdout, stderr } = run('check', path, '--target-version', '1.36');
    expect([code, stdout, /^error: [^\n]*names\.json, [^\n]*metadata\.name: [^\n]+\n$/.test(stderr)]).toEqual([1, '', true]);
    // eslint-disable-next-line no-control-regex
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test('a file may have any name', () => {
    const path = file('a b\u001b[31m.json', [...WARNED, machine('old', { kernelVersion: '4.19.0' })]);
    for (const format of ['text', 'github', 'markdown', 'junit', 'sarif']) {
      // eslint-disable-next-line no-control-regex
      expect(run('check', path, '--target-version', '1.36', '--format', format, '-q').stdout).not.toMatch(/\u001b/);
    }
  });
});

describe('documents that can\'t be right', () => {
  test.each<[string, string, string]>([
    ['broken YAML', 'a: [1\nb: 2\n', ', line 2, column '],
    ['broken JSON', '{"kind": ', ', line 1, column '],
    ['an empty file', '', ': holds no objects'],
    ['a Service that no API server takes', 'apiVersion: v1\nkind: Service\nmetadata: {name: web, uid: x}\nspec: {ports: [{port: 70000}]}\n',
      ', line 1: Service web: spec.ports[0].port: 70000 is no port: expected an integer from 1 to 65535\n'],
    ['a ConfigMap without a configuration', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-proxy, namespace: kube-system}\n',
      ', line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is missing: expected a KubeProxyConfiguration\n'],
  ])('%s', (_, text, expected) => {
    const path = file('wrong.yaml', text);
    const { status, stdout, stderr } = spawn(['check', path, '--target-version', '1.36']);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.startsWith(`error: ${path}${expected}`)).toBe(true);
    expect(stderr).not.toMatch(/\n +at /);
  });

  test('two of a kind and name', () => {
    const { status, stderr } = spawn(['check', 'kube-proxy.yaml', 'kube-proxy.yaml', '--target-version', '1.36'], { cwd: FIXTURES });
    expect([status, stderr]).toEqual([1, 'error: ConfigMap kube-system/kube-proxy (kube-proxy.yaml, line 3): this is a second kube-proxy configuration, '
      + 'the first is ConfigMap kube-system/kube-proxy (kube-proxy.yaml, line 3): expected one\n']);
  });

  test.each([['a folder without manifests', () => [mkdtempSync(join(folder, 'none-'))], ': the folder has no files that end with .yaml, .yml or .json'],
    ['a file that is not there', () => [join(folder, 'missing.yaml')], ': no such file']] as [string, () => string[], string][])('%s', (_, of, expected) => {
    const [path] = of();
    expect(run('check', path, '--target-version', '1.36')).toEqual({ code: 1, stdout: '', stderr: `error: ${path}${expected}\n` });
  });
});

describe('wrong usage', () => {
  const V = ['--target-version', '1.36'];
  test.each<[string, string[], string]>([
    ['no file', ['check', ...V], "error: missing required argument 'FILE'\n"],
    ['no version', ['check', 'x'], "error: required option '--target-version <X.Y>' not specified\n"],
    ['an unknown format', ['check', 'x', ...V, '--format', 'yaml'],
      "error: option '--format <FORMAT>' argument 'yaml' is invalid. Allowed choices are text, json, sarif, junit, github, markdown.\n"],
    ['an unknown severity', ['check', 'x', ...V, '--fail-on', 'info'], "error: option '--fail-on <SEVERITY>' argument 'info' is invalid. Allowed choices are blocker, warning.\n"],
    ['an unknown option', ['check', 'x', ...V, '--waiver', 'x'], "error: unknown option '--waiver'\n(Did you mean --waivers?)\n"],
    ['an option without its value', ['check', 'x', '--target-version'], "error: option '--target-version <X.Y>' argument missing\n"],
  ])('%s', (_, args, expected) => {
    expect(run(...args)).toEqual({ code: 1, stdout: '', stderr: expected + USAGE_HELP });
    expect(spawn(args).status).toBe(1);
  });
});

test('--all names all objects in text and markdown', () => {
  const many = Array.from({ length: 15 }, (_, i) => machine(`old-${i}`, { kernelVersion: '4.19.0' }));
  const path = file('many.json', [...WARNED, ...many]);
  for (const format of ['text', 'markdown']) {
    const [some, all] = [[], ['--all']].map(more => run('check', path, '--target-version', '1.36', '--format', format, '-q', ...more).stdout);
    expect([some.includes('old-9'), some.includes('old-10'), some.includes('5 more'), all.includes('old-14'), / and \d+ more/.test(all)]).toEqual([true, false, true, true, false]);
  }
});
