import { ciliumNetworkObjects as rule } from '../../../../src/check/rules/cilium/cilium-network-objects';
import { Plain } from '../../../support/builders';
import { details, foundInCilium, REPLACING } from '../../findings/cilium';

const ON: Plain = { ...REPLACING, l2announcements: { enabled: true }, bgpControlPlane: { enabled: true } };

function made(kind: string, spec: Plain, { apiVersion = 'cilium.io/v2', name = 'a', labels }: { apiVersion?: string; name?: string; labels?: Plain } = {}): Plain {
  return { apiVersion, kind, metadata: { name, ...labels && { labels } }, spec };
}

const announce = (spec: Plain = { loadBalancerIPs: true }, apiVersion = 'cilium.io/v2alpha1'): Plain => made('CiliumL2AnnouncementPolicy', spec, { apiVersion });
const cluster = made('CiliumBGPClusterConfig', { bgpInstances: [{ name: 'i', localASN: 65000, peers: [{ name: 'p', peerASN: 65001, peerAddress: '10.0.0.1', peerConfigRef: { name: 'tor' } }] }] });
const peer = made('CiliumBGPPeerConfig', { families: [{ afi: 'ipv4', safi: 'unicast', advertisements: { matchLabels: { advertise: 'bgp' } } }] }, { name: 'tor' });
const advertisement = made('CiliumBGPAdvertisement', { advertisements: [{ advertisementType: 'PodCIDR' }] }, { labels: { advertise: 'bgp' } });
const pool = made('CiliumLoadBalancerIPPool', { blocks: [{ cidr: '10.0.10.0/24' }] });

test('non-compliant: refused or pruned by the API server of the version', () => {
  expect(details(rule, ON, [announce({}, 'cilium.io/v2')])).toEqual([
    'blocker CiliumL2AnnouncementPolicy a: apiVersion: "cilium.io/v2" does not exist in Cilium 1.20; expected cilium.io/v2alpha1',
  ]);
  expect(details(rule, ON, [pool], { ciliumVersion: '1.17' })).toEqual([
    'blocker CiliumLoadBalancerIPPool a: apiVersion: "cilium.io/v2" does not exist in Cilium 1.17; expected cilium.io/v2alpha1',
  ]);
  expect(details(rule, ON, [announce({ loadbalancerIPs: true })])).toEqual([
    'blocker CiliumL2AnnouncementPolicy a: spec.loadbalancerIPs: is not a field of CiliumL2AnnouncementPolicy in Cilium 1.20, and the API server drops it',
  ]);
  expect(details(rule, ON, [made('CiliumBGPPeerConfig', { timers: { holdTimeSeconds: 20 } })])).toEqual([
    'blocker CiliumBGPPeerConfig a: spec.timers.keepAliveTimeSeconds: is 30, longer than holdTimeSeconds, 20; expected at most that',
  ]);
  expect(details(rule, ON, [made('CiliumBGPAdvertisement', { advertisements: [{ advertisementType: 'Service' }] })])).toEqual([
    'blocker CiliumBGPAdvertisement a: spec.advertisements[0].service: is missing; advertisementType Service needs it',
  ]);
});

test('non-compliant: nothing turns them on, or what they refer to is missing', () => {
  expect(details(rule, {}, [announce(), cluster, peer, advertisement]).filter(each => each.includes('is not true'))).toHaveLength(5);
  expect(foundInCilium(rule, ON, [cluster])).toEqual([{
    severity: 'blocker',
    message: 'Objects refer to others that do not exist.',
    objects: ['CiliumBGPClusterConfig a: spec.bgpInstances[0].peers[0].peerConfigRef.name: there is no CiliumBGPPeerConfig "tor"'],
  }]);
  expect(details(rule, ON, [peer])).toEqual(['blocker CiliumBGPPeerConfig tor: spec.families[0].advertisements: no CiliumBGPAdvertisement has these labels']);
});

test('compliant', () => {
  expect(details(rule, ON, [announce(), cluster, peer, advertisement, pool])).toEqual([]);
  expect(details(rule, undefined, [announce()])).toEqual([]);
});
