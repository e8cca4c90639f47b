import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { BASE, CALICO, CANARY, CONFIG_MAP, configurationIn, expectParsable, FOR, LABEL, migrated, migrations, rulesets, UNCOMPARED } from './migrations';
import { run, shell, spawn } from './run';
import { CLUSTER, FIXTURES, workFolder } from './work-folder';
import { commandsOf, fixture } from '../migrate/nftables/clusters';
import { Plain } from '../support/builders';

const work = workFolder();
const { path: folder, file } = work;
const { migrate } = migrations(work);

describe('the folder', () => {
  const own = (name: string) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const into = (out: string, ...args: string[]) => run('migrate', ...CLUSTER.map(name => join(FIXTURES, name)), ...FOR, '--no-rulesets', '--out', out, ...args);

  test('one that is not empty is refused, and with --force its files are replaced and others stay', () => {
    const out = own('taken');
    writeFileSync(join(out, 'RUNBOOK.md'), 'old');
    writeFileSync(join(out, 'notes.txt'), 'mine');
    expect(into(out)).toEqual({ code: 1, stdout: '', stderr: `error: ${out}: is not empty; expected a new folder, or --force to replace the files of an earlier run\n` });
    expect([readdirSync(out), readFileSync(join(out, 'RUNBOOK.md'), 'utf8')]).toEqual([['RUNBOOK.md', 'notes.txt'], 'old']);
    expect(into(out, '--force')).toMatchObject({ code: 0, stderr: '' });
    expect([readFileSync(join(out, 'RUNBOOK.md'), 'utf8').slice(0, 2), readFileSync(join(out, 'notes.txt'), 'utf8')]).toEqual(['# ', 'mine']);
    expect(migrated({ code: 0, stdout: '', stderr: '' }, out).paths).toEqual([...BASE, ...CANARY, ...CALICO, 'notes.txt'].sort());
  });

  test('what an earlier run has written, and this one does not, is gone; so are folders that are empty then', () => {
    const out = own('again');
    expect(into(out).code).toBe(0);
    writeFileSync(join(out, 'canary', 'notes.txt'), 'mine');
    expect(run('migrate', join(FIXTURES, 'kube-proxy.yaml'), ...FOR, '--out', out, '--force').code).toBe(0);
    expect(migrated({ code: 0, stdout: '', stderr: '' }, out).paths).toEqual([...UNCOMPARED, ...CANARY, 'canary/notes.txt'].sort());
    expect(readdirSync(out)).not.toContain('calico');
    const alone = file('alone.json', [CONFIG_MAP]);
    expect(run('migrate', alone, ...FOR, '--out', out, '--force').code).toBe(0);
    expect(migrated({ code: 0, stdout: '', stderr: '' }, out).paths).toEqual([...UNCOMPARED, 'canary/notes.txt'].sort());
  });

  test('it is looked at before the input', () => {
    const out = own('early');
    writeFileSync(join(out, 'x'), '');
    expect(run('migrate', 'missing.yaml', ...FOR, '--out', out).stderr).toMatch(/^error: .*early: is not empty; /);
  });

  test('by default it is migration, in the working folder', () => {
    const cwd = own('working');
    expect(spawn(['migrate', join(FIXTURES, 'kube-proxy.yaml'), ...FOR, '-q'], { cwd })).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect([readdirSync(cwd), readdirSync(join(cwd, 'migration')).sort()]).toEqual([['migration'], ['RUNBOOK.md', 'canary', 'findings.json', 'findings.md', 'kube-proxy', 'report.html', 'rollback']]);
  });

  test('a file in its place or above it is an error', () => {
    const path = file('plain', 'mine');
    expect(into(path).stderr).toBe(`error: ${path}: is not a folder\n`);
    expect(into(join(path, 'x')).stderr).toMatch(/^error: .*x: cannot be written: ENOTDIR: [^\n]+\n$/);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test('a reader that goes away is not an error', () => {
    const { stdout, stderr } = shell(`$CLI migrate ${CLUSTER.join(' ')} ${FOR.join(' ')} --out '${join(folder, 'unread')}' | true; echo "\${PIPESTATUS[@]}"`, FIXTURES);
    expect([stdout, stderr, existsSync(join(folder, 'unread', 'RUNBOOK.md'))]).toEqual(['0 0\n', '', true]);
  });
});

describe('nodes', () => {
  test('--node chooses rulesets, and may be repeated', () => {
    const { code, paths } = migrate(CLUSTER, '--node', 'worker-2,cp-1', '--node', 'worker-2, worker-3');
    expect([code, paths]).toEqual([0, [...BASE, ...CANARY, ...CALICO, ...rulesets('cp-1', 'worker-2', 'worker-3')].sort()]);
  });

  test('--no-rulesets writes none, and says nothing of it', () => {
    const { code, stderr, paths, text } = migrate(CLUSTER, '--no-rulesets');
    expect([code, stderr, paths]).toEqual([0, '', [...BASE, ...CANARY, ...CALICO].sort()]);
    expect(text('RUNBOOK.md')).not.toContain('rulesets/');
  });

  test('--canary chooses the nodes of the runbook', () => {
    const result = migrate(CLUSTER, '--no-rulesets', '--canary', 'worker-2,worker-1');
    const commands = commandsOf(result.text('RUNBOOK.md'));
    expect(commands.filter(command => /^kubectl label node .*=nftables$/.test(command))).toEqual(['worker-2', 'worker-1'].map(node => `kubectl label node ${node} ${LABEL}=nftables`));
    expect(commands.filter(command => command.startsWith('kubectl uncordon '))).toEqual(['kubectl uncordon worker-2', 'kubectl uncordon worker-1']);
    expectParsable(result);
  });

  test('by default a worker goes first that no blocker is about', () => {
    const nodes = (load(fixture('networking.yaml')) as any).items.filter(({ kind }: Plain) => kind === 'Node').map((node: any) => ({
      ...node,
      metadata: { ...node.metadata, labels: { ...node.metadata.labels, ...node.metadata.name === 'cp-1' && { 'node-role.kubernetes.io/control-plane': '' } } },
      spec: { ...node.spec, ...node.metadata.name === 'worker-1' && { unschedulable: true } },
    }));
    const { text } = migrate([file('nodes.json', nodes.reverse()), 'kube-proxy.yaml'], '--no-rulesets');
    expect(commandsOf(text('RUNBOOK.md'))).toContain(`kubectl label node worker-2 ${LABEL}=nftables`);
  });

  test.each([['--node', 'worker9'], ['--canary', 'worker-1,nope']])('%s %s is an error that names those that there are', (option, value) => {
    const { code, stdout, stderr, out } = migrate(CLUSTER, option, value);
    expect([code, stdout, stderr, existsSync(out)]).toEqual([1, '', `error: there is no Node "${value.split(',').at(-1)}": the input has cp-1, worker-1, worker-2, worker-3\n`, false]);
  });
});

describe('--node-port-addresses', () => {
  test.each([['0.0.0.0/0,::/0', ['0.0.0.0/0', '::/0']], ['primary', ['primary']], ['10.0.0.0/8, 192.168.0.0/16', ['10.0.0.0/8', '192.168.0.0/16']]])('%s', (value, expected) => {
    const { code, yaml } = migrate(CLUSTER, '--no-rulesets', '--node-port-addresses', value);
    expect([code, configurationIn(yaml('kube-proxy/configmap.yaml')[0]).nodePortAddresses]).toEqual([0, expected]);
    expect(configurationIn(yaml('canary/kube-proxy.yaml')[0]).nodePortAddresses).toEqual(expected);
    expect(configurationIn(yaml('rollback/kube-proxy-configmap.yaml')[0]).nodePortAddresses).toBeNull();
  });

  test('acts on the rulesets', () => {
    const anywhere = migrate(CLUSTER, '--node', 'worker-1', '--node-port-addresses', '0.0.0.0/0').text('rulesets/worker-1.nft');
    const some = migrate(CLUSTER, '--node', 'worker-1', '--node-port-addresses', '10.77.0.0/16').text('rulesets/worker-1.nft');
    expect([anywhere, some].map(text => text.includes('add element ip kube-proxy nodeport-ips'))).toEqual([false, false]);
    expect(anywhere).not.toBe(some);
  });

  test('what is none is an error', () => {
    const { code, stderr, out } = migrate(CLUSTER, '--node-port-addresses', '10.0.0.0');
    expect([code, stderr, existsSync(out)]).toEqual([1, `error: ConfigMap kube-system/kube-proxy (${join(FIXTURES, 'kube-proxy.yaml')}, line 3): `
      + 'nodePortAddresses[0]: "10.0.0.0" has no prefix length: did you mean "10.0.0.0/32"?\n', false]);
  });
});

describe('Calico', () => {
  const patchOf = (version: string) => {
    const result = migrate(CLUSTER, '--no-rulesets', '--calico-version', version);
    expect([result.code, result.stderr]).toEqual([0, '']);
    expectParsable(result);
    const commands = commandsOf(result.text('RUNBOOK.md'));
    const patch = result.text('calico/patch.json').trim();
    return { patch: JSON.parse(patch), patched: commands.findIndex(command => command.includes(patch)), switched: commands.indexOf('kubectl apply -f kube-proxy/configmap.yaml') };
  };

  test('before 3.31 the operator refuses a timeout', () => {
    expect(patchOf('3.29').patch).toEqual({ spec: { calicoNetwork: { linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: null } } });
    for (const version of ['3.31', 'v3.31.2', '3.32']) expect(patchOf(version).patch).toEqual({ spec: { calicoNetwork: { linuxDataplane: 'Nftables' } } });
  });

  test('from 3.32 it is patched before kube-proxy\'s switch, and up to 3.31 after it', () => {
    expect(['3.29', '3.31', '3.32'].map(patchOf).map(({ patched, switched }) => [patched >= 0, switched >= 0, patched < switched]))
      .toEqual([[true, true, false], [true, true, false], [true, true, true]]);
  });

  test.each([
    ['latest', 'Calico version: "latest" is not a Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"'],
    ['4.0', 'Calico version: "4.0" is not a Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"'],
  ])('%s is an error', (version, expected) => {
    const { code, stdout, stderr, out } = migrate(CLUSTER, '--calico-version', version);
    expect([code, stdout, stderr, existsSync(out)]).toEqual([1, '', `error: ${expected}\n`, false]);
  });

  test('one that is too old is a blocker, as if the objects told it', () => {
    const { code, paths, text } = migrate(CLUSTER, '--no-rulesets', '--calico-version', '3.28');
    expect([code, paths]).toEqual([0, [...BASE, ...CANARY].sort()]);
    expect(text('RUNBOOK.md')).toContain('Calico 3.28 does not have an nftables data plane: first upgrade it to 3.29 or later');
    expect(JSON.parse(text('findings.json')).findings.find(({ ruleId }: Plain) => ruleId === 'calico-version')).toMatchObject({ severity: 'blocker' });
  });

  test('the findings know of it as well', () => {
    const rules = (version: string) => JSON.parse(migrate(CLUSTER, '--no-rulesets', '--calico-version', version).text('findings.json')).findings
      .map(({ ruleId }: Plain) => ruleId).filter((ruleId: string) => /^calico-(version|policy-setup-timeout)$/.test(ruleId));
    expect(['3.30', '3.32'].map(rules)).toEqual([['calico-policy-setup-timeout', 'calico-version'], []]);
  });

  test('where there is no Calico a note says that it is in vain', () => {
    const { code, stderr } = migrate(['networking.yaml', 'kube-proxy.yaml'], '--no-rulesets', '--calico-version', '3.31');
    expect([code, stderr]).toEqual([0, 'note: the input shows no Calico, so its version has no effect\n']);
  });

  test('without Calico among the objects there is nothing about it', () => {
    const { code, paths, text } = migrate(['networking.yaml', 'kube-proxy.yaml'], '--no-rulesets');
    expect([code, paths]).toEqual([0, [...BASE, ...CANARY].sort()]);
    expect(commandsOf(text('RUNBOOK.md')).filter(command => /calico|felix/i.test(command))).toEqual([]);
  });
});

describe('versions', () => {
  test.each([['1.30', ['1.30']], ['1.38', ['1.38']]])('%s has no rulesets, and a note says so', version => {
    const { code, stderr, paths, yaml } = migrate(CLUSTER, '--target-version', version);
    expect([code, paths]).toEqual([0, [...UNCOMPARED, ...CANARY, ...CALICO].sort()]);
    expect(stderr).toContain(`note: The rules of kube-proxy ${version} are not known, so there are no rulesets; they can be generated for 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37.\n`);
    expect(configurationIn(yaml('kube-proxy/configmap.yaml')[0]).mode).toBe('nftables');
  });

  test('where the mode is alpha its feature gate is switched on, and a note tells of it', () => {
    const { stderr, yaml, text } = migrate(CLUSTER, '--target-version', '1.30');
    expect(configurationIn(yaml('kube-proxy/configmap.yaml')[0]).featureGates).toEqual({ NFTablesProxyMode: true });
    expect(stderr).toContain('note: nftables mode is alpha in Kubernetes 1.29 and 1.30, and not GA before 1.33 (KEP-3866)\n');
    expect(text('kube-proxy/decisions.md')).toContain('> nftables mode is alpha in Kubernetes 1.29 and 1.30');
  });

  test('--quiet says nothing at all', () => {
    expect(migrate(CLUSTER, '--target-version', '1.38', '-q')).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test.each([['1.28', 'nftables mode exists from Kubernetes 1.29 (KEP-3866); upgrade the cluster first'],
    ['nonsense', '"nonsense" is not a Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"']])('%s is an error', (version, expected) => {
    const { code, stdout, stderr, out } = migrate(CLUSTER, '--target-version', version);
    expect([code, stdout, stderr, existsSync(out)]).toEqual([1, '', `error: target version: ${expected}\n`, false]);
  });
});

describe('wrong usage', () => {
  test.each<[string, string[], string]>([
    ['no file', ['migrate', ...FOR], 'error: missing required argument \'FILE\'\n'],
    ['an empty list of nodes', ['migrate', 'x', ...FOR, '--node', ','], 'error: option \'--node <NAME,...>\' argument \',\' is invalid. Expected one value or several, separated by commas.\n'],
    ['an empty list of canaries', ['migrate', 'x', ...FOR, '--canary', ''], 'error: option \'--canary <NAME,...>\' argument \'\' is invalid. Expected one value or several, separated by commas.\n'],
    ['nodes for no rulesets', ['migrate', 'x', ...FOR, '--node', 'a', '--no-rulesets'], 'error: option \'--no-rulesets\' cannot be used with option \'--node <NAME,...>\'\n'],
    ['an unknown option', ['migrate', 'x', ...FOR, '--nodes', 'a'], 'error: unknown option \'--nodes\'\n(Did you mean --node?)\n'],
  ])('%s', (_, args, expected) => {
    expect(run(...args)).toEqual({ code: 1, stdout: '', stderr: `${expected}(--help shows all options, with examples)\n` });
  });

  test('no version', () => {
    expect(run('migrate', 'x').stderr).toMatch(/^error: --goal nftables: --target-version <X.Y> is missing; expected the version/);
  });

  test('standard input twice', () => {
    expect(run('migrate', '-', ...FOR, '--waivers', '-').stderr).toBe('error: --waivers: standard input is one of the files already\n');
  });
});

test('what is waived is not a blocker of the runbook, and is named in the findings', () => {
  const waivers = file('waivers.yaml', 'waivers: [{rule: node-kernel-too-old, reason: It is replaced on Monday., expires: "9999-12-31"}]');
  const { code, text } = migrate(CLUSTER, '--no-rulesets', '--waivers', waivers);
  expect(code).toBe(0);
  const [, blockers, waived] = /^\*\*Blockers[^*]*\*\*\n([\s\S]*?)^\*\*Waived\*\*\n([\s\S]*?)\n\n(?!-)/m.exec(text('RUNBOOK.md'))!;
  expect(blockers).not.toContain('node-kernel-too-old');
  expect(waived).toContain('(`node-kernel-too-old`): Node worker-3. It is replaced on Monday. Until 9999-12-31.');
  expect(text('findings.md')).toContain('It is replaced on Monday.');
  expect(JSON.parse(text('findings.json')).waived).toMatchObject([{ ruleId: 'node-kernel-too-old', waiver: { expires: '9999-12-31' } }]);
});
