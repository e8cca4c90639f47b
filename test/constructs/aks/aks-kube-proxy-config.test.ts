import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  AksIpvsOptions, AksIpvsScheduler, AksKubeProxyConfig, AksKubeProxyConfigProps, AksNetworkDataplane, AksNetworkPlugin, AksNetworkPolicy,
  ProxyMode,
} from '../../../src';
import { bicepString, bicepText } from '../../../src/constructs/aks/texts';

const make = (props: Partial<AksKubeProxyConfigProps> = {}, chart = new Chart(new App(), 'test')) =>
  new AksKubeProxyConfig(chart, 'aks', { kubernetesVersion: '1.34', ...props });

const IPVS: AksIpvsOptions = {
  scheduler: AksIpvsScheduler.LEAST_CONNECTION,
  tcpTimeout: Duration.minutes(15),
  tcpFinTimeout: Duration.seconds(120),
  udpTimeout: Duration.minutes(5),
};
const BRING_YOUR_OWN = { enabled: false, networkPlugin: AksNetworkPlugin.NONE };

const VARIANTS: readonly (readonly [string, Partial<AksKubeProxyConfigProps>, object])[] = [
  ['nftables mode by default', {}, { enabled: true, mode: 'NFTABLES' }],
  ['nftables mode', { mode: ProxyMode.NFTABLES, kubernetesVersion: 'v1.33.0', enabled: true }, { enabled: true, mode: 'NFTABLES' }],
  ['iptables mode', { mode: ProxyMode.IPTABLES, kubernetesVersion: '1.21' }, { enabled: true, mode: 'IPTABLES' }],
  ['IPVS mode', { mode: ProxyMode.IPVS, kubernetesVersion: '1.22' }, { enabled: true, mode: 'IPVS' }],
  ['IPVS mode with nothing to tell', { mode: ProxyMode.IPVS, ipvs: {} }, { enabled: true, mode: 'IPVS' }],
  ['IPVS mode with all options', { mode: ProxyMode.IPVS, ipvs: IPVS }, {
    enabled: true,
    mode: 'IPVS',
    ipvsConfig: { scheduler: 'LeastConnection', tcpTimeoutSeconds: 900, tcpFinTimeoutSeconds: 120, udpTimeoutSeconds: 300 },
  }],
  ['IPVS mode with one option', { mode: ProxyMode.IPVS, ipvs: { scheduler: AksIpvsScheduler.ROUND_ROBIN } }, { enabled: true, mode: 'IPVS', ipvsConfig: { scheduler: 'RoundRobin' } }],
  ['no kube-proxy', BRING_YOUR_OWN, { enabled: false }],
];

describe.each(VARIANTS)('%s', (_, props, expected) => {
  test('is equal in the file for az, in ARM and in Bicep', () => {
    const config = make({ clusterName: 'prod', ...props });
    expect(config.configJson).toBe(`${JSON.stringify(expected, undefined, 2)}\n`);
    expect(JSON.parse(config.armFragment)).toEqual({
      type: 'Microsoft.ContainerService/managedClusters',
      apiVersion: '2025-10-02-preview',
      name: 'prod',
      properties: { networkProfile: { kubeProxyConfig: expected } },
    });
    expect(parseBicep(config.bicepFragment)).toEqual({
      type: 'Microsoft.ContainerService/managedClusters@2025-10-02-preview',
      body: { name: 'prod', properties: { networkProfile: { kubeProxyConfig: expected } } },
    });
  });
});

/** Reads a resource of the subset of Bicep that has objects, texts, numbers and booleans, strictly line by line. */
function parseBicep(text: string): { type: string; body: object } {
  const lines = text.trimEnd().split('\n').filter(line => !line.startsWith('//'));
  const head = /^resource [a-z]\w* = \{$/i.exec(lines[0].replace(/'[^']*' /, ''));
  if (!head) throw new Error(`no resource: ${lines[0]}`);
  let next = 1;
  const object = (indentation: string): Record<string, unknown> => {
    const value: Record<string, unknown> = {};
    for (;;) {
      const line = lines[next++];
      if (line === `${indentation}}`) return value;
      const match = /^( *)([a-z]\w*): (?:(\{)|'((?:[^'\\]|\\['\\$])*)'|(\d+|true|false))$/i.exec(line);
      if (!match || match[1] !== `${indentation}  `) throw new Error(`no property: ${line}`);
      const [, , name, brace, string, literal] = match;
      value[name] = brace ? object(`${indentation}  `) : string ?? JSON.parse(literal);
    }
  };
  const body = object('');
  expect(next).toBe(lines.length);
  return { type: /'([^']*)'/.exec(lines[0])![1], body };
}

test('texts as a whole', () => {
  const config = make({ mode: ProxyMode.IPVS, ipvs: IPVS, resourceGroup: 'shop(prod)', clusterName: 'shop-prod' });
  expect(config.commands).toMatchSnapshot('commands');
  expect(config.rollbackCommands).toMatchSnapshot('rollback');
  expect(config.bicepFragment).toMatchSnapshot('bicep');
  expect(config.managedClusterPatchCommand()).toMatchSnapshot('ManagedCluster');
  expect(config.azureManagedControlPlanePatchCommand({ objectName: 'shop', objectNamespace: 'clusters' })).toMatchSnapshot('AzureManagedControlPlane');
});

test('placeholders are quoted, so that no shell takes them for redirections', () => {
  expect(make().rollbackCommands).toContain('az aks update --resource-group \'<resource-group>\' --name \'<cluster-name>\' --kube-proxy-config aks/kube-proxy-rollback.azcli-config\n');
  expect(make().managedClusterPatchCommand()).toContain(' \'<cluster-name>\' --namespace=\'<namespace>\' ');
});

test('the way back is to iptables mode, or to the settings before', () => {
  expect(JSON.parse(make().rollbackConfigJson)).toEqual({ enabled: true, mode: 'IPTABLES' });
  expect(JSON.parse(make({ previous: { mode: ProxyMode.IPVS, ipvs: { udpTimeout: Duration.seconds(1) } } }).rollbackConfigJson))
    .toEqual({ enabled: true, mode: 'IPVS', ipvsConfig: { udpTimeoutSeconds: 1 } });
  expect(JSON.parse(make({ previous: { enabled: false }, networkPlugin: AksNetworkPlugin.NONE }).rollbackConfigJson)).toEqual({ enabled: false });
  // The API version is for the fragments, and the way back goes without them.
  expect(JSON.parse(make({ mode: ProxyMode.IPTABLES, apiVersion: '2022-08-02-preview', previous: {} }).rollbackConfigJson)).toEqual({ enabled: true, mode: 'NFTABLES' });
});

test('notices', () => {
  const config = make({ mode: ProxyMode.IPVS, kubernetesVersion: '1.35' });
  expect(config.notices).toEqual(['IPVS mode is deprecated from Kubernetes 1.35, off by default from 1.40 and removed in 1.43 (KEP-5495)']);
  config.notices.pop();
  expect(config.notices).toHaveLength(1);
  expect(make().notices).toEqual([]);
  expect(make(BRING_YOUR_OWN).notices).toEqual([]);
});

describe('files', () => {
  let outdir: string;
  beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'aks-')); });
  afterEach(() => rmSync(outdir, { recursive: true }));

  test('are written beside the manifests, and none is taken for one', () => {
    const app = new App({ outdir });
    const config = make({ folder: 'aks/prod' }, new Chart(app, 'test'));
    app.synth();
    expect(readdirSync(join(outdir, 'aks', 'prod')).sort()).toEqual([
      'kube-proxy-config.azcli-config', 'kube-proxy-fragment.arm', 'kube-proxy-fragment.bicep', 'kube-proxy-rollback.azcli-config', 'rollback.sh', 'update.sh',
    ]);
    const file = (name: string) => readFileSync(join(outdir, 'aks', 'prod', name), 'utf8');
    expect(file('kube-proxy-config.azcli-config')).toBe(config.configJson);
    expect(file('kube-proxy-rollback.azcli-config')).toBe(config.rollbackConfigJson);
    expect(file('kube-proxy-fragment.arm')).toBe(config.armFragment);
    expect(file('kube-proxy-fragment.bicep')).toBe(config.bicepFragment);
    expect(file('update.sh')).toBe(`#!/bin/sh\n# Run it in the app's output folder.\nset -eu\n\n${config.commands}`);
    expect(file('rollback.sh')).toContain(config.rollbackCommands);
  });

  test('no object is added to the chart', () => {
    expect(Testing.synth(Chart.of(make()))).toEqual([]);
  });

  /** Runs a script with programs `az` and `kubectl` that write their arguments down, and answers those. */
  function run(text: string, kubectlGet = ''): string[][] {
    const log = join(outdir, 'log');
    const program = (name: string, more: string) => writeFileSync(join(outdir, name),
      `#!/bin/sh\n{ printf '%s\\037' "${name}" "$@"; printf '\\036'; } >> '${log}'\n${more}\n`, { mode: 0o755 });
    program('az', 'if [ "$1 $2" = "feature show" ]; then echo Registered; fi');
    program('kubectl', `if [ "$1" = get ]; then ${kubectlGet}; fi`);
    execFileSync('/bin/sh', ['-euc', text], { env: { PATH: `${outdir}:${process.env.PATH}` }, cwd: outdir });
    return readFileSync(log, 'utf8').split('\x1e').slice(0, -1).map(line => line.split('\x1f').slice(0, -1));
  }

  test('the commands are what a shell takes them for', () => {
    const calls = run(make({ resourceGroup: 'shop(prod)', clusterName: 'shop' }).commands);
    expect(calls.map(([, , ...args]) => args).at(-2)).toEqual(
      ['update', '--resource-group', 'shop(prod)', '--name', 'shop', '--kube-proxy-config', 'aks/kube-proxy-config.azcli-config']);
    expect(calls.map(call => call.slice(0, 3).join(' '))).toEqual([
      'az extension add', 'az feature register', 'az feature show', 'az provider register', 'az aks show', 'az aks update', 'az aks show',
    ]);
  });

  test.each([
    ['without patches', 'true', '--type=merge'],
    ['with an empty list', 'printf "[]"', '--type=merge'],
    ['with patches', 'printf "%s" \'["{}"]\'', '--type=json'],
  ])('an AzureManagedControlPlane %s is patched without loss', (_, get, type) => {
    const config = make();
    const patch = run(config.azureManagedControlPlanePatchCommand({ objectName: 'a', objectNamespace: 'b' }), get).at(-1)!;
    expect(patch.slice(0, 6)).toEqual(['kubectl', 'patch', 'azuremanagedcontrolplanes.v1beta1.infrastructure.cluster.x-k8s.io', 'a', '--namespace=b', type]);
    expect(JSON.parse(patch[6].replace('--patch=', ''))).toEqual(type === '--type=merge'
      ? { spec: { enablePreviewFeatures: true, asoManagedClusterPatches: [config.managedClusterPatch] } }
      : [{ op: 'add', path: '/spec/enablePreviewFeatures', value: true }, { op: 'add', path: '/spec/asoManagedClusterPatches/-', value: config.managedClusterPatch }]);
  });

  test('an AzureManagedControlPlane that can\'t be read is not patched', () => {
    expect(() => run(make().azureManagedControlPlanePatchCommand(), 'exit 1')).toThrow('Command failed');
    expect(readFileSync(join(outdir, 'log'), 'utf8')).not.toContain('--patch');
  });
});

describe('quoting', () => {
  test('for Bicep', () => {
    expect(bicepString('a\'b\\c${d}$e')).toBe('\'a\\\'b\\\\c\\${d}$e\'');
    expect(bicepText({ a: null, b: { c: 1, d: true } })).toBe('{\n  a: null\n  b: {\n    c: 1\n    d: true\n  }\n}');
  });
});

describe('what is refused', () => {
  const NO_NFTABLES = 'but kube-proxy goes on in iptables mode: expected 1.33 or newer, or another mode until the cluster is upgraded';

  test.each<[string, Partial<AksKubeProxyConfigProps>, string]>([
    ['nftables mode before 1.33', { kubernetesVersion: '1.32.9' },
      `kubernetesVersion: AKS has nftables mode from Kubernetes 1.33; with "1.32.9" it accepts the mode, ${NO_NFTABLES}`],
    ['IPVS mode before 1.22', { kubernetesVersion: '1.21', mode: ProxyMode.IPVS },
      'kubernetesVersion: AKS has IPVS mode from Kubernetes 1.22, and this is "1.21": expected ProxyMode.IPTABLES until the cluster is upgraded'],
    ['IPVS mode from 1.43', { kubernetesVersion: '1.43', mode: ProxyMode.IPVS },
      'kubernetesVersion: IPVS mode was removed in Kubernetes 1.43 (KEP-5495): expected ProxyMode.NFTABLES'],
    ['no version', { kubernetesVersion: 'latest' },
      'kubernetesVersion: "latest" is not a Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"'],
    ['no mode', { mode: 'NFTABLES' as ProxyMode },
      'mode: "NFTABLES" is not a proxy mode: expected ProxyMode.NFTABLES, ProxyMode.IPTABLES or ProxyMode.IPVS'],
    ['IPVS mode with Azure Network Policy', { mode: ProxyMode.IPVS, networkPolicy: AksNetworkPolicy.AZURE },
      'networkPolicy: Azure Network Policy does not work with kube-proxy in IPVS mode: expected ProxyMode.NFTABLES or ProxyMode.IPTABLES, or another network policy'],
    ['options of IPVS in another mode', { ipvs: IPVS },
      'ipvs: AKS accepts it in IPVS mode only (KubeProxyConfigFieldUnsupported): expected mode to be ProxyMode.IPVS, or no ipvs'],
    ['off without a word of the plugin', { enabled: false },
      'networkPlugin: kube-proxy may be off in a cluster that brings its own CNI plugin only: expected networkPlugin "none" with enabled false, and it is not set'],
    ['off with AKS\'s plugin', { enabled: false, networkPlugin: AksNetworkPlugin.AZURE },
      'networkPlugin: kube-proxy may be off in a cluster that brings its own CNI plugin only: expected networkPlugin "none" with enabled false, and it is "azure"'],
    ['off with a mode', { ...BRING_YOUR_OWN, mode: ProxyMode.IPTABLES },
      'mode: kube-proxy has no mode where enabled is false: expected one of the two alone'],
    ['off with options of IPVS', { ...BRING_YOUR_OWN, ipvs: IPVS },
      'ipvs: AKS accepts it in IPVS mode only (KubeProxyConfigFieldUnsupported): expected mode to be ProxyMode.IPVS, or no ipvs'],
    ['AKS\'s Cilium', { networkDataplane: AksNetworkDataplane.CILIUM, previous: {} },
      'networkDataplane: AKS\'s Cilium replaces kube-proxy, and AKS refuses to enable it there (CiliumDataplaneRequiresKubeProxyConfigDisabled): '
      + 'expected another data plane, or no kube-proxy configuration'],
    ['a timeout of a fraction', { mode: ProxyMode.IPVS, ipvs: { tcpTimeout: Duration.millis(1500) } },
      'ipvs.tcpTimeout: 1.5 seconds cannot be set on AKS: expected whole seconds from 1 to 2147483647'],
    ['a timeout of zero', { mode: ProxyMode.IPVS, ipvs: { udpTimeout: Duration.seconds(0) } },
      'ipvs.udpTimeout: 0 seconds cannot be set on AKS: expected whole seconds from 1 to 2147483647'],
    ['a timeout beyond an int32', { mode: ProxyMode.IPVS, ipvs: { tcpFinTimeout: Duration.seconds(2 ** 31) } },
      'ipvs.tcpFinTimeout: 2147483648 seconds cannot be set on AKS: expected whole seconds from 1 to 2147483647'],
    ['no scheduler', { mode: ProxyMode.IPVS, ipvs: { scheduler: 'lc' as AksIpvsScheduler } },
      'ipvs.scheduler: "lc" is not a scheduler of AKS: expected AksIpvsScheduler.LEAST_CONNECTION or ROUND_ROBIN'],
    ['a stable API', { apiVersion: '2026-05-01' },
      'apiVersion: "2026-05-01" is a stable API version, which has no kubeProxyConfig: expected "2025-10-02-preview"'],
    ['an API before the field', { mode: ProxyMode.IPTABLES, apiVersion: '2022-07-02-preview' },
      'apiVersion: "2022-07-02-preview" has no kubeProxyConfig, which exists from 2022-08-02-preview: expected "2025-10-02-preview"'],
    ['an API before nftables mode', { apiVersion: '2025-08-02-preview' },
      'apiVersion: "2025-08-02-preview" does not know the mode NFTABLES, which exists from 2025-09-02-preview: expected "2025-10-02-preview"'],
    ['no API', { apiVersion: 'v1' }, 'apiVersion: "v1" is not an API version of Azure: expected such as "2025-10-02-preview"'],
    ['no plugin', { networkPlugin: 'calico' as AksNetworkPlugin },
      'networkPlugin: "calico" is not known: expected AksNetworkPlugin.AZURE, AksNetworkPlugin.KUBENET, AksNetworkPlugin.NONE'],
    ['no resource group', { resourceGroup: 'shop.' },
      'resourceGroup: "shop." is not a name of a resource group: expected up to 90 letters, digits, ( ) . - _ and no dot at the end'],
    ['no cluster name', { clusterName: 'a; rm' },
      'clusterName: "a; rm" is not a name of an AKS cluster: expected up to 63 letters, digits, - and _, with a letter or digit at both ends'],
    ['no folder', { folder: 'a b' },
      'folder: "a b" is not a folder: expected letters, digits, dots, hyphens and underscores, with slashes between, as in "aks/prod"'],
    ['a way back that there is not', { previous: { mode: ProxyMode.IPVS }, networkPolicy: AksNetworkPolicy.AZURE },
      'previous: Azure Network Policy does not work with kube-proxy in IPVS mode: expected ProxyMode.NFTABLES or ProxyMode.IPTABLES, or another network policy'],
    ['a way back with a mode and without', { previous: { mode: ProxyMode.IPTABLES, enabled: false }, networkPlugin: AksNetworkPlugin.NONE },
      'previous.mode: kube-proxy has no mode where enabled is false: expected one of the two alone'],
  ])('%s', (_, props, message) => {
    expect(messageOf(() => make(props))).toBe(`test/aks: ${message}`);
  });

  test('all at once', () => {
    expect(messageOf(() => make({ kubernetesVersion: '1.30', apiVersion: '2025-01-01', ipvs: {} })).split('\n').map(line => line.split(': ')[1]))
      .toEqual(['ipvs', 'kubernetesVersion', 'apiVersion']);
  });

  test.each<Partial<AksKubeProxyConfigProps>>([
    { networkPolicy: AksNetworkPolicy.AZURE },
    { apiVersion: '2025-09-02-preview' },
    { mode: ProxyMode.IPVS, networkPolicy: AksNetworkPolicy.CALICO, apiVersion: '2022-08-02-preview' },
    { resourceGroup: 'Gruppe_(ä).1-2', clusterName: 'a' },
  ])('and what is not: %j', props => {
    expect(() => make(props)).not.toThrow();
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
