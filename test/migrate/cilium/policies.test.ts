import { Cluster } from '../../../src/cluster/cluster';
import { CILIUM_MIGRATION } from '../../../src/migrate/cilium';
import { MigrationAnswers } from '../../../src/migrate/goals/question';
import { calico } from '../../check/findings/cilium';
import { machine } from '../../check/findings/findings';
import { Plain } from '../../support/builders';

const POOL = { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'default' }, spec: { cidr: '10.244.0.0/16' } };
const NODES = [machine('cp-1', {}, { labels: { 'node-role.kubernetes.io/control-plane': '' } }), machine('worker-1', {}, { address: '192.168.10.12' })];

const policies = (name: string): Plain => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec: { selector: 'all()', ingress: [{ action: 'Allow', source: { selector: "app == 'web'" } }] },
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
  // As `dump` writes them.
  const none = ['GlobalNetworkPolicy', 'NetworkSet'].map(kind => ({ apiVersion: 'crd.projectcalico.org/v1', kind: `${kind}List`, metadata: {}, items: [] }));
  expect(planned([...objects, ...none]).notices).toEqual(complete.notices);
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

test('nodes that a policy is for are listed, since its translation is for pods only', () => {
  const host = { apiVersion: 'projectcalico.org/v3', kind: 'HostEndpoint', metadata: { name: 'worker-1' }, spec: { node: 'worker-1' } };
  const all = { apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy', metadata: { name: 'all' }, spec: { ingress: [{ action: 'Allow' }] } };
  const { notices, pages } = planned([calico(), POOL, ...NODES, host, all], { noneOf: ['networkpolicies.projectcalico.org'] });
  expect(notices.join()).toContain('1 policy is for nodes, too, which are open in Cilium: see policies/README.md');
  expect(pages['policies/README.md']).toContain('- `GlobalNetworkPolicy all`: `HostEndpoint worker-1`');
});

test('addresses of a disabled pool are those of pods, too: a deny of them is not lost', () => {
  const disabled = { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'old' }, spec: { cidr: '10.99.0.0/16', disabled: true } };
  const deny = { ...policies('deny'), spec: { order: 1, selector: 'all()', ingress: [{ action: 'Deny', source: { nets: ['10.99.3.0/24'] } }, { action: 'Allow' }] } };
  const answers = { noneOf: ['globalnetworkpolicies', 'networksets', 'globalnetworksets', 'hostendpoints', 'networkpolicies.networking.k8s.io'] };
  expect(planned([calico(), POOL, disabled, ...NODES, deny], answers).pages['policies/README.md']).toMatch(/Not translated[^]*`NetworkPolicy shop\/deny`/);
  expect(planned([calico(), POOL, ...NODES, deny], answers).pages['policies/policies.yaml']).toContain('10.99.3.0/24');
});
