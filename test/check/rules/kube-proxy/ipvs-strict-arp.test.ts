import { ipvsStrictArp } from '../../../../src/check/rules/kube-proxy/ipvs-strict-arp';
import { daemonSet, found, kubeProxy, summary } from '../../findings/findings';

const MESSAGE = 'strictARP has no effect without kube-ipvs0, but its sysctls stay on the nodes until they are changed.';

test('non-compliant: strictARP', () => {
  expect(summary(found(ipvsStrictArp, [kubeProxy({ mode: 'ipvs', ipvs: { strictARP: true } })]))).toEqual([
    { severity: 'info', message: MESSAGE, objects: ['ConfigMap kube-system/kube-proxy'] },
  ]);
});

test('non-compliant: strictARP for MetalLB', () => {
  const speaker = daemonSet('metallb-system/speaker', 'quay.io/metallb/speaker:v0.15.2');
  expect(found(ipvsStrictArp, [kubeProxy({ mode: 'ipvs', ipvs: { strictARP: true } }), speaker])[0].message)
    .toBe(`${MESSAGE} MetalLB needs strictARP in IPVS mode only.`);
});

test('compliant: no strictARP, or not in use', () => {
  expect(found(ipvsStrictArp, [kubeProxy({ mode: 'ipvs' })])).toEqual([]);
  expect(found(ipvsStrictArp, [kubeProxy({ mode: 'ipvs', ipvs: { strictARP: false } })])).toEqual([]);
  expect(found(ipvsStrictArp, [kubeProxy({ mode: 'iptables', ipvs: { strictARP: true } })])).toEqual([]);
});
