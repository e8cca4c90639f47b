import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, CLEAN, EXPECTED, NODE, WARNED } from './check-clusters';
import { run, spawn } from './run';
import { CLUSTER, FIXTURES, workFolder } from './work-folder';
import { kubeProxy, machine } from '../check/findings/findings';
import { lines } from '../input/objects';
import { Plain } from '../support/builders';
import { UNPRINTABLE } from '../support/unprintable';
import { parseXml } from '../support/xml';

const USAGE_HELP = '(--help shows all options, with examples)\n';
const { path: folder, file } = workFolder();

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
      `note: ${path}: waiver of node-kernel-too-old for Node other matches no finding`,
      `note: ${path}: waiver of ipvs-exclude-cidrs expired on 2001-12-31 and no longer counts`,
      `note: ${path}: waiver of calico-ebpf-ipvs matches no finding`,
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
        `${path}: waivers[0].reason: is missing: expected why the finding is accepted`,
        `${path}: waivers[0].expires: "2030-02-30" is not a day: expected one as YYYY-MM-DD`,
        `${path}: waivers[1].reason: is missing: expected why the finding is accepted`,
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

describe('target versions', () => {
  const note = (minor: number) => `note: Kubernetes 1.${minor} is newer than 1.37, the newest that this version of cdk8s-nftables knows: `
    + `what it says of 1.${minor} comes from that and from the plans for later ones (KEP-5495, KEP-5343, KEP-6032)\n`;
  const undecided = (minor: number) =>
    `note: whether traffic to a Service really changes is not decided, only what its settings may mean: the rules of kube-proxy 1.${minor} are not known\n`;

  test.each([
    ['1.29', undecided(29)], ['1.31', ''], ['v1.33.5', ''], ['1.36', ''], ['1.36 ', ''], ['1.37', ''], ['1.40', note(40) + undecided(40)], ['1.43', note(43) + undecided(43)], ['1.99', note(99) + undecided(99)],
  ])('%s', (version, notes) => {
    const { code, stdout, stderr } = run('check', ...CLUSTER.map(name => join(FIXTURES, name)), '--target-version', version, '--format', 'json');
    expect([code, stderr]).toEqual([3, notes]);
    const report = JSON.parse(stdout);
    expect([report.targetVersion, report.mode]).toEqual([/1\.\d+/.exec(version)![0], 'ipvs']);
    expect(report.findings.map(({ ruleId }: Plain) => ruleId)).toEqual(expect.arrayContaining(Object.keys(EXPECTED)));
  });

  test.each(['nonsense', '2.0', '1', '', '1.36;id', '1.036'].map(version =>
    [version, `${JSON.stringify(version)} is not a Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"`]))('%j is an error', (version, expected) => {
    expect(run('check', join(FIXTURES, 'kube-proxy.yaml'), '--target-version', version)).toEqual({ code: 1, stdout: '', stderr: `error: target version: ${expected}\n` });
  });

  test('one without nftables mode is a blocker by itself', () => {
    const { code, stdout } = run('check', file('old.json', CLEAN), '--target-version', '1.28', '--format', 'json');
    expect([code, JSON.parse(stdout).findings.filter(({ severity }: Plain) => severity === 'blocker').map(({ ruleId }: Plain) => ruleId)])
      .toEqual([3, ['kube-proxy-nftables-availability']]);
  });
});

describe('what is not among the objects cannot be looked at', () => {
  const incomplete = (objects: readonly Plain[]) => {
    const { code, stdout, stderr } = run('check', file('part.json', objects), '--target-version', '1.36', '--format', 'json');
    const found = JSON.parse(stdout).findings.find(({ ruleId }: Plain) => ruleId === 'input-incomplete');
    return [code, stderr, found && { severity: found.severity, message: found.message }];
  };

  test('of a cluster it is an info, which fails nothing', () => {
    expect(incomplete(CLEAN.filter(({ kind }) => kind !== 'Service' && kind !== 'EndpointSlice')))
      .toEqual([0, '', { severity: 'info', message: 'The input does not contain Services, so findings may be missing.' }]);
    expect(incomplete(CLEAN)).toEqual([0, '', undefined]);
  });

  test('of an app\'s manifests it is an info', () => {
    expect(incomplete([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }]).slice(1))
      .toEqual(['', { severity: 'info', message: 'The input contains manifests but no objects of a cluster, so findings about nodes and kube-proxy are missing.' }]);
  });
});

describe('names of the input cannot do anything', () => {
  const CONTROL = '\u001b[31mred\u0007\u202e';

  test('a setting with control characters is shown as text, in all formats', () => {
    const path = file('hostile.json', [kubeProxy({ mode: 'ipvs', ipvs: { scheduler: `lc${CONTROL}::error::x%0A]]><script>|` } }), NODE]);
    for (const format of ['text', 'json', 'sarif', 'junit', 'github', 'markdown']) {
      const { status, stdout } = spawn(['check', path, '--target-version', '1.36', '--format', format, '-q']);
      expect(status).toBe(2);
      expect(stdout).not.toMatch(UNPRINTABLE);
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
    expect(stderr).not.toMatch(UNPRINTABLE);
  });

  test('a file may have any name', () => {
    const path = file('a b\u001b[31m.json', [...WARNED, machine('old', { kernelVersion: '4.19.0' })]);
    for (const format of ['text', 'github', 'markdown', 'junit', 'sarif']) {
      expect(run('check', path, '--target-version', '1.36', '--format', format, '-q').stdout).not.toMatch(UNPRINTABLE);
    }
  });
});

describe('documents that cannot be right', () => {
  test.each<[string, string, string]>([
    ['broken YAML', 'a: [1\nb: 2\n', ', line 2, column '],
    ['broken JSON', '{"kind": ', ', line 1, column '],
    ['an empty file', '', ': holds no objects'],
    ['a Service that no API server takes', 'apiVersion: v1\nkind: Service\nmetadata: {name: web, uid: x}\nspec: {ports: [{port: 70000}]}\n',
      ', line 1: Service web: spec.ports[0].port: 70000 is not a port: expected an integer from 1 to 65535\n'],
    ['a ConfigMap without a configuration', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-proxy, namespace: kube-system}\n',
      ', line 1: ConfigMap kube-system/kube-proxy: data[config.conf]: is missing: expected a KubeProxyConfiguration\n'],
  ])('%s', (_, text, expected) => {
    const path = file('wrong.yaml', text);
    const { status, stdout, stderr } = spawn(['check', path, '--target-version', '1.36']);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.startsWith(`error: ${path}${expected}`)).toBe(true);
    expect(stderr).not.toMatch(/\n +at /);
  });

  test('two of a kind and name that differ', () => {
    const other = join(folder, 'other.yaml');
    writeFileSync(other, readFileSync(join(FIXTURES, 'kube-proxy.yaml'), 'utf8').replace(/mode: \w+/, 'mode: iptables'));
    const { status, stderr } = spawn(['check', 'kube-proxy.yaml', other, '--target-version', '1.36'], { cwd: FIXTURES });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^error: ConfigMap kube-system\/kube-proxy .*: this is a second kube-proxy configuration, the first is /)]);
  });

  test.each([['a folder without manifests', () => [mkdtempSync(join(folder, 'none-'))], ': no file in the folder ends with .yaml, .yml or .json'],
    ['a file that is not there', () => [join(folder, 'missing.yaml')], ': no such file']] as [string, () => string[], string][])('%s', (_, of, expected) => {
    const [path] = of();
    expect(run('check', path, '--target-version', '1.36')).toEqual({ code: 1, stdout: '', stderr: `error: ${path}${expected}\n` });
  });
});

describe('wrong usage', () => {
  const V = ['--target-version', '1.36'];
  test.each<[string, string[], string]>([
    ['no file', ['check', ...V], "error: missing required argument 'FILE'\n"],
    ['an unknown format', ['check', 'x', ...V, '--format', 'yaml'],
      "error: option '--format <FORMAT>' argument 'yaml' is invalid. Allowed choices are text, json, sarif, junit, github, markdown, html.\n"],
    ['an unknown severity', ['check', 'x', ...V, '--fail-on', 'info'], "error: option '--fail-on <SEVERITY>' argument 'info' is invalid. Allowed choices are blocker, warning.\n"],
    ['an unknown option', ['check', 'x', ...V, '--waiver', 'x'], "error: unknown option '--waiver'\n(Did you mean --waivers?)\n"],
    ['an option without its value', ['check', 'x', '--target-version'], "error: option '--target-version <X.Y>' argument missing\n"],
  ])('%s', (_, args, expected) => {
    expect(run(...args)).toEqual({ code: 1, stdout: '', stderr: expected + USAGE_HELP });
    expect(spawn(args).status).toBe(1);
  });
});
