import { Cluster } from '../../../src/cluster/cluster';
import { CILIUM_MIGRATION } from '../../../src/migrate/cilium';
import { MigrationAnswers } from '../../../src/migrate/goals/question';
import { calico } from '../../check/findings/cilium';
import { daemonSet, kubeProxy, machine } from '../../check/findings/findings';
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

const policies = (name: string): Plain => ({
  apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec: { selector: 'all()', ingress: [{ action: 'Allow', source: { selector: "app == 'web'" } }] },
});

interface Planned {
  readonly notices: readonly string[];
  readonly pages: Record<string, string>;
}

function planned(objects: readonly Plain[], answers: MigrationAnswers = {}): Planned {
  const cluster = Cluster.of(objects.map(object => ({ object })), [], { valuesOf: 'cilium' });
  const { notices, files: made } = CILIUM_MIGRATION.plan(cluster, { goal: 'cilium', ciliumVersion: '1.20', podCidr: '10.20.0.0/16', ...answers });
  return { notices, pages: Object.fromEntries([...made].map(({ path, content }) => [path, content as string])) };
}

test('policies that depend on what the input does not show are held back, until there is none of it', () => {
  const objects = [calico(), POOL, ...NODES, policies('web')];
  const { notices, pages } = planned(objects);
  const option = '--none-of globalnetworkpolicies.projectcalico.org,networksets.projectcalico.org';
  expect(notices.at(-1)).toBe(
    'the input has no GlobalNetworkPolicies and NetworkSets, so 1 policy that could then allow more than before is held back: add them (kubectl get '
    + `globalnetworkpolicies.projectcalico.org,networksets.projectcalico.org -A -o yaml > decisive.yaml), or state that there are none (${option})`,
  );
  expect(pages['RUNBOOK.md']).toContain('The input has no GlobalNetworkPolicies and NetworkSets, on which the translation of policies depends');
  expect(pages['policies/README.md']).toMatchSnapshot();
  expect(pages['policies/policies.yaml']).toBeUndefined();
  const complete = planned(objects, { noneOf: ['globalnetworkpolicies', 'networksets.projectcalico.org'] });
  expect(complete.notices.join()).not.toContain('held back');
  expect(complete.pages['policies/policies.yaml']).toContain('CiliumNetworkPolicy');
  expect(complete.pages['RUNBOOK.md']).not.toContain('on which the translation of policies depends');
});

test('whether there are policies at all is not known either', () => {
  expect(planned([calico(), POOL, ...NODES]).notices.join()).toContain('the input has no NetworkPolicies of Calico and GlobalNetworkPolicies, so no policies are translated');
  expect(planned([calico(), POOL, ...NODES], { noneOf: ['networkpolicies.projectcalico.org', 'globalnetworkpolicies'] }).notices.join()).not.toContain('no policies are translated');
});

test('every reason of a policy is listed', () => {
  const bad = { ...policies('bad'), spec: { order: 1, selector: "x contains 'y'", ingress: [{ action: 'Deny', notProtocol: 'TCP' }] } };
  const { pages } = planned([calico(), POOL, ...NODES, bad, policies('web')], { noneOf: ['globalnetworkpolicies', 'networksets'] });
  expect(pages['policies/README.md']).toMatchSnapshot();
});

test('resources of which there is said to be none', () => {
  expect(() => planned([calico(), POOL, ...NODES], { noneOf: ['ippools'] })).toThrow('none-of: "ippools" says that there are no IPPools, and the input has some');
  expect(() => planned([calico(), POOL, ...NODES], { noneOf: ['pods'] })).toThrow('none-of: "pods" is not one of the kinds that decide about policies; expected one of networkpolicies.projectcalico.org,');
});
