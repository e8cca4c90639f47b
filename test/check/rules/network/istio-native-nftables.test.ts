import { istioNativeNftables } from '../../../../src/check/rules/network/istio-native-nftables';
import { Plain } from '../../../support/builders';
import { daemonSet, found, summary } from '../../findings/findings';

const config = (data: Plain, namespace = 'istio-system') => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name: 'istio-cni-config' }, data });
const cni = daemonSet('istio-system/istio-cni-node', 'docker.io/istio/install-cni:1.28.3-distroless');

test.each(['istio-system', 'kube-system'])('non-compliant: native nftables, in %s', namespace => {
  expect(summary(found(istioNativeNftables, [config({ NATIVE_NFTABLES: 'true' }, namespace), cni]))).toEqual([{
    severity: 'warning',
    message: 'istio-cni writes nftables rules with the nft of its own image, which the nft of kube-proxy and of the node may not be able to read.',
    objects: [
      `ConfigMap ${namespace}/istio-cni-config: NATIVE_NFTABLES: true`,
      'DaemonSet istio-system/istio-cni-node: docker.io/istio/install-cni:1.28.3-distroless',
    ],
  }]);
});

test('compliant: iptables, the default, or no Istio', () => {
  expect(found(istioNativeNftables, [config({ NATIVE_NFTABLES: 'false' }), cni])).toEqual([]);
  expect(found(istioNativeNftables, [config({}), cni])).toEqual([]);
  expect(found(istioNativeNftables, [cni])).toEqual([]);
});
