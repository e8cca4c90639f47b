import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { FakeCluster, fakeKubectl } from './fake-kubectl';
import { ROOT, run, spawn } from './run';
import { FIXTURES, workFolder } from './work-folder';
import { Plain } from '../support/builders';

const { path: folder } = workFolder();
let folders = 0;

const itemsOf = (file: string): Plain[] => (load(readFileSync(join(FIXTURES, file), 'utf8')) as any).items;
const NETWORKING = itemsOf('networking.yaml');
const [CONFIG_MAP, DAEMON_SET] = itemsOf('kube-proxy.yaml');
const CALICO = itemsOf('calico.yaml');
const ofKind = (kind: string, objects = NETWORKING) => objects.filter(object => object.kind === kind);
const SECRET: Plain = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token', namespace: 'kube-system' }, data: { token: 'c2VjcmV0' } };

/** The reference cluster as it is served, without add-ons. */
const SERVED = {
  'configmaps': [CONFIG_MAP, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'passwords', namespace: 'kube-system' }, data: { secret: 'x' } }],
  'namespaces': [],
  'nodes': ofKind('Node'),
  'pods': [],
  'replicationcontrollers': [],
  'secrets': [SECRET],
  'services': ofKind('Service'),
  'daemonsets.apps': [DAEMON_SET],
  'deployments.apps': [],
  'replicasets.apps': [],
  'statefulsets.apps': [],
  'jobs.batch': [],
  'endpointslices.discovery.k8s.io': ofKind('EndpointSlice'),
  'resourcequotas': [],
  'networkpolicies.networking.k8s.io': [],
  'ingressclasses.networking.k8s.io': [],
  'ingresses.networking.k8s.io': [],
  'servicecidrs.networking.k8s.io': ofKind('ServiceCIDR'),
};
const WITH_CALICO = {
  ...SERVED,
  ...Object.fromEntries(['networkpolicies', 'networksets', 'globalnetworkpolicies', 'globalnetworksets', 'hostendpoints', 'tiers', 'ippools', 'bgppeers', 'bgpconfigurations', 'kubecontrollersconfigurations'].map(name => [`${name}.crd.projectcalico.org`, []])),
  'felixconfigurations.crd.projectcalico.org': ofKind('FelixConfiguration', CALICO),
  'installations.operator.tigera.io': ofKind('Installation', CALICO),
};
const NOT_SERVED = 'Cilium, Istio, Flux, Argo CD, k3s and RKE2, OpenShift and EKS: the cluster does not serve any of them\n';
const WITHOUT_ADD_ONS = `note: left out: the kinds of Gateway API, Gateway API's experiments, Calico with its operator, Calico, ${NOT_SERVED}`;
const WITHOUT_OTHERS = `note: left out: the kinds of Gateway API, Gateway API's experiments, ${NOT_SERVED}`;
const CONFIG_MAPS = 'kube-proxy, kube-proxy-config, proxy-config, shoot-info, kubeadm-config, cilium-config, antrea-config, kube-flannel-cfg, istio-cni-config';
const NO_SECRETS = 'note: left out: Secrets, which no command needs\n';

function dump(cluster: FakeCluster, ...args: string[]) {
  const out = join(folder, `dump-${folders++}`);
  const { program, calls } = fakeKubectl(folder, cluster);
  const result = run('dump', '--kubectl', program, '--out', out, ...args);
  return { ...result, out, calls: calls(), files: existsSync(out) ? readdirSync(out).sort() : [] };
}

test('every kind that is served, which other commands read as they read the dump of a user', () => {
  const { code, stdout, stderr, out, files } = dump({ served: WITH_CALICO });
  const staged = 'note: left out: stagednetworkpolicies.crd.projectcalico.org and stagedglobalnetworkpolicies.crd.projectcalico.org: the cluster does not serve these kinds, although it serves others of Calico\n';
  expect([code, stderr]).toEqual([0, staged + WITHOUT_OTHERS + NO_SECRETS]);
  expect(stdout).toBe(`${out}: 29 files written; use it as FILE: cdk8s-nftables check ${out} --target-version X.Y\n`);
  expect(files).toEqual([
    'bgpconfigurations.json', 'bgppeers.json', 'calico-networkpolicies.json', 'configmaps-kube-system.json', 'daemonsets.json', 'deployments.json', 'endpointslices.json', 'felixconfigurations.json', 'globalnetworkpolicies.json',
    'globalnetworksets.json', 'hostendpoints.json', 'ingressclasses.json', 'ingresses.json', 'installations.json', 'ippools.json', 'jobs.json', 'kubecontrollersconfigurations.json', 'namespaces.json', 'networkpolicies.json',
    'networksets.json', 'nodes.json', 'pods.json', 'replicasets.json', 'replicationcontrollers.json', 'resourcequotas.json', 'servicecidrs.json', 'services.json', 'statefulsets.json', 'tiers.json',
  ]);
  const findings = (...inputs: string[]) => JSON.parse(run('check', ...inputs, '--target-version', '1.36', '--format', 'json', '-q').stdout).findings
    .map(({ ruleId, objects }: Plain) => [ruleId, objects.map(({ kind, name }: Plain) => `${kind} ${name}`)]);
  expect(findings(out)).toEqual(findings(...['networking', 'kube-proxy', 'calico'].map(name => join(FIXTURES, `${name}.yaml`))));
  const preview = (...inputs: string[]) => run('preview', ...inputs, '--node', 'worker-1', '--kubernetes-version', '1.36', '-q').stdout;
  expect(preview(out)).toBe(preview(...['networking', 'kube-proxy'].map(name => join(FIXTURES, `${name}.yaml`))));
});

test('only reading commands, no Secrets, and no ConfigMaps but those that are known', () => {
  const { calls, out, files } = dump({ served: WITH_CALICO }, '--context', 'prod; rm -rf /');
  expect(calls.map(([context, verb]) => [context, verb])).toEqual([['--context=prod; rm -rf /', 'api-resources'], ...Array.from({ length: 31 }, () => ['--context=prod; rm -rf /', 'get'])]);
  expect(calls.flat().filter(arg => /secret/i.test(arg))).toEqual([]);
  const everything = files.map(file => readFileSync(join(out, file), 'utf8')).join('');
  expect(everything).not.toContain('c2VjcmV0');
  expect(everything).not.toContain('passwords');
});

test('where Calico is missing its kinds are left out, and all others are there', () => {
  const { code, stderr, files } = dump({ served: SERVED });
  expect([code, stderr]).toEqual([0, WITHOUT_ADD_ONS + NO_SECRETS]);
  expect(files).toContain('services.json');
});

test('Calico\'s API server serves the same objects under another group: one of them counts', () => {
  const other = 'felixconfigurations.projectcalico.org';
  expect(dump({ served: { ...WITH_CALICO, [other]: [] } }).calls.filter(call => call.includes(other))).toEqual([]);
  expect(dump({ served: { ...SERVED, [other]: [] } }).calls.filter(call => call.includes(other))).toHaveLength(1);
});

test('missing rights: what could be read is there, what not is named, and the exit code says so', () => {
  const { code, stderr, files } = dump({ served: SERVED, forbidden: ['daemonsets.apps', 'pods', 'configmaps'] });
  expect(code).toBe(2);
  expect(stderr.split('\n').filter(line => line.includes('you may not'))).toEqual([
    'note: left out: daemonsets.apps (kube-proxy, network plugins, other users of IPVS or nftables): you may not read this: Error from server (Forbidden): daemonsets.apps is forbidden: User "eve" cannot list resource "daemonsets" in API group "apps" at the cluster scope',
    'note: left out: pods (names of pods in explain): you may not read this: Error from server (Forbidden): pods is forbidden: User "eve" cannot list resource "pods" in API group "" at the cluster scope',
    ...[`${CONFIG_MAPS} of kube-system`, 'kube-flannel-cfg of kube-flannel', 'istio-cni-config of istio-system'].map(what => `note: left out: ConfigMaps ${what}: you may not read this: `
      + 'Error from server (Forbidden): configmaps is forbidden: User "eve" cannot list resource "configmaps" in API group "" at the cluster scope'),
  ]);
  expect(files).not.toContain('pods.json');
  expect(files).toContain('nodes.json');
});

test('an add-on\'s API that is down does not keep the rest from being read', () => {
  const { code, stderr, files } = dump({ served: SERVED, broken: 'metrics.k8s.io/v1beta1' });
  expect([code, files.length]).toEqual([2, 17]);
  expect(stderr).toContain('note: left out: some kinds that add-ons serve: error: unable to retrieve the complete list of server APIs: metrics.k8s.io/v1beta1: the server is currently unable');
});

test('kube-proxy\'s ConfigMap by what its DaemonSet mounts, whatever its name and namespace are', () => {
  const configMap = { ...CONFIG_MAP, metadata: { name: 'kube-proxy-worker', namespace: 'proxies' } };
  const { spec, ...rest } = DAEMON_SET as any;
  const volumes = [{ name: 'a', configMap: { name: 'kube-proxy-worker' } }, { name: 'b', configMap: { name: '--all' } }];
  const daemonSet = { ...rest, metadata: { name: 'kube-proxy-worker', namespace: 'proxies' }, spec: { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, volumes } } } };
  const { out, files, calls, stderr } = dump({ served: { ...SERVED, 'configmaps': [configMap], 'daemonsets.apps': [daemonSet] } });
  expect(files).toContain('configmaps-proxies.json');
  expect(JSON.parse(readFileSync(join(out, 'configmaps-proxies.json'), 'utf8'))).toEqual(configMap);
  expect(calls.at(-1)).toEqual(['get', 'configmaps', '--namespace=proxies', '--ignore-not-found', 'kube-proxy-worker', '-o', 'json']);
  expect(stderr).toContain(`note: left out: ConfigMaps ${CONFIG_MAPS} of kube-system: there are none of these names\n`);
});

describe('Gateway API', () => {
  const ofGroup = (kind: string, name: string, spec: Plain): Plain => ({ apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { namespace: 'shop', name, uid: name }, spec });
  const route = ofGroup('HTTPRoute', 'cart', { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'cart', port: 80 }] }] });
  const policy = ofGroup('BackendTLSPolicy', 'cart', {
    targetRefs: [{ group: '', kind: 'Service', name: 'cart' }],
    validation: { hostname: 'cart', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }, { group: '', kind: 'ConfigMap', name: '--all' }] },
  });
  const definition = (name: string): Plain => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name, annotations: { 'gateway.networking.k8s.io/bundle-version': 'v1.1.1', 'gateway.networking.k8s.io/channel': 'standard' } },
    spec: { group: 'gateway.networking.k8s.io', names: { kind: 'HTTPRoute' } },
  });
  const authority: Plain = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'shop', name: 'ca' }, data: { 'ca.crt': 'x' } };
  const served = {
    ...SERVED,
    'backendtlspolicies.gateway.networking.k8s.io': [policy],
    'configmaps': [...SERVED.configmaps, authority],
    'customresourcedefinitions.apiextensions.k8s.io': ['httproutes.gateway.networking.k8s.io', 'backendtlspolicies.gateway.networking.k8s.io', 'others.example.com'].map(definition),
    'httproutes.gateway.networking.k8s.io': [route],
  };

  test('its kinds, its definitions, and certificates of authorities', () => {
    const { code, stderr, files, out } = dump({ served });
    expect([code, files.filter(file => /routes|tlspolicies|definitions|shop/.test(file))]).toEqual([
      0, ['backendtlspolicies.json', 'configmaps-shop.json', 'customresourcedefinitions.json', 'httproutes.json'],
    ]);
    expect(stderr).toMatch(/^note: left out: gatewayclasses\.gateway\.networking\.k8s\.io, .* and listenersets\.gateway\.networking\.k8s\.io: the cluster does not serve these kinds, although it serves others of Gateway API$/m);
    expect(readFileSync(join(out, 'customresourcedefinitions.json'), 'utf8')).not.toContain('others.example.com');
    const findings = JSON.parse(run('check', out, '--goal', 'gateway-api', '--format', 'json', '-q').stdout);
    expect([findings.targetVersion, findings.findings.map(({ ruleId }: Plain) => ruleId)]).toEqual(['1.1', ['gateway-backend-not-found', 'gateway-object-invalid', 'gateway-parent-not-in-input', 'gateway-crds-version']]);
  });

  test('settings of ingress-nginx', () => {
    const command = ['/nginx-ingress-controller', '--configmap=$(POD_NAMESPACE)/settings', '--tcp-services-configmap=streams/tcp'];
    const deployment = { ...DAEMON_SET, kind: 'Deployment', metadata: { name: 'controller', namespace: 'ingress' }, spec: { template: { spec: { containers: [{ name: 'controller', image: 'c', args: command }] } } } };
    const settings = (namespace: string, name: string): Plain => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name }, data: { 'ssl-redirect': 'false' } });
    const { files } = dump({ served: { ...SERVED, 'configmaps': [...SERVED.configmaps, settings('ingress', 'settings'), settings('streams', 'tcp')], 'deployments.apps': [deployment] } });
    expect(files.filter(file => file.startsWith('configmaps-'))).toEqual(['configmaps-ingress.json', 'configmaps-kube-system.json', 'configmaps-streams.json']);
  });
});

test('--skip leaves kinds out', () => {
  const { code, stderr, calls, files } = dump({ served: SERVED }, '--skip', 'pods,jobs', '--skip', 'replicasets');
  expect([code, files.includes('pods.json'), calls.flat().includes('pods')]).toEqual([0, false, false]);
  expect(stderr).toContain('note: left out: pods (names of pods in explain): --skip\n');
  expect(run('dump', '--skip', 'pod').stderr).toMatch(/^error: option '--skip <KIND,\.\.\.>' argument 'pod' is invalid\. "pod" is not one of nodes, .*; did you mean pods\?\.\n/);
});

test('--quiet says nothing', () => {
  expect(dump({ served: SERVED }, '-q')).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

describe('nothing is written', () => {
  test.each<[string, FakeCluster, string]>([
    ['where the cluster can\'t be reached', { served: {}, unreachable: 'E1128 14:37:28.465435    3008 memcache.go:265] "Unhandled Error" err="x"\nThe connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?' },
      'error: kubectl api-resources: The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?\n'],
    ['where there is no such context', { served: {}, unreachable: 'Error in configuration: context was not found for specified context: nope' },
      'error: kubectl api-resources: Error in configuration: context was not found for specified context: nope\n'],
  ])('%s', (_, cluster, expected) => {
    const { code, stdout, stderr, files } = dump(cluster);
    expect([code, stdout, stderr, files]).toEqual([1, '', expected, []]);
  });

  test('where no kind may be read', () => {
    const { code, stderr, files, out } = dump({ served: SERVED, forbidden: Object.keys(SERVED) });
    expect([code, files, existsSync(out)]).toEqual([1, [], false]);
    expect(stderr).toMatch(/^error: nothing could be read from the cluster:\n {2}left out: nodes \(kernels, addresses, distributions\): you may not read this: Error from server \(Forbidden\)/);
  });

  test('without kubectl', () => {
    const out = join(folder, 'none');
    expect(run('dump', '--kubectl', 'no-such-kubectl', '-o', out)).toEqual({
      code: 1, stdout: '', stderr: 'error: no-such-kubectl: command not found; expected kubectl, for example, --kubectl /usr/local/bin/kubectl\n',
    });
    expect(existsSync(out)).toBe(false);
  });

  test('into a folder that has something, unless it is an earlier dump', () => {
    const out = join(folder, 'taken');
    mkdirSync(out);
    writeFileSync(join(out, 'installations.json'), '{}');
    writeFileSync(join(out, 'mine.txt'), '');
    const { program, calls } = fakeKubectl(folder, { served: SERVED });
    expect(run('dump', '--kubectl', program, '-o', out).stderr).toBe(`error: ${out}: is not empty; expected a new folder, or --force to replace the files of an earlier run\n`);
    expect(calls()).toEqual([]);
    expect(run('dump', '--kubectl', program, '-o', out, '--force').code).toBe(0);
    // What the cluster does not serve any more is gone, too.
    expect(readdirSync(out).filter(name => /installations|mine/.test(name))).toEqual(['mine.txt']);
  });
});

test('10,000 Services go from kubectl to the file without being held', () => {
  const services = Array.from({ length: 10_000 }, (_, i): Plain => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `s-${i}`, namespace: 'shop', uid: `${i}`, annotations: { note: 'x'.repeat(2000) } },
    spec: { clusterIP: `10.96.${i >> 8}.${i & 255}`, type: 'ClusterIP', ports: [{ port: 80 }] },
  }));
  const { program } = fakeKubectl(folder, { served: { ...SERVED, services } });
  const out = join(folder, 'large');
  const usage = join(folder, 'usage.js');
  writeFileSync(usage, 'process.on("exit", () => process.stderr.write(`memory ${process.resourceUsage().maxRSS}\\n`));');
  const small = spawn(['dump', '--kubectl', fakeKubectl(folder, { served: SERVED }).program, '-o', `${out}-not`], { env: { ...process.env, NODE_OPTIONS: `--require ${usage}` } });
  const large = spawn(['dump', '--kubectl', program, '-o', out], { env: { ...process.env, NODE_OPTIONS: `--require ${usage}` } });
  const memory = ({ stderr }: { stderr: string }) => Number(/memory (\d+)\n$/.exec(stderr)![1]);
  expect(large.status).toBe(0);
  expect(JSON.parse(readFileSync(join(out, 'services.json'), 'utf8')).items).toHaveLength(10_000);
  expect(memory(large) - memory(small)).toBeLessThan(16 * 1024);
});

describe('as a plugin of kubectl', () => {
  const bin = join(folder, 'bin');
  const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

  beforeAll(() => {
    mkdirSync(bin);
    symlinkSync(join(ROOT, 'bin', 'kubectl-nftables.js'), join(bin, 'kubectl-nftables'));
  });

  test('it calls itself as kubectl does', () => {
    const { stdout, status } = spawnSync(join(bin, 'kubectl-nftables'), ['check', '--help'], { encoding: 'utf8' });
    expect([status, stdout.split('\n')[0]]).toEqual([0, 'Usage: kubectl nftables check [options] <FILE...>']);
  });

  (hasKubectl ? test : test.skip)('kubectl finds it, where there is a kubectl', () => {
    const { stdout, status } = spawnSync('kubectl', ['nftables', '--version'], { encoding: 'utf8', env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
    expect([status, stdout]).toEqual([0, spawn(['--version']).stdout]);
  });
});
