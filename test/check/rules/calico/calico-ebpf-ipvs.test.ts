import { calicoEbpfIpvs } from '../../../../src/check/rules/calico/calico-ebpf-ipvs';
import { installation } from '../../findings/calico';
import { found, kubeProxy, summary } from '../../findings/findings';

test('non-compliant: the eBPF dataplane beside IPVS mode', () => {
  expect(summary(found(calicoEbpfIpvs, [kubeProxy({ mode: 'ipvs' }), installation({ linuxDataplane: 'BPF' })]))).toEqual([{
    severity: 'blocker',
    message: 'Calico is set to its eBPF dataplane while kube-proxy is in IPVS mode: nodes may lose all connectivity.',
    objects: ['Installation default: linuxDataplane BPF'],
  }]);
});

test('compliant: iptables mode, or another dataplane', () => {
  expect(found(calicoEbpfIpvs, [kubeProxy({ mode: 'iptables' }), installation({ linuxDataplane: 'BPF' })])).toEqual([]);
  expect(found(calicoEbpfIpvs, [kubeProxy({ mode: 'ipvs' }), installation()])).toEqual([]);
});
