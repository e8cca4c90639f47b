import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { BASE, CALICO, CANARY, CONFIG_MAP, configurationIn, DAEMON_SET, expectParsable, FOR, KUBEADM, LABEL, matchesSchema, migrations, UNCOMPARED } from './migrations';
import { run } from './run';
import { CLUSTER, FIXTURES, workFolder } from './work-folder';
import { kubeProxy } from '../check/findings/findings';
import { node, Plain, service, serviceCidr } from '../support/builders';

const work = workFolder();
const { path: folder, file } = work;
const { migrate, withSettings } = migrations(work);

describe('kubeadm', () => {
  const CLUSTER_CONFIGURATION = {
    apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', kubernetesVersion: 'v1.36.3', networking: { podSubnet: '10.244.0.0/16' }, fromTheFuture: { kept: true },
  };
  const kubeadmConfig = (data: Plain) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kubeadm-config', namespace: 'kube-system' }, data });

  test('its files have the cluster\'s configuration as it is, and kube-proxy\'s new one, and on the way back the old one', () => {
    const result = migrate([...CLUSTER, file('kubeadm.json', [kubeadmConfig({ ClusterConfiguration: dump(CLUSTER_CONFIGURATION) })])], '--no-rulesets');
    expect([result.code, result.stderr, result.paths]).toEqual([0, '', [...BASE, ...CANARY, ...CALICO, ...KUBEADM].sort()]);
    const [cluster, kubeProxyConfiguration, ...others] = result.yaml('kubeadm/kube-proxy-addon.conf');
    expect([cluster, others]).toEqual([CLUSTER_CONFIGURATION, []]);
    expect(kubeProxyConfiguration).toEqual(configurationIn(result.yaml('kube-proxy/configmap.yaml')[0]));
    expect(result.yaml('rollback/kubeadm/kube-proxy-addon.conf')).toEqual([CLUSTER_CONFIGURATION, configurationIn(CONFIG_MAP)]);
    expect(result.yaml('kubeadm/upgrade.conf')).toEqual([{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'UpgradeConfiguration' }]);
    expect(result.text('kubeadm/COMMANDS.txt')).toContain('kubeadm init phase addon kube-proxy --config kube-proxy-addon.conf\n');
    expectParsable(result);
  });

  test.each<[string, Plain, RegExp]>([
    ['no ClusterConfiguration', {}, /kubeadm\.json, line 1: ConfigMap kube-system\/kubeadm-config: data\[ClusterConfiguration\]: undefined is not text; /],
    ['broken YAML', { ClusterConfiguration: 'a: [' }, /kubeadm\.json, line 1: ConfigMap kube-system\/kubeadm-config, ClusterConfiguration, line 2, column 1: /],
    ['a version that kubeadm can\'t read', { ClusterConfiguration: dump({ ...CLUSTER_CONFIGURATION, apiVersion: 'kubeadm.k8s.io/v1beta2' }) }, /ConfigMap kube-system\/kubeadm-config \(.*\): .*v1beta2/],
  ])('%s is an error', (_, data, expected) => {
    const { code, stderr, out } = migrate(['kube-proxy.yaml', file('kubeadm.json', [kubeadmConfig(data)])]);
    expect([code, existsSync(out)]).toEqual([1, false]);
    expect(stderr).toMatch(expected);
  });
});

describe('other clusters', () => {
  test('one in iptables mode', () => {
    const result = migrate(['networking.yaml', withSettings(configuration => {
      configuration.mode = '';
      configuration.iptables = { ...configuration.iptables, masqueradeAll: false, masqueradeBit: 15, syncPeriod: '1m0s' };
      delete configuration.ipvs;
    })], '--no-rulesets');
    expect([result.code, result.stderr]).toEqual([0, '']);
    const after = configurationIn(result.yaml('kube-proxy/configmap.yaml')[0]);
    expect([matchesSchema(after), after.mode, after.nftables.masqueradeBit]).toEqual([true, 'nftables', 15]);
    expect(result.text('RUNBOOK.md')).toMatch(/^# kube-proxy: from iptables to nftables mode\n/);
    expect(result.text('RUNBOOK.md')).not.toMatch(/ipvsadm|kube-ipvs0/);
    expectParsable(result);
  });

  test('fields that kube-proxy does not know are left out, and told of', () => {
    const { code, text, yaml } = migrate([withSettings(configuration => {
      configuration.unknwonField = 7;
      configuration['x`y|<b>'] = ['a'];
    })]);
    expect(code).toBe(0);
    expect(yaml('kube-proxy/configmap.yaml')[0].data['config.conf']).not.toMatch(/unknwonField|x`y/);
    const decisions = text('kube-proxy/decisions.md');
    expect(decisions).toContain('\n## Unknown to kube-proxy, and left out\n');
    expect(decisions).toContain('\n| `unknwonField` | `7` |  | ');
    expect(decisions).toContain('\n| `` x`y\\|<b> `` | `["a"]` |  | ');
    expect(text('RUNBOOK.md')).toContain('`unknwonField`, `` x`y|<b> ``');
  });

  test('one whose objects are the ConfigMap alone', () => {
    const result = migrate([file('alone.json', [CONFIG_MAP])]);
    expect([result.code, result.paths]).toEqual([0, UNCOMPARED]);
    expect(result.stderr).toContain('note: The input has no Nodes, so there are no rulesets.\n');
    expectParsable(result);
  });

  test('one with a DaemonSet that has an affinity already', () => {
    const terms = [{ matchExpressions: [{ key: 'type', operator: 'NotIn', values: ['virtual'] }] }, { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }];
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } };
    const { spec: { template, ...spec }, ...rest } = DAEMON_SET;
    const daemonSet = { ...rest, spec: { ...spec, template: { ...template, spec: { ...template.spec, affinity: { nodeAffinity } } } } };
    const { yaml } = migrate([file('affinity.json', [CONFIG_MAP, daemonSet])]);
    const off = { key: LABEL, operator: 'NotIn', values: ['nftables'] };
    const patched = yaml('canary/daemonset-patch.yaml')[0].spec.template.spec.affinity.nodeAffinity;
    expect(patched.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
      { matchExpressions: [...terms[0].matchExpressions!, off] }, { ...terms[1], matchExpressions: [off] },
    ]);
    expect(yaml('canary/daemonset-patch-back.yaml')[0].spec.template.spec.affinity.nodeAffinity).toEqual(nodeAffinity);
    // The canary keeps it as well: it runs where the cluster's own would.
    expect(yaml('canary/kube-proxy.yaml')[1].spec.template.spec.affinity).toEqual({ nodeAffinity });
  });

  test('the hash by which kubeadm tells its own ConfigMap is not taken over, but is on the way back', () => {
    const hash = { 'kubeadm.kubernetes.io/component-config.hash': 'sha256:1', 'team': 'net' };
    const { yaml } = migrate([file('hash.json', [{ ...CONFIG_MAP, metadata: { ...CONFIG_MAP.metadata, annotations: hash } }])]);
    expect(yaml('kube-proxy/configmap.yaml')[0].metadata.annotations).toEqual({ team: 'net' });
    expect(yaml('rollback/kube-proxy-configmap.yaml')[0].metadata.annotations).toEqual(hash);
  });
});

describe('nothing is written where something is wrong', () => {
  const WRONG: [string, () => string[], string | RegExp][] = [
    ['no ConfigMap', () => ['networking.yaml'], 'the input does not have the ConfigMap kube-system/kube-proxy, which a migration changes; '
      + 'add it with: kubectl get configmap -n kube-system kube-proxy kubeadm-config -o yaml. Where the cluster has none, state its distribution (--distribution), or add the files of its installer'],
    ['nftables mode already', () => [file('done.json', [kubeProxy({ mode: 'nftables' })])],
      /done\.json, line 1\): the mode is already nftables, so there is nothing to migrate; check reports what else to know$/],
    ['a wrong setting', () => [withSettings(configuration => {
      configuration.clusterCIDR = 'nope';
    })], /: clusterCIDR: "nope" is not a CIDR: expected such as "10\.244\.0\.0\/16" or "fd00:10:244::\/56"$/],
    ['a setting of a wrong type', () => [withSettings(configuration => {
      configuration.oomScoreAdj = 'many';
    })], /: oomScoreAdj: "many" is not an integer of 32 bits$/],
    ['text for commands in a setting that they use', () => [withSettings(configuration => {
      configuration.metricsBindAddress = '$(touch x):10249';
    })], /: metricsBindAddress: "\$\(touch x\):10249" is not an IP address and port: /],
    ['broken YAML', () => [file('broken.yaml', 'a: [1\nb: 2\n')], /broken\.yaml, line 2, column \d+: /],
    ['a file that is not there', () => ['kube-proxy.yaml', join(folder, 'missing.yaml')], /missing\.yaml: no such file$/],
    ['a wrong Service', () => ['kube-proxy.yaml', file('service.yaml', 'apiVersion: v1\nkind: Service\nmetadata: {name: web, uid: x}\nspec: {ports: [{port: 70000}]}\n')],
      /service\.yaml, line 1: Service web: spec\.ports\[0\]\.port: 70000 is not a port: /],
    ['a Node whose ruleset can\'t be made', () => ['kube-proxy.yaml', file('node.json', [{ apiVersion: 'v1', kind: 'Node', metadata: { name: '../up' } }])],
      /node\.json, line 1: Node .*: metadata\.name: "\.\.\/up" is not a valid name: /],
  ];

  test.each(WRONG)('%s', (_, files, expected) => {
    const before = readdirSync(folder).length;
    const inputs = files();
    const made = readdirSync(folder).length - before;
    const { code, stdout, stderr, out } = migrate(inputs);
    expect([code, stdout, existsSync(out), readdirSync(folder).length - before - made]).toEqual([1, '', false, 0]);
    const message = /^error: ([\s\S]*)\n$/.exec(stderr)![1];
    if (typeof expected === 'string') expect(message).toBe(expected);
    else expect(message).toMatch(expected);
  });

  test('an error while rulesets are written, after other files were', () => {
    // Only a ruleset's maker looks at the addresses of Services that are not applied yet.
    const objects = [node('a'), serviceCidr('kubernetes', '10.96.0.0/16'), service('shop/web', { clusterIP: '10.200.0.1' })];
    const out = join(folder, 'parent', 'half');
    const { code, stdout, stderr } = run('migrate', join(FIXTURES, 'kube-proxy.yaml'), file('half.json', objects), ...FOR, '--out', out);
    expect([code, stdout, existsSync(join(folder, 'parent'))]).toEqual([1, '', false]);
    expect(stderr).toMatch(/^error: .*half\.json, line 1: Service shop\/web: spec\.clusterIP: /);
  });
});
