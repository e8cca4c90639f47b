import { Cluster } from '../../../src/cluster/cluster';
import { CILIUM_MIGRATION } from '../../../src/migrate/cilium';
import { MigrationAnswers } from '../../../src/migrate/goals/question';
import { calico } from '../../check/findings/cilium';
import { daemonSet, kubeadm, kubeProxy, machine } from '../../check/findings/findings';
import { Plain } from '../../support/builders';

const pool = (spec: Plain, apiVersion = 'projectcalico.org/v3'): Plain => ({ apiVersion, kind: 'IPPool', metadata: { name: `pool-${String(spec.cidr).replace(/[.:/]/g, '-')}x` }, spec });
const POOL = pool({ cidr: '10.244.0.0/16', vxlanMode: 'Always' });
const NODES = [machine('cp-1', {}, { labels: { 'node-role.kubernetes.io/control-plane': '' } }), machine('worker-1', { kubeletVersion: 'v1.34.3' }, { address: '192.168.10.12' })];
const REPLACING = { kubeProxyReplacement: true, k8sServiceHost: '192.168.0.10', k8sServicePort: 6443 };
const FIRST_FOUND = { nodeAddressAutodetectionV4: { firstFound: true } };
const NODE = 'quay.io/calico/node:v3.31.0';
const calicoObject = (kind: string, spec: Plain, name = 'default'): Plain => ({ apiVersion: 'crd.projectcalico.org/v1', kind, metadata: { name }, spec });

function planned(objects: readonly Plain[], answers: MigrationAnswers = {}) {
  const cluster = Cluster.of(objects.map(object => ({ object })), [], { valuesOf: 'cilium' });
  return CILIUM_MIGRATION.plan(cluster, { goal: 'cilium', ciliumVersion: '1.20', podCidr: '10.20.0.0/16', ...answers });
}

function files(objects: readonly Plain[], answers: MigrationAnswers = {}): Record<string, string> {
  return Object.fromEntries([...planned(objects, answers).files].map(({ path, content }) => [path, content as string]));
}

const runbook = (objects: readonly Plain[], answers: MigrationAnswers = {}) => files(objects, answers)['RUNBOOK.md'];

test('the folder for a cluster of the operator', () => {
  expect(files([calico(FIRST_FOUND), POOL, ...NODES, kubeProxy({ clusterCIDR: '10.244.0.0/16' }), kubeadm({}), REPLACING])).toMatchSnapshot();
});

test('values come in three stages: kube-proxy goes when policies are enforced again', () => {
  const given = { ...REPLACING, encryption: { enabled: true, type: 'wireguard' }, loadBalancer: { algorithm: 'maglev' }, bpf: { masquerade: true }, tunnelProtocol: 'geneve' };
  const { 'cilium/values-migration.yaml': first, 'cilium/values-moved.yaml': moved, 'cilium/values-final.yaml': last, 'RUNBOOK.md': text } = files([calico(), POOL, ...NODES, given]);
  expect(first).toMatch(/kubeProxyReplacement: false[^]*customConf: true[^]*policyEnforcementMode: never/);
  expect(first).not.toMatch(/wireguard|maglev|masquerade: true/);
  expect(first).toContain('tunnelProtocol: geneve');
  expect(moved).toMatch(/kubeProxyReplacement: false[^]*type: wireguard[^]*masquerade: false/);
  expect(moved).not.toMatch(/maglev|customConf/);
  expect(last).toMatch(/kubeProxyReplacement: true[^]*type: wireguard[^]*maglev[^]*masquerade: true/);
  expect(text.split('values-moved.yaml')).toHaveLength(4);
  expect(text.indexOf('--values cilium/values-final.yaml')).toBeGreaterThan(text.indexOf('## 6. Replace kube-proxy'));
});

describe('kube-proxy goes at last where the final values replace it', () => {
  const replacing = { ...REPLACING, kubeProxyReplacementHealthzBindAddr: '0.0.0.0:10256' };
  const section = (objects: readonly Plain[], values: Plain = replacing): string => /## 6\. Replace kube-proxy[^]*(?=## The way back)/.exec(runbook([calico(), POOL, ...objects, values]))?.[0] ?? '';
  const AKS = [machine('aks-1', { kubeletVersion: 'v1.34.1' }, { labels: { 'kubernetes.azure.com/cluster': 'prod' }, spec: { providerID: 'azure:///subscriptions/1' } })];

  test('by what installed it and the mode that it has, node by node', () => {
    expect(section([...NODES, kubeadm({ kubernetesVersion: 'v1.34.0' }), kubeProxy({ mode: 'ipvs' })])).toMatchSnapshot();
  });

  test('all nodes at once where none can be left out: agents do not answer health checks while kube-proxy does', () => {
    const text = section(AKS);
    expect(text.match(/--values cilium\/values-final\.yaml.*/g)).toEqual(['--values cilium/values-final.yaml --set kubeProxyReplacementHealthzBindAddr=', '--values cilium/values-final.yaml']);
    expect(text).not.toContain('CiliumNodeConfig');
    expect(files([calico(), POOL, ...AKS, replacing])['cilium/kube-proxy-replacement.yaml']).toBeUndefined();
    expect(section(AKS, REPLACING)).toContain('kubeProxyReplacementHealthzBindAddr: "0.0.0.0:10256"');
  });

  test('what the final values lack is said, and what they have is not asked for', () => {
    expect(section(NODES, REPLACING)).toContain('The values do not have kubeProxyReplacementHealthzBindAddr');
    expect(section(NODES)).not.toContain('Set k8sServiceHost');
    expect(section(NODES, { kubeProxyReplacement: true })).toContain('Set k8sServiceHost');
  });

  test('each mode where none is shown, and distributions that cannot leave it out', () => {
    expect(section(NODES)).toMatch(/If it ran in nftables mode:[^]*If it ran in ipvs mode:|If it ran in ipvs mode:[^]*If it ran in nftables mode:/);
    expect(section([machine('gke-1', { kubeletVersion: 'v1.34.1-gke.100' })])).toContain('set kubeProxyReplacement: false in the final values.');
  });
});

test('where kube-proxy stays there are two stages', () => {
  const made = files([calico(), POOL, ...NODES, { tunnelPort: 8473 }]);
  expect(made['cilium/values-moved.yaml']).toBeUndefined();
  expect(made['RUNBOOK.md']).toContain('--values cilium/values-final.yaml --set policyAuditMode=true');
  expect(made['RUNBOOK.md']).not.toContain('Replace kube-proxy');
});

test('what the values for the end lack is found, too, and what the steps solve does not count', () => {
  const { report } = planned([calico(FIRST_FOUND), POOL, ...NODES, kubeProxy({ clusterCIDR: '10.244.0.0/16' }), { kubeProxyReplacement: true, loadBalancer: { algoritm: 'maglev' } }]);
  expect(report.findings.map(({ ruleId, objects }) => [ruleId, objects.map(({ name }) => name)])).toEqual([
    ['cilium-api-server-address', ['cilium/values-final.yaml']], ['cilium-values-ignored', ['cilium/values-final.yaml']],
  ]);
  expect(report.solved.map(({ finding, by }) => [finding.ruleId, by])).toEqual([
    ['cilium-migration-calico', 'step 1 of RUNBOOK.md'], ['cilium-migration-cluster-cidr', 'step 1 of RUNBOOK.md'],
  ]);
});

test('manifests: their own commands to change, save, remove and go back', () => {
  const made = files([daemonSet('kube-system/calico-node', NODE), pool({ cidr: '192.168.0.0/16', ipipMode: 'Always' }, 'crd.projectcalico.org/v1'), ...NODES]);
  expect(made['calico/installation-patch.json']).toBeUndefined();
  expect(made['calico/ippool.yaml']).toMatch(/crd\.projectcalico\.org\/v1[^]*blockSize: 26[^]*ipipMode: Never/);
  const text = made['RUNBOOK.md'];
  expect(text).toContain('IPIP (IP protocol 4)');
  expect(text).toContain('daemonset/calico-node -c calico-node IP_AUTODETECTION_METHOD=kubernetes-internal-ip');
  expect(text).toContain('daemonset/calico-node -c calico-node IP_AUTODETECTION_METHOD-');
  expect(text).toContain('kubectl delete daemonset -n kube-system calico-node');
  expect(text).not.toMatch(/delete installations|get installations|patch installations/);
  expect(text).toContain('Calico\'s policies see addresses of nodes');
});

test('the Installation has one method of autodetection, and gets its own back', () => {
  const made = files([calico({ nodeAddressAutodetectionV4: { skipInterface: 'docker.*' } }), POOL, ...NODES]);
  expect(JSON.parse(made['calico/installation-patch.json'])).toEqual({ spec: { calicoNetwork: { nodeAddressAutodetectionV4: { skipInterface: null, kubernetes: 'NodeInternalIP' } } } });
  expect(JSON.parse(made['calico/installation-patch-back.json'])).toEqual({ spec: { calicoNetwork: { nodeAddressAutodetectionV4: { skipInterface: 'docker.*', kubernetes: null } } } });
  expect(runbook([calico(), POOL, ...NODES])).toContain('in a way that cannot take one of Cilium: nothing to change');
});

test('the way back: the label goes before the files, and the state of step 3 comes first', () => {
  const text = runbook([calico(), POOL, ...NODES, REPLACING]);
  const back = text.slice(text.indexOf('## The way back'));
  const order = ['kubectl apply -f cilium/node-config.yaml', '--values cilium/values-migration.yaml', 'cilium-default-', 'kubectl delete pod', '.cilium_bak;', 'helm uninstall cilium'];
  const places = order.map(each => back.indexOf(each));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test('the tunnel has another port than Calico\'s VXLAN, to the end', () => {
  const made = files([calico(), POOL, ...NODES, calicoObject('FelixConfiguration', { vxlanPort: 8472 })]);
  expect(made['cilium/values-migration.yaml']).toContain('tunnelPort: 8473');
  expect(made['cilium/values-final.yaml']).toContain('tunnelPort: 8473');
  expect(made['RUNBOOK.md']).toMatch(/UDP port 8473[^]*VXLAN \(UDP port 8472\)/);
  expect(files([calico(), POOL, ...NODES])['cilium/values-migration.yaml']).not.toContain('tunnelPort');
  expect(() => files([calico(), POOL, ...NODES, { tunnelPort: 4789 }])).toThrow('tunnelPort: 4789 is the UDP port of Calico\'s VXLAN');
});

test('both families of addresses', () => {
  const v6 = pool({ cidr: 'fd00:10:244::/56' });
  const network = { ...FIRST_FOUND, nodeAddressAutodetectionV6: { interface: '.*' }, ipPools: [{ cidr: '10.244.0.0/16' }, { cidr: 'fd00:10:244::/56' }] };
  const made = files([calico(network), POOL, v6, ...NODES], { podCidr: '10.245.0.0/16,fd00:10:245::/104' });
  expect(made['cilium/values-migration.yaml']).toMatch(/fd00:10:245::\/104[^]*ipv6:\n {2}enabled: true[^]*ipv4NativeRoutingCIDR: 10\.244\.0\.0\/15\nipv6NativeRoutingCIDR: fd00:10:244::\/47/);
  expect(made['calico/ippool.yaml']).toMatch(/name: cilium-pods\n[^]*---\n[^]*name: cilium-pods-v6/);
  expect(Object.keys(JSON.parse(made['calico/installation-patch.json']).spec.calicoNetwork)).toEqual(['nodeAddressAutodetectionV4', 'nodeAddressAutodetectionV6']);
  expect(() => files([calico(), POOL, v6, ...NODES])).toThrow('no CIDR of IPv6 is stated');
  const alone = files([calico(network), v6, ...NODES], { podCidr: 'fd00:10:245::/104' });
  expect(alone['cilium/values-final.yaml']).toMatch(/ipv4:\n {2}enabled: false\nunderlayProtocol: ipv6/);
  expect(() => files([calico(network), v6, ...NODES], { podCidr: 'fd00:10:245::/104', ciliumVersion: '1.17' })).toThrow('Cilium 1.17 has no tunnel between nodes without IPv4');
});

test('ports of nodes are served by portmap until kube-proxy is replaced', () => {
  const ingress = daemonSet('ingress-nginx/controller', 'controller', { container: { ports: [{ containerPort: 80, hostPort: 80 }] } });
  const made = files([calico(), POOL, ...NODES, ingress, REPLACING]);
  expect(made['cilium/node-config.yaml']).toContain('cni-chaining-mode: portmap');
  expect(made['cilium/values-moved.yaml']).toContain('chainingMode: portmap');
  expect(made['cilium/values-final.yaml']).not.toContain('chainingMode');
  expect(made['RUNBOOK.md']).toContain('Ports of nodes (DaemonSet ingress-nginx/controller)');
  expect(files([calico(), POOL, ...NODES, ingress])['cilium/values-final.yaml']).toContain('chainingMode: portmap');
  expect(files([calico(), POOL, ...NODES])['cilium/node-config.yaml']).toContain('cni-chaining-mode: none');
});

test.each([
  ['BGP', calicoObject('BGPPeer', { peerIP: '192.168.10.1', asNumber: 64512 }, 'rack-1'), 'announces routes by BGP (BGPPeer rack-1)'],
  ['addresses of Services', calicoObject('BGPConfiguration', { serviceLoadBalancerIPs: [{ cidr: '203.0.113.0/24' }] }), 'announces routes by BGP (BGPConfiguration default)'],
  ['WireGuard', calicoObject('FelixConfiguration', { wireguardEnabled: true }), 'is not encrypted'],
  ['HostEndpoints', calicoObject('HostEndpoint', { node: 'worker-1', interfaceName: 'eth0' }, 'worker-1-eth0'), 'Nodes are protected by Calico until it is removed, and by nothing of it afterwards: HostEndpoint worker-1-eth0'],
  ['HostEndpoints that are made', calicoObject('KubeControllersConfiguration', { controllers: { node: { hostEndpoint: { autoCreate: 'Enabled' } } } }), 'KubeControllersConfiguration default (it makes HostEndpoints)'],
  ['the eBPF data plane', calicoObject('FelixConfiguration', { bpfEnabled: true }), 'bring kube-proxy back'],
])('what is lost is said: %s', (_, object, text) => {
  const base = [calico(), POOL, ...NODES];
  expect(runbook([...base, object])).toContain(text);
  expect(runbook(base)).not.toContain(text.split(' (')[0]);
});

test('a CIDR that is wider than both pools, and the one beside Calico\'s', () => {
  expect(runbook([calico(), POOL, ...NODES], { podCidr: '10.200.0.0/16' })).toContain('plan again with the pod CIDR next to Calico\'s, 10.245.0.0/16');
  expect(runbook([calico(), POOL, ...NODES], { podCidr: '10.245.0.0/16' })).not.toContain('has other addresses, too');
  const services = { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' }, spec: { cidrs: ['10.245.0.0/16'] } };
  expect(runbook([calico(), POOL, ...NODES, services], { podCidr: '10.200.0.0/16' })).not.toContain('plan again');
});

test('nodes that have moved, are cordoned, or are many', () => {
  const moved = machine('worker-0', {}, { labels: { 'io.cilium.migration/cilium-default': 'true' }, address: '192.168.10.20' });
  const cordoned = machine('worker-2', {}, { spec: { unschedulable: true }, address: '192.168.10.22' });
  const text = runbook([calico(), POOL, ...NODES, moved, cordoned]);
  expect(text).toContain('Workers first, the control plane last: worker-1, worker-2, cp-1.');
  expect(text).toContain('already on worker-0:');
  expect(text).toContain('Cordoned already: worker-2.');
  const many = Array.from({ length: 25 }, (_, i) => machine(`w-${String(i).padStart(2, '0')}`, {}, { address: `192.168.11.${i + 1}` }));
  expect(runbook([calico(), POOL, ...many])).toContain('w-18, w-19 and 5 more.');
  expect(runbook([calico(), POOL, NODES[0]])).toContain('The cluster has one node');
});

test('RKE2 brings Calico itself, and installers that bring Cilium get the values', () => {
  const chart = { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', metadata: { name: 'rke2-calico', namespace: 'kube-system' }, spec: { bootstrap: true } };
  const text = runbook([calico(FIRST_FOUND), POOL, ...NODES, chart]);
  expect(text).toMatch(/HelmChartConfig rke2-calico, too[^]*cni: none[^]*kubectl delete helmcharts\.helm\.cattle\.io/);
  expect(text).not.toContain('deployment -n tigera-operator');
  const release = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'cilium', namespace: 'kube-system' }, spec: { chart: { spec: { chart: 'cilium', version: '1.20.0' } }, values: {} } };
  expect(runbook([calico(), POOL, ...NODES, release])).toContain('HelmRelease kube-system/cilium installs Cilium: put the values of each step there');
});

test('BBR and netkit wait for the end, k8sServiceHost may be looked up, and IPsec needs its Secret', () => {
  const values = {
    bandwidthManager: { enabled: true, bbr: true }, kubeProxyReplacement: true, k8sServiceHost: 'auto', bpf: { datapathMode: 'netkit', masquerade: true }, encryption: { enabled: true, type: 'ipsec' },
  };
  const made = files([calico(), POOL, ...NODES, values]);
  expect(made['cilium/values-migration.yaml']).not.toMatch(/bbr|netkit/);
  expect(made['cilium/values-final.yaml']).toMatch(/bbr: true/);
  expect(made['RUNBOOK.md']).toContain('kubectl create secret generic -n kube-system cilium-ipsec-keys --from-literal=keys="3+ rfc4106(gcm(aes)) $(openssl rand -hex 20) 128"');
  expect(made['RUNBOOK.md'].match(/^NODE=.*/gm)).toEqual(['NODE=worker-1', 'NODE=worker-1', 'NODE=worker-1']);
});

test('what the migration cannot do without', () => {
  expect(() => files(NODES)).toThrow('the input does not show Calico');
  expect(() => files([calico(), ...NODES], { podCidr: undefined })).toThrow('pod CIDR: is missing');
  expect(() => files([calico(), ...NODES], { podCidr: '10.20.0.0' })).toThrow('pod CIDR: "10.20.0.0" is not a CIDR');
  expect(() => files([calico(), ...NODES], { ciliumVersion: undefined })).toThrow('Cilium version: is missing');
  expect(() => files([calico(), machine('win', { operatingSystem: 'windows' })])).toThrow('Node win: runs Windows');
  expect(() => files([calico(), ...NODES, { loadBalancer: { mode: 'dnat' } }])).toThrow('final values: loadBalancer.mode: "dnat" is not supported');
  const installation = calico();
  expect(() => files([{ ...installation, spec: { ...installation.spec as Plain, cni: { type: 'AmazonVPC' } } }, ...NODES])).toThrow('Installation default: spec.cni.type: "AmazonVPC" gives pods their network');
});
