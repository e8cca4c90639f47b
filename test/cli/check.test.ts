import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { check, CLEAN, EXPECTED, WARNED } from './check-clusters';
import { run, shell, spawn } from './run';
import { CLUSTER, FIXTURES, workFolder } from './work-folder';
import { RULES } from '../../src/check/goals/nftables/rules';
import { machine } from '../check/findings/findings';
import { lines } from '../input/objects';
import { Plain } from '../support/builders';
import { readSchema } from '../support/schema';
import { UNPRINTABLE } from '../support/unprintable';
import { parseXml } from '../support/xml';

const { path: folder, file } = workFolder();
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
      '    drain and replace the node. Until then, it can stay in its mode with its own DaemonSet and',
      '    ConfigMap: modes may differ from node to node.',
    ));
    for (const id of IDS) expect(stdout).toContain(`${EXPECTED[id].severity as string} ${id}: ${EXPECTED[id].title as string}\n`);
    expect(stdout).toMatch(/\n\n\d+ blockers, \d+ warnings, \d+ infos\n$/);
    expect(stdout.split('\n').filter(line => line.length > 100 && !/^(?: +(?:https:|'\{|- )|\[\d+\] https:)/.test(line) && !/^(?:blocker|warning|info) /.test(line))).toEqual([]);
    expect(stdout).not.toMatch(UNPRINTABLE);
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
    expect(stdout).toMatch(/^## kube-proxy 1\.36 in nftables mode\n\nFrom IPVS mode to kube-proxy 1\.36 in nftables mode: 4 nodes, 14 Services\.\n\n\d+ blockers, \d+ warnings, \d+ infos\.\n/);
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
    expect(spawn(['check', path, '--target-version', '1.36', ...args])).toMatchObject({ status, stderr: '' });
    // The report itself does not depend on what fails.
    expect(run('check', path, '--target-version', '1.36', ...args).stdout).toBe(run('check', path, '--target-version', '1.36').stdout);
  });

  test('nothing found', () => {
    expect(run('check', file('clean.json', CLEAN), '--target-version', '1.36', '-q'))
      .toEqual({ code: 0, stdout: 'kube-proxy 1.36 in nftables mode, as now: 1 node, 1 Service\n\nNothing found that is in the way of kube-proxy 1.36 in nftables mode\n', stderr: '' });
  });

  test('a reader that goes away changes nothing about it, and is no error', () => {
    const { stdout, stderr } = shell(`$CLI check ${CLUSTER.join(' ')} --target-version 1.36 | head -1; echo "\${PIPESTATUS[@]}"
      $CLI check ${CLUSTER.join(' ')} --target-version 1.36 --format json | true; echo "\${PIPESTATUS[@]}"`, FIXTURES);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^From IPVS mode to [^\n]+\n3 0\n3 0\n$/);
  });

  test('standard output that cannot be written is an error, and not a report', () => {
    const { stdout, stderr } = shell(`$CLI check ${CLUSTER.join(' ')} --target-version 1.36 > /dev/full; echo $?`, FIXTURES);
    expect([stdout, /^error: standard output: cannot be written: ENOSPC: [^\n]+\n$/.test(stderr)]).toEqual(['1\n', true]);
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

  test('a file that cannot be written is an error', () => {
    const path = join(folder, 'nowhere', 'report.txt');
    expect(run('check', file('clean.json', CLEAN), '--target-version', '1.36', '-q', '-o', path).stderr).toMatch(/^error: .*report\.txt: cannot be written: ENOENT: [^\n]+\n$/);
  });
});

test('--all names all objects in text and markdown', () => {
  const many = Array.from({ length: 15 }, (_, i) => machine(`old-${i}`, { kernelVersion: '4.19.0' }));
  const path = file('many.json', [...WARNED, ...many]);
  for (const format of ['text', 'markdown']) {
    const [some, all] = [[], ['--all']].map(more => run('check', path, '--target-version', '1.36', '--format', format, '-q', ...more).stdout);
    expect([some.includes('old-9'), some.includes('old-10'), some.includes('5 more'), all.includes('old-14'), /(?:- |<br>)and \d+ more/.test(all)]).toEqual([true, false, true, true, false]);
  }
});
