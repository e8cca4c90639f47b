import { calicoEbpf } from '../../../../src/check/rules/calico/calico-ebpf';
import { felixConfiguration, installation, manifestCalicoNode } from '../../findings/calico';
import { found, kubeProxy, summary } from '../../findings/findings';

const MESSAGE = 'Calico\'s eBPF dataplane serves Services itself, so kube-proxy is usually not needed in any mode.';

test('non-compliant: the eBPF dataplane, of the operator and of manifests', () => {
  expect(summary(found(calicoEbpf, [installation({ linuxDataplane: 'BPF' })]))).toEqual([
    { severity: 'info', message: MESSAGE, objects: ['Installation default: linuxDataplane BPF'] },
  ]);
  expect(summary(found(calicoEbpf, [felixConfiguration({ bpfEnabled: true }), manifestCalicoNode('v3.31.2')]))).toEqual([
    { severity: 'info', message: MESSAGE, objects: ['FelixConfiguration default: bpfEnabled'] },
  ]);
});

test('compliant: another dataplane; from IPVS it is another rule', () => {
  expect(found(calicoEbpf, [installation({ linuxDataplane: 'Nftables' })])).toEqual([]);
  expect(found(calicoEbpf, [])).toEqual([]);
  expect(found(calicoEbpf, [kubeProxy({ mode: 'ipvs' }), installation({ linuxDataplane: 'BPF' })])).toEqual([]);
});
