import { Family } from '../../../src/base/ip/address';
import { readNode } from '../../../src/cluster/served/node';
import { renderRule } from '../../../src/dataplane/nftables/render/nft-script';
import { localDetector } from '../../../src/dataplane/node/local-detector';
import { readSettings } from '../../../src/dataplane/settings';
import { featuresOf } from '../../../src/dataplane/versions/features';
import { SupportedMinor } from '../../../src/dataplane/versions/kube-proxy-version';
import { node, Plain } from '../../support/builders';

const NODE = node('node-a', { podCIDRs: ['10.244.1.0/24', 'fd00:1::/64'] });
const bridge = { detectLocalMode: 'BridgeInterface', detectLocal: { bridgeInterface: 'cni0' } };
const prefix = { detectLocalMode: 'InterfaceNamePrefix', detectLocal: { interfaceNamePrefix: 'veth' } };

test.each<[string, Plain, Family, SupportedMinor, string[] | undefined]>([
  ['a cluster CIDR', { clusterCIDR: '10.244.1.1/16' }, 'ip', '1.36', ['ip saddr 10.244.0.0/16', 'ip saddr != 10.244.0.0/16']],
  ['a cluster CIDR of the other family', { clusterCIDR: '10.244.0.0/16' }, 'ip6', '1.36', undefined],
  ['the first cluster CIDR of a family', { clusterCIDR: '10.244.0.0/16,fd00::/48,fd01::/48' }, 'ip6', '1.36', ['ip6 saddr fd00::/48', 'ip6 saddr != fd00::/48']],
  ['no cluster CIDR', {}, 'ip', '1.36', undefined],
  ['the pod CIDR', { detectLocalMode: 'NodeCIDR', clusterCIDR: '10.0.0.0/8' }, 'ip', '1.36', ['ip saddr 10.244.1.0/24', 'ip saddr != 10.244.1.0/24']],
  ['the IPv6 pod CIDR', { detectLocalMode: 'NodeCIDR' }, 'ip6', '1.36', ['ip6 saddr fd00:1::/64', 'ip6 saddr != fd00:1::/64']],
  ['a bridge', bridge, 'ip', '1.33', ['iifname cni0', 'iifname != cni0']],
  ['a bridge, IPv6', bridge, 'ip6', '1.37', ['iifname cni0', 'iifname != cni0']],
  ['a bridge before 1.33', bridge, 'ip', '1.32', ['iif cni0', 'iif != cni0']],
  ['a prefix', prefix, 'ip6', '1.36', ['iifname veth*', 'iifname != veth*']],
  ['a prefix before 1.33', prefix, 'ip', '1.31', ['iif veth*', 'iif != veth*']],
])('%s', (_, configuration, family, minor, expected) => {
  const features = featuresOf(minor);
  const detector = localDetector(readSettings(configuration, features), readNode(NODE), family, features);
  expect(detector && [detector.ifLocal, detector.ifNotLocal].map(statement => renderRule([statement], undefined, family))).toEqual(expected);
});
