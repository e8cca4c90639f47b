import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { isBefore, versionText } from '../../../src/base/version/version';
import { Calico, calicoOf } from '../../../src/cluster/inventory/calico';
import { calicoNode, felixConfiguration, installation, manifestCalicoNode, tigeraOperator } from '../../check/findings/calico';
import { daemonSet, clusterOf } from '../../check/findings/findings';
import { Plain } from '../../support/builders';

const of = (...objects: Plain[]): Calico => calicoOf(clusterOf(objects))!;
const versionOf = (...objects: Plain[]) => {
  const { version } = of(...objects);
  return version && versionText(version);
};

test('no Calico', () => {
  expect(calicoOf(clusterOf([daemonSet('kube-system/kindnet', 'kindnetd:v1'), tigeraOperator('v1.40.4')]))).toBeUndefined();
});

test('a cluster with the operator', () => {
  const list = load(readFileSync(join(__dirname, '../../fixtures/cluster/calico.yaml'), 'utf8')) as { items: Plain[] };
  const { daemonSet: _daemonSet, node, ...calico } = of(...list.items, calicoNode('v3.31.2'));
  expect(calico).toEqual({
    isOperatorManaged: true,
    version: { major: 3, minor: 31, patch: 2 },
    linuxDataplane: 'Iptables',
    linuxPolicySetupTimeoutSeconds: 0,
    hostPorts: true,
    configuredNftablesMode: 'Disabled',
    nftablesMode: 'Disabled',
    nodeNftablesModes: [],
    installation: { kind: 'Installation', name: 'default' },
    felixConfiguration: { kind: 'FelixConfiguration', name: 'default' },
  });
  expect(node?.image.text).toBe('quay.io/calico/node:v3.31.2');
});

test.each([
  ['the image before the status', [installation({}, { status: { calicoVersion: 'v3.30.1' } }), calicoNode('v3.31.2')], '3.31.2'],
  ['the status before the operator', [installation({}, { status: { calicoVersion: 'v3.30.1' } }), tigeraOperator('v1.40.4')], '3.30.1'],
  ['the operator', [installation(), tigeraOperator('v1.36.16')], '3.29'],
  ['the newest operator', [installation(), tigeraOperator('v1.43.0')], '3.32'],
  ['an image without a version', [installation({}, { status: { calicoVersion: 'v3.32.1' } }), calicoNode('latest')], '3.32.1'],
  ['an operator that is not in the table', [installation(), tigeraOperator('v1.99.0')], undefined],
  ['Calico Enterprise', [installation({}, { spec: { variant: 'TigeraSecureEnterprise' }, status: { calicoVersion: 'v3.22.0' } })], undefined],
  ['nothing but a FelixConfiguration', [felixConfiguration()], undefined],
  ['the image of RKE2\'s canal', [daemonSet('kube-system/rke2-canal', 'rancher/hardened-calico:v3.32.1-build20260827', { container: { name: 'calico-node' } })], '3.32.1'],
])('version: %s', (_what, objects, expected) => {
  expect(versionOf(...objects)).toBe(expected);
});

test.each([
  ['unset', {}, 'Iptables'],
  ['Nftables', { linuxDataplane: 'Nftables' }, 'Nftables'],
  ['BPF', { linuxDataplane: 'BPF' }, 'BPF'],
  ['VPP', { linuxDataplane: 'VPP' }, 'VPP'],
])('dataplane with the operator: %s', (_what, network, expected) => {
  expect(of(installation(network), calicoNode('v3.31.2')).linuxDataplane).toBe(expected);
});

test.each([
  ['bpfEnabled', [felixConfiguration({ bpfEnabled: true }), manifestCalicoNode('v3.31.2')], 'BPF'],
  ['FELIX_BPFENABLED outranks it', [felixConfiguration({ bpfEnabled: true }), manifestCalicoNode('v3.31.2', { FELIX_BPFENABLED: 'false' })], 'Iptables'],
  ['nftablesMode Enabled', [felixConfiguration({ nftablesMode: 'Enabled' }), manifestCalicoNode('v3.31.2')], 'Nftables'],
  ['nothing', [manifestCalicoNode('v3.31.2')], 'Iptables'],
])('dataplane of manifest installs: %s', (_what, objects, expected) => {
  expect(of(...objects)).toMatchObject({ isOperatorManaged: false, linuxDataplane: expected });
});

test.each([
  ['unset before 3.32', [manifestCalicoNode('v3.31.9')], 'Disabled'],
  ['unset from 3.32', [manifestCalicoNode('v3.32.0')], 'Auto'],
  ['unset, no version', [felixConfiguration()], undefined],
  ['Auto before 3.32 is unknown to Felix', [felixConfiguration({ nftablesMode: 'Auto' }), manifestCalicoNode('v3.31.9')], 'Disabled'],
  ['Auto, no version', [felixConfiguration({ nftablesMode: 'Auto' })], 'Auto'],
  ['the environment outranks it', [felixConfiguration({ nftablesMode: 'Enabled' }), manifestCalicoNode('v3.32.0', { FELIX_NFTABLESMODE: 'disabled' })], 'Disabled'],
])('nftablesMode: %s', (_what, objects, expected) => {
  expect(of(...objects).nftablesMode).toBe(expected);
});

test('what the environment and single nodes say', () => {
  const calico = of(
    felixConfiguration({ nftablesMode: 'Enabled' }), felixConfiguration({ nftablesMode: 'Disabled' }, 'node.worker-1'), felixConfiguration({}, 'node.worker-2'),
    manifestCalicoNode('v3.31.2', { FELIX_NFTABLESMODE: 'Disabled' }),
  );
  expect(calico.configuredNftablesMode).toBe('Enabled');
  expect(calico.environmentNftablesMode).toMatchObject({ value: 'Disabled', object: { kind: 'DaemonSet', name: 'calico-node' } });
  expect(calico.nodeNftablesModes).toEqual([{ value: 'Disabled', object: { kind: 'FelixConfiguration', name: 'node.worker-1' } }]);
});

test.each([
  ['the default', {}, {}, true],
  ['Disabled', { hostPorts: 'Disabled' }, {}, false],
  ['another CNI plugin', {}, { cni: { type: 'AmazonVPC' } }, false],
  ['EKS without a CNI type', {}, { kubernetesProvider: 'EKS' }, false],
  ['EKS with Calico\'s CNI plugin', {}, { kubernetesProvider: 'EKS', cni: { type: 'Calico' } }, true],
])('hostPorts: %s', (_what, network, spec, expected) => {
  expect(of(installation(network, { spec })).hostPorts).toBe(expected);
});

test('hostPorts of manifest installs: where the CNI plugin is installed', () => {
  const withCni = daemonSet('kube-system/calico-node', 'quay.io/calico/node:v3.31.2', {
    spec: { initContainers: [{ name: 'install-cni', image: 'quay.io/calico/cni:v3.31.2' }] },
  });
  expect(of(withCni).hostPorts).toBe(true);
  expect(of(manifestCalicoNode('v3.31.2')).hostPorts).toBe(false);
});

test('versions are compared as far as they are known', () => {
  expect(isBefore({ major: 3, minor: 31, patch: 5 }, 3, 31, 6)).toBe(true);
  expect(isBefore({ major: 3, minor: 31, patch: 6 }, 3, 31, 6)).toBe(false);
  expect(isBefore({ major: 3, minor: 31 }, 3, 31, 6)).toBeUndefined();
  expect(isBefore({ major: 3, minor: 31 }, 3, 31)).toBe(false);
  expect(isBefore({ major: 2, minor: 99 }, 3, 0)).toBe(true);
  expect(isBefore(undefined, 3, 29)).toBeUndefined();
});
