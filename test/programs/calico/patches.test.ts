import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { installationBackFromEbpf, installationToEbpf, kubeProxyCommands } from '../../../src/programs/calico/ebpf';
import { calicoRelease } from '../../../src/programs/calico/features';
import { felixBack, felixEnvironmentCommand, felixToNftables } from '../../../src/programs/calico/felix-configuration';
import { installationBack, installationToNftables } from '../../../src/programs/calico/installation-patch';
import { MergePatch } from '../../../src/programs/calico/kubectl';

const CLUSTER: any = load(readFileSync(join(__dirname, '../../fixtures/cluster/calico.yaml'), 'utf8'));
const [INSTALLATION, FELIX] = CLUSTER.items;
const installation = (calicoNetwork: object) => ({ spec: { calicoNetwork } });

/** RFC 7386, as the API server applies it. */
function applied(target: any, patch: any): any {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result = { ...typeof target === 'object' ? target : {} };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = applied(result[name], value);
  }
  return result;
}

describe('the Installation', () => {
  test.each([
    ['3.29', { linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: null }],
    ['3.30', { linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: null }],
    ['3.31', { linuxDataplane: 'Nftables' }],
    ['3.32', { linuxDataplane: 'Nftables' }],
  ])('in %s gets %j', (version, calicoNetwork) => {
    expect(installationToNftables(calicoRelease(version)).patch).toEqual({ spec: { calicoNetwork } });
    expect(installationToNftables(calicoRelease(version), INSTALLATION).patch).toEqual({ spec: { calicoNetwork } });
  });

  test('of a live cluster stays as it is otherwise, without the timeout that the operator wrote', () => {
    const after = applied(INSTALLATION, installationToNftables(calicoRelease('3.30'), INSTALLATION).patch);
    const { linuxPolicySetupTimeoutSeconds, ...rest } = INSTALLATION.spec.calicoNetwork;
    expect(linuxPolicySetupTimeoutSeconds).toBe(0);
    expect(after).toEqual({ ...INSTALLATION, spec: { ...INSTALLATION.spec, calicoNetwork: { ...rest, linuxDataplane: 'Nftables' } } });
  });

  test.each<[string, object, object]>([
    ['3.30', {}, { linuxDataplane: 'Iptables' }],
    // The operator writes a 0 again by itself.
    ['3.30', { linuxDataplane: 'Iptables', linuxPolicySetupTimeoutSeconds: 0 }, { linuxDataplane: 'Iptables' }],
    ['3.30', { linuxDataplane: 'Iptables', linuxPolicySetupTimeoutSeconds: 7 }, { linuxDataplane: 'Iptables', linuxPolicySetupTimeoutSeconds: 7 }],
    // Never taken away, so not brought back.
    ['3.31', { linuxDataplane: 'Iptables', linuxPolicySetupTimeoutSeconds: 7 }, { linuxDataplane: 'Iptables' }],
    ['3.31', { linuxDataplane: 'BPF', bpfNetworkBootstrap: 'Enabled' }, { linuxDataplane: 'BPF', bpfNetworkBootstrap: 'Enabled' }],
  ])('in %s goes back to %j', (version, before, back) => {
    expect(installationBack(calicoRelease(version), installation(before)).patch).toEqual(installation(back));
  });

  test('is as before after there and back', () => {
    for (const [version, before] of [['3.29', { linuxDataplane: 'BPF', linuxPolicySetupTimeoutSeconds: 3 }], ['3.31', { linuxDataplane: 'BPF', bpfNetworkBootstrap: 'Enabled' }]] as const) {
      const release = calicoRelease(version);
      const there = applied(installation(before), installationToNftables(release, installation(before)).patch);
      expect(there.spec.calicoNetwork.linuxDataplane).toBe('Nftables');
      expect(there.spec.calicoNetwork.bpfNetworkBootstrap).not.toBe('Enabled');
      expect(applied(there, installationBack(release, installation(before)).patch)).toEqual(installation(before));
    }
  });

  test('is patched by a command whose text a shell hands over unchanged', () => {
    const { command, patch } = installationToNftables(calicoRelease('3.29'));
    expect(command).toBe('kubectl patch installation.operator.tigera.io default --type=merge '
      + '-p \'{"spec":{"calicoNetwork":{"linuxDataplane":"Nftables","linuxPolicySetupTimeoutSeconds":null}}}\'');
    expect(JSON.parse(lastWord(command))).toEqual(patch);
  });

  test.each([undefined, null, 'x', [], {}, { spec: null }, { spec: { calicoNetwork: [] } }])('%j tells nothing of what was before', current => {
    expect(installationBack(calicoRelease('3.32'), current).patch).toEqual(installation({ linuxDataplane: 'Iptables' }));
  });
});

describe('the FelixConfiguration of a manifest installation', () => {
  test.each<[string, object | undefined, MergePatch | undefined, MergePatch | undefined]>([
    ['3.31', undefined, { nftablesMode: 'Enabled' }, { nftablesMode: null }],
    ['3.31', { spec: { nftablesMode: 'Disabled' } }, { nftablesMode: 'Enabled' }, { nftablesMode: 'Disabled' }],
    ['3.31', { spec: { nftablesMode: 'Enabled' } }, undefined, undefined],
    ['3.32', undefined, undefined, undefined],
    ['3.32', { spec: {} }, undefined, undefined],
    ['3.32', { spec: { nftablesMode: 'Auto' } }, undefined, undefined],
    ['3.32', FELIX, { nftablesMode: 'Auto' }, { nftablesMode: 'Disabled' }],
    ['3.32', { spec: { nftablesMode: 'Enabled' } }, { nftablesMode: 'Auto' }, { nftablesMode: 'Enabled' }],
  ])('in %s, where it is %j, gets %j', (version, current, spec, back) => {
    const change = felixToNftables(calicoRelease(version), 'crd.projectcalico.org/v1', current);
    expect(change?.patch).toEqual(spec && { spec });
    if (back) expect(felixBack(calicoRelease(version), 'crd.projectcalico.org/v1', current).patch).toEqual({ spec: back });
  });

  test('is named with its group, since both may be served', () => {
    const release = calicoRelease('3.30');
    expect(felixToNftables(release, 'crd.projectcalico.org/v1')!.command)
      .toBe('kubectl patch felixconfigurations.crd.projectcalico.org default --type=merge -p \'{"spec":{"nftablesMode":"Enabled"}}\'');
    expect(felixToNftables(release, 'projectcalico.org/v3')!.resource).toBe('felixconfigurations.projectcalico.org');
  });

  test('has a setting in the environment beside it', () => {
    expect(felixEnvironmentCommand('kube-system', 'Enabled')).toBe('kubectl -n kube-system set env daemonset/calico-node FELIX_NFTABLESMODE=Enabled');
    expect(felixEnvironmentCommand('calico', undefined)).toBe('kubectl -n calico set env daemonset/calico-node FELIX_NFTABLESMODE-');
  });
});

describe('eBPF', () => {
  const OPERATOR = { bootstrap: true, kubeProxy: 'operator' } as const;
  const BY_HAND = { bootstrap: false, kubeProxy: 'by hand' } as const;

  test('sets what belongs together in one patch, and takes bpfNetworkBootstrap back with it', () => {
    expect(installationToEbpf(OPERATOR).patch)
      .toEqual(installation({ linuxDataplane: 'BPF', bpfNetworkBootstrap: 'Enabled', kubeProxyManagement: 'Enabled' }));
    expect(installationToEbpf({ bootstrap: true, kubeProxy: 'stays' }).patch).toEqual(installation({ linuxDataplane: 'BPF', bpfNetworkBootstrap: 'Enabled' }));
    expect(installationToEbpf(BY_HAND).patch).toEqual(installation({ linuxDataplane: 'BPF' }));
    expect(installationBackFromEbpf(calicoRelease('3.31'), OPERATOR).patch)
      .toEqual(installation({ linuxDataplane: 'Iptables', bpfNetworkBootstrap: 'Disabled' }));
  });

  test('goes back to nftables, without a timeout where the operator refuses it', () => {
    const before = installation({ linuxDataplane: 'Nftables' });
    expect(installationBackFromEbpf(calicoRelease('3.30'), BY_HAND, before).patch)
      .toEqual(installation({ linuxDataplane: 'Nftables', linuxPolicySetupTimeoutSeconds: null }));
    expect(installationBackFromEbpf(calicoRelease('3.31'), BY_HAND, before).patch).toEqual(installation({ linuxDataplane: 'Nftables' }));
  });

  test('takes kube-proxy from the nodes by a label that none has, and on OpenShift by its operator', () => {
    const { disable, enable } = kubeProxyCommands(undefined);
    expect(disable).toBe('kubectl -n kube-system patch daemonset kube-proxy --type=merge -p '
      + '\'{"spec":{"template":{"spec":{"nodeSelector":{"non-calico":"true"}}}}}\'');
    expect(JSON.parse(lastWord(enable))).toEqual({ spec: { template: { spec: { nodeSelector: { 'non-calico': null } } } } });
    expect(kubeProxyCommands('OpenShift')).toEqual({
      disable: 'kubectl patch networks.operator.openshift.io cluster --type=merge -p \'{"spec":{"deployKubeProxy":false}}\'',
      enable: 'kubectl patch networks.operator.openshift.io cluster --type=merge -p \'{"spec":{"deployKubeProxy":true}}\'',
    });
  });
});

/** What a shell hands over as the last word of a command. */
function lastWord(command: string): string {
  return spawnSync('sh', ['-c', `set -- ${command}; shift $(($# - 1)); printf %s "$1"`], { encoding: 'utf8' }).stdout;
}
