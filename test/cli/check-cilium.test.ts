import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';
import { blocksOf } from '../docs/markdown';

const VALUES = 'examples/cilium/values.yaml';
const POLICIES = 'examples/cilium/policies.yaml';
const GOAL = ['--goal', 'cilium'];

const shown = blocksOf('docs/cilium.md').map(({ text }) => text.trim());

/** A file of a temporary folder. */
function fileOf(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'check-cilium-')), name);
  writeFileSync(path, text);
  return path;
}

test('the page shows what check prints', () => {
  const { code, stdout } = run('check', VALUES, POLICIES, ...GOAL, '--cilium-version', '1.20');
  expect(code).toBe(3);
  expect(shown).toContain(stdout.slice(0, stdout.indexOf('\n\nLinks')).trim());
});

test('the page shows what diff prints', () => {
  expect(shown).toContain(run('diff', VALUES, ...GOAL, '--from-version', '1.19', '--to-version', '1.20').stdout.trim());
});

test('answers that are wrong, or that another goal asks for', () => {
  expect(run('check', VALUES, ...GOAL, '--cilium-version', '1.16').stderr).toMatch(/^error: Cilium version: "1.16" is not a known version; expected one of 1.17/);
  expect(run('check', VALUES, ...GOAL, '--target-version', '1.36').stderr).toBe('error: --goal cilium: --target-version <X.Y> has no effect; leave it out\n');
  expect(run('check', VALUES, '--target-version', '1.36', '--cilium-version', '1.20').stderr).toBe('error: --goal nftables: --cilium-version <X.Y> has no effect; leave it out\n');
});

test('a file of values is not an object of a cluster for other goals', () => {
  expect(run('check', VALUES, '--target-version', '1.36').stderr).toMatch(/examples\/cilium\/values\.yaml.*(kind|apiVersion)/);
});

test('later files of values win, as with helm', () => {
  const broken = fileOf('base.yaml', 'tunnel: vxlan\nkubeProxyReplacement: true\nk8sServiceHost: api\nk8sServicePort: 6443\n');
  const fixed = fileOf('fixed.yaml', 'tunnel: null\n');
  expect(run('check', broken, ...GOAL, '--cilium-version', '1.20').code).toBe(3);
  expect(run('check', broken, fixed, ...GOAL, '--cilium-version', '1.20').stdout).toMatch(/0 blockers/);
});

test('Secrets give their names and nothing else', () => {
  const secret = fileOf('secret.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: {name: cilium-ipsec-keys, namespace: kube-system}\ndata: {keys: dG9wc2VjcmV0}\n');
  expect(run('check', VALUES, secret, ...GOAL, '--cilium-version', '1.20', '--format', 'json').stdout).not.toMatch(/dG9wc2VjcmV0|topsecret/);
});

test('values in a text of an object: a mistake has its line in the file', () => {
  const chart = 'apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: {name: cilium}\nspec:\n  chart: cilium\n  valuesContent: |\n    ipam: {mode: a\n    hubble: true\n';
  const { stderr } = run('check', fileOf('k3s.yaml', chart), ...GOAL, '--cilium-version', '1.20');
  expect(stderr).toMatch(/k3s\.yaml, line 8: HelmChart cilium: spec\.valuesContent, line 2, column 1: missed comma/);
});

test('an object is named once in the summary', () => {
  const values = fileOf('values.yaml', 'MTU: "1450"\ntunnelPort: "8473"\n');
  expect(run('check', values, ...GOAL, '--cilium-version', '1.20').stdout).toContain('Values that the Helm chart refuses (Values values.yaml)\n');
});

test('Helm reads the first document of a file of values alone', () => {
  const two = fileOf('two.yaml', 'kubeProxyReplacement: true\n---\nk8sServiceHost: api\n');
  const { stdout, stderr } = run('check', two, ...GOAL, '--cilium-version', '1.20', '--brief');
  expect(stderr).toMatch(/note: .*two\.yaml, document 2, line 3: Helm reads only the first document of a file of values: this one is left out/);
  expect(stdout).toContain('cilium-api-server-address');
  const one = run('check', fileOf('a.yaml', 'kubeProxyReplacement: true\n'), fileOf('b.yaml', 'k8sServiceHost: api\n'), ...GOAL, '--cilium-version', '1.20', '--brief');
  expect(one.stderr + one.stdout).not.toMatch(/left out|cilium-api-server-address/);
});

const flux = (spec: string, version = '1.20.0') => 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cilium, namespace: kube-system}\nspec:\n'
  + `  chart: {spec: {chart: cilium, version: "${version}"}}\n${spec}  values: {kubeProxyReplacement: true, hubble: {relay: {enable: true}}}\n`;

test('what may come from elsewhere is not missing, and a note says so', () => {
  const all = run('check', fileOf('flux.yaml', flux('')), ...GOAL, '--brief');
  expect(all.stdout).toMatch(/cilium-api-server-address[^]*cilium-values-ignored[^]*cilium-pod-cidr/);
  const part = run('check', fileOf('flux.yaml', flux('  valuesFrom: [{kind: ConfigMap, name: more}]\n')), ...GOAL, '--brief');
  expect(part.stdout).toContain('cilium-values-ignored');
  expect(part.stdout).not.toMatch(/cilium-api-server-address|cilium-pod-cidr/);
  expect(part.stderr).toBe('note: HelmRelease kube-system/cilium: more of its values come from elsewhere, which is not known: what is missing in those of the input is not reported\n');
});

test('a version that is not known is named with its place, and a second one in a note', () => {
  expect(run('check', fileOf('flux.yaml', flux('', '1.99.0')), ...GOAL).stderr)
    .toMatch(/flux\.yaml, line 1: HelmRelease kube-system\/cilium: "1\.99\.0" is not a version of Cilium that is known; expected one of 1\.17/);
  const agent = 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: cilium, namespace: kube-system}\nspec: {template: {spec: {containers: [{name: cilium-agent, image: "quay.io/cilium/cilium:v1.18.2"}]}}}\n';
  const { stdout, stderr } = run('check', fileOf('flux.yaml', flux('')), fileOf('agent.yaml', agent), ...GOAL, '--brief');
  expect(stdout).toContain('Cilium 1.20: ');
  expect(stderr).toContain('note: the input also shows Cilium 1.18: everything is checked as 1.20');
});

test('waivers may be for rules of several goals, and rules that are asked for may not', () => {
  const waivers = fileOf('waivers.yaml', 'waivers:\n  - {rule: ipvs-scheduler, reason: a, expires: 2999-01-01}\n  - {rule: cilium-values-ignored, reason: b, expires: 2999-01-01}\n');
  const { stdout, stderr } = run('check', VALUES, ...GOAL, '--cilium-version', '1.20', '--brief', '--waivers', waivers);
  expect(stdout).toMatch(/1 waived|2 waived/);
  expect(stderr).toBe('');
  expect(run('check', VALUES, ...GOAL, '--cilium-version', '1.20', '--include-rules', 'ipvs-scheduler').stderr)
    .toBe('error: includeRules: "ipvs-scheduler" is a rule of another goal (--goal nftables); expected rules of this one\n');
});
