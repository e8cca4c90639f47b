import { Cluster } from '../../../src/cluster/cluster';
import { CILIUM_MIGRATION } from '../../../src/migrate/cilium';
import { MigrationAnswers } from '../../../src/migrate/goals/question';
import { calico } from '../../check/findings/cilium';
import { daemonSet, kubeadm, kubeProxy, machine } from '../../check/findings/findings';
import { Plain } from '../../support/builders';

const POOL = { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'default' }, spec: { cidr: '10.244.0.0/16' } };
const NODES = [machine('cp-1', {}, { labels: { 'node-role.kubernetes.io/control-plane': '' } }), machine('worker-1', {}, { address: '192.168.10.12' })];

function files(objects: readonly Plain[], answers: MigrationAnswers = {}): Record<string, string> {
  const cluster = Cluster.of(objects.map(object => ({ object })), [], { valuesOf: 'cilium' });
  const migration = CILIUM_MIGRATION.plan(cluster, { goal: 'cilium', ciliumVersion: '1.20', podCidr: '10.20.0.0/16', ...answers });
  return Object.fromEntries([...migration.files].map(({ path, content }) => [path, content as string]));
}

test('the folder for a cluster of the operator', () => {
  expect(files([calico(), POOL, ...NODES, kubeProxy({ clusterCIDR: '10.244.0.0/16' })])).toMatchSnapshot();
});

test('the final values are those of the input, and what depends on all nodes waits for the end', () => {
  const values = { ...{ kubeProxyReplacement: true, k8sServiceHost: '192.168.0.10' }, encryption: { enabled: true, type: 'wireguard' } };
  const { 'cilium/values-migration.yaml': first, 'cilium/values-final.yaml': last } = files([calico(), POOL, ...NODES, values]);
  expect(first).toMatch(/kubeProxyReplacement: false[^]*customConf: true[^]*policyEnforcementMode: never/);
  expect(first).not.toContain('wireguard');
  expect(last).toMatch(/kubeProxyReplacement: true[^]*type: wireguard/);
  expect(last).not.toContain('customConf');
});

describe('kube-proxy goes at last where the final values replace it', () => {
  const replacing = { kubeProxyReplacement: true, k8sServiceHost: '192.168.0.10', kubeProxyReplacementHealthzBindAddr: '0.0.0.0:10256' };
  const section = (objects: readonly Plain[]): string => /## 6\. Remove kube-proxy[^]*(?=## The way back)/.exec(files([calico(), POOL, ...objects, replacing])['RUNBOOK.md'])?.[0] ?? '';

  test('by what installed it and the mode that it has', () => {
    expect(section([...NODES, kubeadm({ kubernetesVersion: 'v1.34.0' }), kubeProxy({ mode: 'ipvs' })])).toMatchSnapshot();
  });

  test('agents do not answer health checks while kube-proxy does', () => {
    const { 'RUNBOOK.md': book } = files([calico(), POOL, ...NODES, kubeProxy({}), replacing]);
    expect(book.match(/--values cilium\/values-final\.yaml.*/g)).toEqual([
      '--values cilium/values-final.yaml --set kubeProxyReplacementHealthzBindAddr= --set policyAuditMode=true',
      '--values cilium/values-final.yaml --set kubeProxyReplacementHealthzBindAddr=',
      '--values cilium/values-final.yaml` sets it.',
    ]);
  });

  test('each mode where none is shown, and distributions that cannot leave it out', () => {
    expect(section(NODES)).toMatch(/If it ran in nftables mode:[^]*If it ran in ipvs mode:|If it ran in ipvs mode:[^]*If it ran in nftables mode:/);
    expect(section([machine('gke-1', { kubeletVersion: 'v1.34.1-gke.100' })])).toContain('set kubeProxyReplacement: false in the final values.');
    expect(files([calico(), POOL, ...NODES])['RUNBOOK.md']).not.toContain('Remove kube-proxy');
  });
});

test('manifests, and pools that no CIDR of a reasonable size covers', () => {
  const made = files([daemonSet('kube-system/calico-node', 'quay.io/calico/node:v3.31.0'), { ...POOL, spec: { cidr: '192.168.0.0/16' } }, ...NODES]);
  expect(made['RUNBOOK.md']).toContain('IP_AUTODETECTION_METHOD=kubernetes-internal-ip');
  expect(made['RUNBOOK.md']).toContain('Calico\'s policies see addresses of nodes');
  expect(made['calico/installation-patch.json']).toBeUndefined();
});

test('what the migration cannot do without', () => {
  expect(() => files(NODES)).toThrow('the input does not show Calico');
  expect(() => files([calico(), ...NODES], { podCidr: undefined })).toThrow('pod CIDR: is missing');
  expect(() => files([calico(), ...NODES], { podCidr: '10.20.0.0' })).toThrow('pod CIDR: "10.20.0.0" is not an IPv4 CIDR');
  expect(() => files([calico(), ...NODES], { ciliumVersion: undefined })).toThrow('Cilium version: is missing');
  expect(() => files([calico(), machine('win', { operatingSystem: 'windows' })])).toThrow('Node win runs Windows');
  expect(() => files([calico(), ...NODES, { loadBalancer: { mode: 'dnat' } }])).toThrow('final values: loadBalancer.mode: "dnat" is not supported');
});
