import { run } from './run';

const FILES = ['examples/cilium/values.yaml', 'examples/cilium/policies.yaml'];
const UPGRADE = ['--goal', 'cilium', '--from-version', '1.19', '--to-version', '1.20'];

test('keys, options and policies that change, for people and for programs', () => {
  const { code, stdout } = run('diff', ...UPGRADE, ...FILES, '--exit-code');
  expect(code).toBe(2);
  expect(stdout).toMatchSnapshot();
  const { values, policies } = JSON.parse(run('diff', ...UPGRADE, ...FILES, '--format', 'json').stdout) as { values: { name: string }[]; policies: object[] };
  expect([values.map(({ name }) => name), policies.length]).toEqual([['Values values.yaml'], 1]);
  expect(run('diff', ...UPGRADE, ...FILES, '--format', 'markdown').stdout).toMatch(/^# Cilium 1\.19 to 1\.20\n\n## Values values\.yaml: read no more\n\n- /);
});

test('options of the other comparison, and versions that are missing or no way up', () => {
  expect(run('diff', ...UPGRADE, ...FILES, '--node', 'a').stderr).toBe('error: --goal cilium: --node has no effect; leave it out\n');
  expect(run('diff', '--goal', 'cilium', ...FILES).stderr).toBe('error: --goal cilium: expected --from-version and --to-version for an upgrade, for example, --from-version 1.19 --to-version 1.20, '
    + 'or --from-mode for what becomes of Services without kube-proxy, for example, --from-mode nftables\n');
  expect(run('diff', '--goal', 'cilium', '--from-version', '1.20', '--to-version', '1.19', ...FILES).stderr).toBe('error: --to-version: "1.19" is not later than 1.20; expected a later minor: patches of a minor are not compared\n');
  expect(run('diff', '--goal', 'cilium', '--from-version', '1.18', '--to-version', '1.20', ...FILES).stderr).toMatch(/^note: Cilium is upgraded one minor at a time/);
});

const CLUSTER = ['examples/cluster/networking.yaml', 'examples/cluster/kube-proxy.yaml'];
const REPLACEMENT = ['--goal', 'cilium', '--from-mode', 'ipvs', '--cilium-version', '1.20'];

test('Services when Cilium takes the place of kube-proxy', () => {
  const { code, stdout, stderr } = run('diff', ...REPLACEMENT, ...CLUSTER, 'examples/cilium/values.yaml', '--exit-code');
  expect([code, stderr]).toEqual([3, '']);
  expect(stdout).toMatch(/^kube-proxy in ipvs mode, then Cilium 1\.20 in its place: \d+ Services\n\nBreaks\n {2}- Before: /);
  const { before, after } = JSON.parse(run('diff', ...REPLACEMENT, ...CLUSTER, '--format', 'json').stdout) as { before: object; after: object };
  expect([before, after]).toEqual([{ mode: 'ipvs' }, { ciliumVersion: '1.20' }]);
  expect(run('diff', ...REPLACEMENT, ...CLUSTER, '--format', 'markdown').stdout).toMatch(/^# kube-proxy in ipvs mode, then Cilium 1\.20 in its place: \d+ Services\n\n## Breaks\n\n- Before: /);
  expect(run('diff', ...REPLACEMENT, ...CLUSTER, '--format', 'html').stdout).toMatch(/^<!doctype html>/);
  expect(run('diff', ...REPLACEMENT, ...CLUSTER).stderr).toBe('note: the input has no values of Cilium\'s chart: its defaults with kubeProxyReplacement: true are compared\n');
});

test('options that the comparison of Services does not have', () => {
  expect(run('diff', ...REPLACEMENT, ...CLUSTER, '--from-version', '1.19').stderr).toMatch(/^error: --from-mode cannot be combined with --from-version or --to-version/);
  expect(run('diff', ...REPLACEMENT, ...CLUSTER, '--format', 'nft').stderr).toBe('error: --format nft is for rulesets; expected text, json, markdown or html\n');
  expect(run('diff', ...UPGRADE, ...FILES, '--cilium-version', '1.20').stderr).toMatch(/^error: --cilium-version is for --from-mode/);
  expect(run('diff', ...CLUSTER, '--cilium-version', '1.20').stderr).toMatch(/^error: --cilium-version is for --goal cilium/);
  expect(run('diff', '--goal', 'cilium', '--from-mode', 'ipvs', ...CLUSTER).stderr).toMatch(/^error: Cilium version: the input does not show it/);
});
