import { isPlainObject } from '../../../base/objects/fields';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const istioNativeNftables: NftablesRule = {
  id: 'istio-native-nftables',
  title: 'Istio\'s nft may write what other nft cannot read',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables', 'nftables'],
  description: 'With global.nativeNftables, istio-cni writes tables of its own (inet istio-ambient-nat, -mangle, -raw) on each node, with the nft of its image. '
    + 'The distroless image has nft 1.1.1 or newer, whose sets crash older versions of nft when they list the ruleset: nft 1.0.9 on the node and the nft of '
    + 'kube-proxy\'s image have both been hit. Images whose nft is built without JSON support fail with "JSON support not compiled-in" in ambient mode, or '
    + 'fall back to iptables.',
  remediation: 'Compare nft --version in istio-cni, in kube-proxy\'s image and on the node before you change the mode, and try one node first: nft -j list '
    + 'ruleset must not crash there. Where it does, turn global.nativeNftables off or use the default image instead of the distroless one.',
  references: [
    'https://github.com/istio/istio/issues/58492',
    'https://github.com/istio/istio/issues/58964',
    'https://github.com/kubernetes/kubernetes/issues/136786',
  ],
  * check({ cluster }) {
    const kept = cluster.networkConfigMap('istio-system/istio-cni-config', 'kube-system/istio-cni-config');
    const data = kept?.object.data;
    if (!kept || !isPlainObject(data) || String(data.NATIVE_NFTABLES) !== 'true') return;
    const images = [...cluster.workloads.values()].filter(({ kind }) => kind === 'DaemonSet').flatMap(object => object.containers
      .filter(({ image }) => image.name === 'install-cni').map(({ image }) => ({ object, detail: image.text })));
    yield {
      message: 'istio-cni writes nftables rules with the nft of its own image, which the nft of kube-proxy and of the node may not be able to read.',
      objects: [{ object: kept.reference, detail: 'NATIVE_NFTABLES: true' }, ...images],
    };
  },
};
