import { CalicoPlan, planCalico } from '../../../src/migrate/nftables/calico-plan';
import { daemonSet, clusterOf, kubeProxy } from '../../check/findings/findings';
import { message } from '../../input/objects';
import { Plain } from '../../support/builders';

const installation = (calicoNetwork: Plain): Plain => ({ apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' }, spec: { calicoNetwork } });
const felix = (spec: Plain, apiVersion = 'crd.projectcalico.org/v1'): Plain => ({ apiVersion, kind: 'FelixConfiguration', metadata: { name: 'default' }, spec });
const node = (version: string, namespace = 'calico-system') => daemonSet(`${namespace}/calico-node`, `quay.io/calico/node:${version}`);
function plan(objects: readonly Plain[], version?: string) {
  const cluster = clusterOf([kubeProxy({ mode: 'ipvs' }), ...objects]);
  if (version !== undefined) cluster.stateCalicoVersion(version);
  return planCalico(cluster);
}
const patched = (...args: Parameters<typeof plan>) => plan(...args) as Extract<CalicoPlan, { kind: 'patch' }>;

test('no Calico, no plan', () => {
  expect(plan([])).toBeUndefined();
});

test.each([
  ['v3.30.2', 'kube-proxy', { linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: null }],
  ['v3.31.5', 'kube-proxy', { linuxDataplane: 'Nftables' }],
  ['v3.32.1', 'Calico', { linuxDataplane: 'Nftables' }],
])('the operator\'s Installation with Calico %s', (version, first, calicoNetwork) => {
  const planned = patched([installation({ linuxDataplane: 'Iptables', linuxPolicySetupTimeoutSeconds: 0 }), node(version)]);
  expect(planned).toMatchObject({ kind: 'patch', version: version.slice(1), features: { first }, isOperatorManaged: true });
  expect(planned.change.patch).toEqual({ spec: { calicoNetwork } });
  expect(planned.back.patch).toEqual({ spec: { calicoNetwork: { linuxDataplane: 'Iptables' } } });
});

test('where nothing tells the version, the patch is one that every version takes, and the order is left open', () => {
  const planned = patched([installation({})]);
  expect(planned.change.patch).toEqual({ spec: { calicoNetwork: { linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: null } } });
  expect(planned).toMatchObject({ version: undefined, features: undefined });
  expect(plan([installation({})], '3.32')).toMatchObject({ version: '3.32', features: { first: 'Calico' } });
});

test('a manifest installation needs FelixConfiguration up to 3.31, and nothing from 3.32 on', () => {
  expect(plan([felix({ nftablesMode: 'Disabled' }), node('v3.31.5', 'kube-system')])).toMatchObject({
    isOperatorManaged: false,
    change: { resource: 'felixconfigurations.crd.projectcalico.org', patch: { spec: { nftablesMode: 'Enabled' } } },
    back: { patch: { spec: { nftablesMode: 'Disabled' } } },
  });
  expect(patched([felix({}, 'projectcalico.org/v3'), node('v3.31.5', 'kube-system')]).change.resource).toBe('felixconfigurations.projectcalico.org');
  expect(plan([felix({}), node('v3.32.1', 'kube-system')])).toEqual({
    kind: 'follows', version: '3.32.1', features: expect.objectContaining({ first: 'Calico' }), isOperatorManaged: false, reason: 'Felix of Calico 3.32.1 follows kube-proxy\'s mode by itself, node by node.',
  });
});

test.each([
  ['BPF', 'v3.31.5', 'other-dataplane', 'Calico runs its BPF data plane, which does not depend on kube-proxy\'s mode.'],
  ['Nftables', 'v3.31.5', 'done', 'Calico already runs its nftables data plane.'],
  ['Iptables', 'v3.28.0', 'too-old', 'Calico 3.28.0 does not have an nftables data plane: first upgrade it to 3.29 or later (3.31 for general availability), then run this again.'],
])('nothing to change: data plane %s with %s', (linuxDataplane, version, kind, reason) => {
  expect(plan([installation({ linuxDataplane }), node(version)])).toMatchObject({ kind, reason });
});

test('a version that is none', () => {
  expect(message(() => plan([installation({})], 'new'))).toBe('Calico version: "new" is not a Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"');
});
