import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BASE, CALICO, CANARY, CONFIG_MAP, configurationIn, DAEMON_SET, expectParsable, FOR, LABEL, matchesSchema, Migrated, migrated, migrations, NODES, rulesets } from './migrations';
import { run, spawn } from './run';
import { CLUSTER, FIXTURES, workFolder } from './work-folder';
import { commandsOf, fixture } from '../migrate/nftables/clusters';

const work = workFolder();
const { migrate } = migrations(work);

describe('the reference cluster, by the compiled command in a process of its own', () => {
  let result: Migrated;

  beforeAll(() => {
    const { status, stdout, stderr } = spawn(['migrate', ...CLUSTER.map(name => join(FIXTURES, name)), ...FOR, '--out', 'plan/migration'], { cwd: work.path });
    result = migrated({ code: status!, stdout, stderr }, join(work.path, 'plan', 'migration'));
  });

  test('the files, and where to start', () => {
    const { code, stdout, stderr, paths } = result;
    expect([code, stderr]).toEqual([0, '']);
    expect(paths).toEqual([...BASE, ...CANARY, ...CALICO, ...rulesets(...NODES)].sort());
    expect(stdout).toMatch(/^plan\/migration: 18 files written; start with plan\/migration\/RUNBOOK\.md\n\d+ blockers, \d+ warnings, \d+ infos; 2 solved: plan\/migration\/findings\.md\nto look at in a browser: plan\/migration\/report\.html\n$/);
    expect(readdirSync(join(work.path, 'plan'))).toEqual(['migration']);
    for (const path of paths) expect(result.text(path)).toMatch(/[^\n]\n$/);
  });

  test('the same input gives the same files', () => {
    const again = migrate(CLUSTER);
    // Places in findings are as the paths were given.
    for (const path of result.paths) expect(again.text(path)).toBe(result.text(path));
  });

  test('the ConfigMap: all that was in it, in nftables mode, without what the server keeps', () => {
    const [configMap, ...others] = result.yaml('kube-proxy/configmap.yaml');
    expect(others).toEqual([]);
    expect(configMap).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'kube-proxy', namespace: 'kube-system', labels: { app: 'kube-proxy' } },
      data: { 'config.conf': expect.any(String), 'kubeconfig.conf': CONFIG_MAP.data['kubeconfig.conf'] },
    });
    const before: any = configurationIn(CONFIG_MAP);
    const after = configurationIn(configMap);
    expect([matchesSchema(after), matchesSchema.errors]).toEqual([true, null]);
    expect(after).toEqual({
      ...before,
      mode: 'nftables',
      iptables: { ...before.iptables, masqueradeAll: false },
      ipvs: { ...before.ipvs, scheduler: '', strictARP: false, excludeCIDRs: null },
      nftables: { ...before.nftables, masqueradeAll: true },
    });
  });

  test('the way back is what was there', () => {
    const [configMap, ...others] = result.yaml('rollback/kube-proxy-configmap.yaml');
    const { metadata: { name, namespace, labels }, ...rest } = CONFIG_MAP;
    expect([configMap, others]).toEqual([{ ...rest, metadata: { name, namespace, labels } }, []]);
  });

  test('worker-1\'s ruleset is what the real kube-proxy programmed, but for masqueradeAll', () => {
    const reference = ['ipv4', 'ipv6'].map(family => fixture(`worker-1.v1.36.${family}.nft`)).join('').split('\n');
    const ruleset = result.text('rulesets/worker-1.nft').split('\n');
    expect(reference.filter(line => !ruleset.includes(line))).toEqual(['add rule ip kube-proxy services ip daddr @cluster-ips ip saddr != 10.244.0.0/16 '
      + 'mark set mark or 0x00004000 comment "masquerade clusterIP traffic from outside cluster"']);
    expect(ruleset.filter(line => !reference.includes(line))).toEqual(['ip', 'ip6'].map(family =>
      `add rule ${family} kube-proxy services ${family} daddr @cluster-ips mark set mark or 0x00004000 comment "masquerade all clusterIP traffic"`));
  });

  test('the canary: the same DaemonSet with a selector, a ConfigMap and nodes of its own', () => {
    const [configMap, daemonSet, ...others] = result.yaml('canary/kube-proxy.yaml');
    expect(others).toEqual([]);
    const [switched] = result.yaml('kube-proxy/configmap.yaml');
    expect(configMap).toEqual({ ...switched, metadata: { ...switched.metadata, name: 'kube-proxy-nftables' } });

    const labels = { 'k8s-app': 'kube-proxy-nftables' };
    const { spec } = DAEMON_SET;
    const [volume, ...volumes] = spec.template.spec.volumes;
    expect(volume.configMap.name).toBe('kube-proxy');
    expect(daemonSet).toEqual({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'kube-proxy-nftables', namespace: 'kube-system', labels },
      spec: {
        ...spec,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            ...spec.template.spec,
            nodeSelector: { 'kubernetes.io/os': 'linux', [LABEL]: 'nftables' },
            volumes: [{ ...volume, configMap: { ...volume.configMap, name: 'kube-proxy-nftables' } }, ...volumes],
          },
        },
      },
    });
    // Neither selector is met by the other's pods.
    expect(spec.selector.matchLabels).toEqual({ 'k8s-app': 'kube-proxy' });
    expect(spec.template.metadata.labels).not.toMatchObject(labels);
  });

  test('the patch keeps the cluster\'s own DaemonSet off these nodes, and another one takes that back', () => {
    const affinity = (value: unknown) => [{ spec: { template: { spec: { affinity: value } } } }];
    expect(result.yaml('canary/daemonset-patch.yaml')).toEqual(affinity({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: LABEL, operator: 'NotIn', values: ['nftables'] }] }] },
      },
    }));
    expect(result.yaml('canary/daemonset-patch-back.yaml')).toEqual(affinity(null));
  });

  test('Calico\'s patch removes what the operator would refuse, since the version is not known', () => {
    expect(JSON.parse(result.text('calico/patch.json'))).toEqual({ spec: { calicoNetwork: { linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: null } } });
    expect(JSON.parse(result.text('rollback/calico-patch.json'))).toEqual({ spec: { calicoNetwork: { linuxDataplane: 'Iptables' } } });
  });

  test('the findings are those of check, but for what the new configuration solves', () => {
    const found = JSON.parse(run('check', ...CLUSTER.map(name => join(FIXTURES, name)), ...FOR, '--format', 'json').stdout);
    const { findings, solved } = JSON.parse(result.text('findings.json'));
    const ids = (list: { ruleId: string }[]) => list.map(({ ruleId }) => ruleId).sort();
    expect(ids(solved)).toEqual(['ipvs-deprecation', 'masquerade-all']);
    expect(ids([...findings, ...solved])).toEqual(ids(found.findings));
    for (const id of ids(findings)) expect(result.text('findings.md')).toContain(`#${id})`);
  });

  test('the decisions: a table for each kind, with a reason for each setting', () => {
    const page = result.text('kube-proxy/decisions.md');
    expect(page.match(/^#+ .*$/gm)).toEqual([
      '# What became of kube-proxy\'s settings', '## Changed', '## Moved to the section that nftables mode reads', '## Dropped', '## Kept',
    ]);
    const rows = page.split('\n').filter(line => line.startsWith('| `')).map(line => line.split(' | ').map(cell => cell.replace(/^\| |^`|`$/g, '').replace(/^`/, '')));
    expect(rows.map(([field, was, is]) => [field, was, is])).toEqual([
      ['mode', 'ipvs', 'nftables'],
      ['iptables.masqueradeAll', 'true', 'true'],
      ['ipvs.scheduler', 'lc', ''],
      ['ipvs.strictARP', 'true', ''],
      ['ipvs.excludeCIDRs', '["10.77.0.0/16"]', ''],
      ['bindAddress', '0.0.0.0', '0.0.0.0'],
      ['clientConnection.kubeconfig', '/var/lib/kube-proxy/kubeconfig.conf', '/var/lib/kube-proxy/kubeconfig.conf'],
      ['clusterCIDR', '10.244.0.0/16', '10.244.0.0/16'],
    ]);
    for (const row of rows) expect(row[3].length).toBeGreaterThan(10);
  });

  test('the runbook: its steps in their order, and the commands that do the work', () => {
    const page = result.text('RUNBOOK.md');
    expect(page.replace(/^```[\s\S]*?^```$/gm, '').match(/^#+ .*$/gm)).toEqual([
      '# kube-proxy: from ipvs to nftables mode', '## 1. Preflight', '## 2. First nodes', '## 3. Switch', '### If a node keeps ipvs mode', '## 4. Verify', '## 5. Make it last', '## 6. Clean up', '## Roll back',
    ]);
    for (const id of ['ipvs-exclude-cidrs', 'node-kernel-too-old', 'calico-dataplane', 'ipvs-scheduler', 'masquerade-all']) expect(page).toContain(`\`${id}\``);
    const commands = commandsOf(page);
    const order = [
      'kubectl diff -f kube-proxy/configmap.yaml',
      'kubectl apply -f canary/kube-proxy.yaml',
      'kubectl -n kube-system patch daemonset kube-proxy --type=strategic --patch-file=canary/daemonset-patch.yaml',
      `kubectl label node worker-1 ${LABEL}=nftables`,
      'kubectl -n kube-system rollout status daemonset/kube-proxy-nftables',
      'kubectl apply -f kube-proxy/configmap.yaml',
      'kubectl delete --ignore-not-found -f canary/kube-proxy.yaml',
      'kubectl -n kube-system patch daemonset kube-proxy --type=strategic --patch-file=canary/daemonset-patch-back.yaml',
      'kubectl -n kube-system rollout restart daemonset/kube-proxy',
      `kubectl patch installation.operator.tigera.io default --type=merge -p '${result.text('calico/patch.json').trim()}'`,
      'kubectl apply -f rollback/kube-proxy-configmap.yaml',
      `kubectl patch installation.operator.tigera.io default --type=merge -p '${result.text('rollback/calico-patch.json').trim()}'`,
    ];
    const places = order.map(command => commands.indexOf(command));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('every file that the runbook names is there', () => {
    const named = new Set([...result.text('RUNBOOK.md').matchAll(/(?<![\w/.-])((?:kube-proxy|canary|calico|rollback|kubeadm)\/[\w-]+(?:\/[\w-]+)*\.(?:yaml|json|md|conf|txt))/g)].map(([, path]) => path));
    expect([...named].filter(path => !result.paths.includes(path))).toEqual([]);
    expect(named.size).toBeGreaterThan(5);
  });

  test('its commands are right bash', () => expectParsable(result));
});
