import { leadingVersion } from '../../src/base/version/version';
import { planCalico } from '../../src/migrate/calico-plan';
import { daemonSet, clusterOf, kubeProxy } from '../check/findings/findings';
import { message } from '../input/objects';
import { Plain } from '../support/builders';

const installation = (calicoNetwork: Plain): Plain => ({ apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' }, spec: { calicoNetwork } });
const felix = (spec: Plain, apiVersion = 'crd.projectcalico.org/v1'): Plain => ({ apiVersion, kind: 'FelixConfiguration', metadata: { name: 'default' }, spec });
const node = (version: string, namespace = 'calico-system') => daemonSet(`${namespace}/calico-node`, `quay.io/calico/node:${version}`);
function plan(objects: readonly Plain[], version?: string) {
  const cluster = clusterOf([kubeProxy({ mode: 'ipvs' }), ...objects]);
  if (version !== undefined) cluster.stateCalicoVersion(version);
  return planCalico(cluster);
}

test('no Calico, no plan', () => {
  expect(plan([])).toBeUndefined();
});

test.each([
  ['v3.30.2', 'kube-proxy', { linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: null }],
  ['v3.31.5', 'kube-proxy', { linuxDataplane: 'Nftables' }],
  ['v3.32.1', 'Calico', { linuxDataplane: 'Nftables' }],
])('the operator\'s Installation with Calico %s', (version, first, calicoNetwork) => {
  const planned = plan([installation({ linuxDataplane: 'Iptables', linuxPolicySetupTimeoutSeconds: 0 }), node(version)])!;
  expect(planned).toMatchObject({ version: leadingVersion(version), first, isOperatorManaged: true });
  expect(planned.change!.patch).toEqual({ spec: { calicoNetwork } });
  expect(planned.back!.patch).toEqual({ spec: { calicoNetwork: { linuxDataplane: 'Iptables' } } });
});

test('where nothing tells the version, the patch is one that every version takes, and the order is left open', () => {
  const planned = plan([installation({})])!;
  expect(planned.change!.patch).toEqual({ spec: { calicoNetwork: { linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: null } } });
  expect(planned).toMatchObject({ version: undefined, first: undefined });
  expect(plan([installation({})], '3.32')).toMatchObject({ version: { major: 3, minor: 32 }, first: 'Calico' });
});

test('a manifest installation needs FelixConfiguration up to 3.31, and nothing from 3.32 on', () => {
  expect(plan([felix({ nftablesMode: 'Disabled' }), node('v3.31.5', 'kube-system')])).toMatchObject({
    isOperatorManaged: false,
    change: { resource: 'felixconfigurations.crd.projectcalico.org', patch: { spec: { nftablesMode: 'Enabled' } } },
    back: { patch: { spec: { nftablesMode: 'Disabled' } } },
  });
  expect(plan([felix({}, 'projectcalico.org/v3'), node('v3.31.5', 'kube-system')])!.change!.resource).toBe('felixconfigurations.projectcalico.org');
  expect(plan([felix({}), node('v3.32.1', 'kube-system')])).toEqual({
    version: { major: 3, minor: 32, patch: 1 }, first: 'Calico', isOperatorManaged: false, nothingToChange: 'Felix of Calico 3.32.1 follows kube-proxy\'s mode by itself, node by node.',
  });
});

test.each([
  ['BPF', 'v3.31.5', 'Calico runs its data plane BPF, which does not depend on kube-proxy\'s mode.'],
  ['Nftables', 'v3.31.5', 'Calico is on its nftables data plane already.'],
  ['Iptables', 'v3.28.0', 'Calico 3.28.0 has no nftables data plane: upgrade it to 3.29 or newer (3.31 for general availability) first, and run this again.'],
])('nothing to change: data plane %s with %s', (linuxDataplane, version, nothingToChange) => {
  const planned = plan([installation({ linuxDataplane }), node(version)])!;
  expect(planned.change).toBeUndefined();
  expect(planned.nothingToChange).toBe(nothingToChange);
});

test('a version that is none', () => {
  expect(message(() => plan([installation({})], 'new'))).toBe('Calico version: "new" is no Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"');
});
