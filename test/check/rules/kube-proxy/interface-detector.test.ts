import { interfaceDetector } from '../../../../src/check/rules/kube-proxy/interface-detector';
import { daemonSet, found, kubeProxy, summary } from '../../findings/findings';

const BRIDGE = kubeProxy({ mode: 'ipvs', detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'cni0' } });
const PREFIX = kubeProxy({ mode: 'ipvs', detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'cali' } });
const proxy = (tag: string) => daemonSet('kube-system/kube-proxy', `registry.k8s.io/kube-proxy:${tag}`);

test.each(['1.31', '1.32'])('non-compliant: target %s', target => {
  expect(summary(found(interfaceDetector, [BRIDGE], target))).toEqual([{
    severity: 'blocker',
    message: 'detectLocalMode BridgeInterface makes every sync fail in nftables mode of this version unless an interface of exactly that name '
      + 'exists.',
    objects: ['ConfigMap kube-system/kube-proxy: detectLocalMode: BridgeInterface'],
  }]);
  expect(found(interfaceDetector, [PREFIX], target)).toHaveLength(1);
});

test.each([['1.33', 'v1.33.5'], ['1.34', 'v1.34.1']])('non-compliant: target %s, image %s', (target, tag) => {
  expect(found(interfaceDetector, [PREFIX, proxy(tag)], target)).toHaveLength(1);
});

test.each([['1.33', 'v1.33.6'], ['1.34', 'v1.34.2'], ['1.35', 'v1.35.0'], ['1.36', 'v1.36.3'], ['1.34', 'v1.33.1']])('compliant: target %s, image %s', (target, tag) => {
  expect(found(interfaceDetector, [PREFIX, proxy(tag)], target)).toEqual([]);
});

test('compliant: other detectors, and patch releases that are not known', () => {
  expect(found(interfaceDetector, [kubeProxy({ detectLocalMode: 'NodeCIDR' })], '1.32')).toEqual([]);
  expect(found(interfaceDetector, [kubeProxy({})], '1.32')).toEqual([]);
  expect(found(interfaceDetector, [PREFIX], '1.33')).toEqual([]);
});
