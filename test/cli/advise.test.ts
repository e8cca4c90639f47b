import { run } from './run';
import { workFolder } from './work-folder';

const folder = workFolder();

test('the plugins for needs, the best first', () => {
  const { code, stdout, stderr } = run('advise', '--needs', 'windows,l7', '--needs', 'bgp');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.split('\n').filter(line => /^\w/.test(line))).toEqual([
    'Network plugins for: Windows nodes, L7 policies and BGP',
    'Calico 3.32: fits under conditions',
    'Antrea 2.7: undecided',
    'Cilium 1.20: does not fit',
    'flannel 0.28: does not fit',
    'kube-router 2.11: does not fit',
  ]);
});

test('a table of all without needs', () => {
  const { code, stdout } = run('advise', '--plugins', 'calico,cilium');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^NEED {21}Calico 3\.32 {2}Cilium 1\.20 {2}WHAT\nwindows {18}yes {10}no {11}Windows nodes\n/);
});

test('needs that objects show', () => {
  const windows = folder.file('windows.yaml', 'apiVersion: v1\nkind: Node\nmetadata: {name: win-1, labels: {kubernetes.io/os: windows}}\n');
  const { code, stdout } = run('advise', windows);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Network plugins for: Windows nodes\nFound windows: Node win-1\n/);
  const linux = folder.file('linux.yaml', 'apiVersion: v1\nkind: Node\nmetadata: {name: a}\n');
  expect(run('advise', linux).stdout).toBe('The objects do not show any needs: name them with --needs.\n');
});

test('for programs', () => {
  const { plugins } = JSON.parse(run('advise', '--needs', 'fqdn', '--plugins', 'cilium', '--format', 'json').stdout) as { plugins: unknown[] };
  expect(plugins).toMatchObject([{ plugin: 'cilium', name: 'Cilium', version: '1.20', fit: 'yes', answers: [{ need: 'fqdn', fit: 'yes', text: 'toFQDNs.' }] }]);
});

test('wrong names and needs', () => {
  expect(run('advise', '--needs', 'window').stderr).toContain('"window" is not one of windows, ipv6');
  expect(run('advise', '--needs', 'window').stderr).toContain('did you mean windows?');
  expect(run('advise', '--needs', 'nftables,without-kube-proxy')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'error: needs: nftables cannot be combined with without-kube-proxy: the first keeps kube-proxy, the second removes it; ask for one of them\n',
  });
});
