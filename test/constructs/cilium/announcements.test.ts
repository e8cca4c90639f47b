import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Chart, Testing } from 'cdk8s';
import { cilium } from '../../../src';
import { compileCrd } from '../../support/calico-crds';

const { BgpFamily, BgpRoutes, BgpServiceAddress, LabelSelector } = cilium;

/** The CustomResourceDefinitions of Cilium 1.20, `crd-KIND.yaml.gz`: they are not part of this repository. */
const FOLDER = process.env.CILIUM_CRDS_DIR ?? join(__dirname, '..', '..', '..', '..', 'shared', 'reference', 'cilium');
const HAS_CRDS = existsSync(join(FOLDER, 'crd-ciliumbgpclusterconfig.yaml.gz'));

/** An object of each kind with everything that it can have. */
function everything(ciliumVersion?: string): ApiObject[] {
  const chart = new Chart(Testing.app(), 'network', { namespace: 'network' });
  const web = LabelSelector.fromLabels({ app: 'web' });
  const advertised = { advertise: 'bgp' };
  return [
    new cilium.CiliumLoadBalancerIpPool(chart, 'pool', {
      blocks: [{ cidr: '10.0.10.0/24' }, { start: '10.0.20.100', stop: '10.0.20.200' }], services: web, allowFirstLastIps: false, ciliumVersion,
    }),
    new cilium.CiliumL2AnnouncementPolicy(chart, 'l2', {
      nodes: LabelSelector.fromOptions({ missing: ['node-role.kubernetes.io/control-plane'] }), services: web, interfaces: ['^eth[0-9]+'], loadBalancerIps: true, externalIps: true, ciliumVersion,
    }),
    new cilium.CiliumBgpClusterConfig(chart, 'bgp', {
      nodes: LabelSelector.fromLabels({ rack: 'a' }),
      instances: [{ name: 'rack-a', localAsn: 65000, peers: [{ name: 'tor', address: '10.0.0.1', asn: 65001, peerConfigName: 'tor' }] }],
      ciliumVersion,
    }),
    new cilium.CiliumBgpPeerConfig(chart, 'peers', {
      metadata: { name: 'tor' },
      families: [{ family: BgpFamily.IPV4, advertisements: LabelSelector.fromLabels(advertised) }],
      authSecretName: 'bgp',
      ebgpMultihop: 2,
      peerPort: 1179,
      holdTimeSeconds: 9,
      keepAliveTimeSeconds: 3,
      connectRetryTimeSeconds: 5,
      gracefulRestartSeconds: 15,
      ciliumVersion,
    }),
    new cilium.CiliumBgpAdvertisement(chart, 'routes', {
      metadata: { labels: advertised },
      routes: [
        BgpRoutes.fromServices(web, BgpServiceAddress.LOAD_BALANCER_IP, BgpServiceAddress.EXTERNAL_IP),
        BgpRoutes.fromPodCidrs(),
        BgpRoutes.fromPodPools(web),
      ],
      ciliumVersion,
    }),
    new cilium.CiliumBgpNodeConfigOverride(chart, 'override', {
      nodeName: 'worker-1',
      instances: [{ name: 'rack-a', routerId: '10.0.0.9', localPort: 1790, peers: [{ name: 'tor', localAddress: '10.0.0.9' }] }],
      ciliumVersion,
    }),
  ].map(({ apiObject }) => apiObject);
}

test('objects of all kinds', () => {
  expect(everything().map(each => each.toJson())).toMatchSnapshot();
});

test('the API versions of each minor', () => {
  expect(everything('1.17').map(({ apiVersion }) => apiVersion)).toEqual(Array.from({ length: 6 }, () => 'cilium.io/v2alpha1'));
  expect(everything('1.18').map(({ apiVersion }) => apiVersion)).toEqual(['cilium.io/v2', 'cilium.io/v2alpha1', 'cilium.io/v2', 'cilium.io/v2', 'cilium.io/v2', 'cilium.io/v2']);
});

(HAS_CRDS ? test : test.skip)('the CustomResourceDefinitions accept them (skipped without these, in CILIUM_CRDS_DIR)', () => {
  for (const object of everything()) {
    const validate = compileCrd(join(FOLDER, `crd-${object.kind.toLowerCase()}.yaml.gz`), object.apiVersion.split('/')[1]);
    expect([object.kind, validate(object.toJson()) ? [] : validate.errors]).toEqual([object.kind, []]);
  }
});

function refused(make: (chart: Chart) => unknown): string {
  try {
    make(new Chart(Testing.app(), 'network'));
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('what the API server would refuse', () => {
  expect(refused(chart => new cilium.CiliumLoadBalancerIpPool(chart, 'a', { blocks: [{ cidr: '10.0.0.0' }] }))).toBe('network/a: spec.blocks[0].cidr: "10.0.0.0" is not a CIDR; expected one as in "10.0.0.0/8" or "10.0.0.1/32"');
  expect(refused(chart => new cilium.CiliumLoadBalancerIpPool(chart, 'a', { blocks: [{ cidr: '10.0.0.0/8', start: '10.0.0.1' }] }))).toBe('network/a: blocks[0]: expected either cidr or start');
  expect(refused(chart => new cilium.CiliumL2AnnouncementPolicy(chart, 'a', {}))).toBe('network/a: it announces nothing; set loadBalancerIps or externalIps');
  expect(refused(chart => new cilium.CiliumBgpPeerConfig(chart, 'a', { holdTimeSeconds: 9 }))).toBe('network/a: spec.timers.keepAliveTimeSeconds: is 30, longer than holdTimeSeconds, 9; expected at most that');
  expect(refused(chart => new cilium.CiliumBgpClusterConfig(chart, 'a', { instances: [{ name: 'i', localAsn: 0, peers: [{ name: 'p', address: 'tor.example.com' }] }] })))
    .toBe('network/a: spec.bgpInstances[0].localASN: 0 is too little; expected at least 1\nnetwork/a: spec.bgpInstances[0].peers[0].peerAddress: "tor.example.com" is not an IP address; expected one as in "10.0.0.1"');
  expect(refused(chart => new cilium.CiliumBgpAdvertisement(chart, 'a', { routes: [BgpRoutes.fromInterface('lo')], ciliumVersion: '1.18' })))
    .toContain('spec.advertisements[0].advertisementType: "Interface" is not supported');
});

test('limits of the client for leases, and the authority of ztunnel', () => {
  const installation = (props: Partial<cilium.CiliumInstallationProps>) => new cilium.CiliumInstallation(new Chart(Testing.app(), 'network'), 'cilium', {
    version: '1.20.0', apiServer: { host: '192.168.0.10' }, kubeProxyReplacement: true, podAddresses: cilium.PodAddresses.fromClusterPool({ ipv4Cidrs: ['10.20.0.0/16'] }), ...props,
  });
  expect(installation({ l2Announcements: true, l2AnnouncedServices: 200 }).ciliumConfig).toMatchObject({ 'enable-l2-announcements': 'true', 'k8s-client-qps': '40', 'k8s-client-burst': '80' });
  const { ciliumConfig } = installation({ encryption: cilium.Encryption.fromZtunnel({ authority: cilium.ZtunnelAuthority.SPIRE }) });
  expect(ciliumConfig['ztunnel-ca-type']).toBe('spire');
  expect(() => installation({ version: '1.19.0', encryption: cilium.Encryption.fromZtunnel({ authority: cilium.ZtunnelAuthority.SPIRE }) })).toThrow('values.encryption.ztunnel.ca');
});

test('Services have their namespace as a label of another name', () => {
  const services = LabelSelector.fromOptions({ namespaceName: 'shop', labels: { app: 'web' } });
  const matchLabels = { 'app': 'web', 'io.kubernetes.service.namespace': 'shop' };
  const chart = new Chart(Testing.app(), 'network');
  const objects = [
    new cilium.CiliumLoadBalancerIpPool(chart, 'a', { blocks: [{ cidr: '10.0.0.0/24' }], services }),
    new cilium.CiliumL2AnnouncementPolicy(chart, 'b', { loadBalancerIps: true, services }),
    new cilium.CiliumBgpAdvertisement(chart, 'c', { routes: [BgpRoutes.fromServices(services, BgpServiceAddress.CLUSTER_IP)] }),
  ].map(({ apiObject }) => apiObject.toJson().spec);
  expect(objects.map(spec => spec.serviceSelector ?? spec.advertisements[0].selector)).toEqual([{ matchLabels }, { matchLabels }, { matchLabels }]);
  const labels = LabelSelector.fromOptions({ namespaceLabels: { team: 'shop' } });
  expect(refused(of => new cilium.CiliumLoadBalancerIpPool(of, 'a', { blocks: [{ cidr: '10.0.0.0/24' }], services: labels })))
    .toBe('network/a: namespaceLabels: only pods are chosen by labels of their namespaces; leave it out');
  expect(refused(of => new cilium.CiliumBgpClusterConfig(of, 'a', { nodes: services, instances: [{ name: 'i' }] }))).toBe('network/a: namespaceName: shop: what is chosen here belongs to no namespace; leave it out');
});

test('blocks of addresses that give none', () => {
  const pool = (...blocks: cilium.IpPoolBlock[]) => refused(chart => new cilium.CiliumLoadBalancerIpPool(chart, 'a', { blocks }));
  expect(pool()).toBe('network/a: blocks: is empty; expected at least one');
  expect(pool({ start: '10.0.0.9', stop: '10.0.0.1' })).toBe('network/a: blocks[0].stop: "10.0.0.1" is before "10.0.0.9"; expected the last address');
  expect(pool({ start: '10.0.0.9', stop: 'fd00::1' })).toBe('network/a: blocks[0].stop: "fd00::1" is of another family than "10.0.0.9"');
  expect(pool({ cidr: '10.0.0.0/24', stop: '10.0.0.9' })).toBe('network/a: blocks[0].stop: cannot be combined with cidr; set start and stop, or cidr');
  expect(pool({ cidr: '10.0.0.0/23' }, { start: '10.0.1.255', stop: '10.0.2.9' })).toBe('network/a: blocks[1]: overlaps the block from 10.0.0.0 to 10.0.1.255, and a pool with a conflict gives no addresses');
  expect(pool({ cidr: '10.0.0.0/23' }, { start: '10.0.2.0', stop: '10.0.2.9' }, { start: '10.0.3.1' }, { cidr: 'fd00::/64' })).toBe('');
});

test('routers by their address, or as the default gateway', () => {
  const peers = (...all: Partial<cilium.BgpPeer>[]) => [{ name: 'rack', localAsn: 65000, peers: all.map((peer, i) => ({ name: `router-${i}`, asn: 65001, ...peer })) }];
  const config = (chart: Chart, ...all: Partial<cilium.BgpPeer>[]) => new cilium.CiliumBgpClusterConfig(chart, 'a', { instances: peers(...all) });
  expect(refused(chart => config(chart, {}))).toBe('network/a: instances[0].peers[0].address: is missing, and nodes speak to no peer without one; set it, or discovery');
  expect(refused(chart => config(chart, { address: '10.0.0.1', discovery: BgpFamily.IPV4 }))).toContain('cannot be combined with discovery');
  expect(config(new Chart(Testing.app(), 'network'), { discovery: BgpFamily.IPV6 }).apiObject.toJson().spec.bgpInstances[0].peers[0])
    .toEqual({ name: 'router-0', peerASN: 65001, autoDiscovery: { mode: 'DefaultGateway', defaultGateway: { addressFamily: 'ipv6' } } });
  expect(refused(chart => new cilium.CiliumBgpClusterConfig(chart, 'a', { instances: peers({ discovery: BgpFamily.IPV4 }), ciliumVersion: '1.17' }))).toContain('autoDiscovery: is not a field of CiliumBGPClusterConfig in Cilium 1.17');
  expect(refused(chart => new cilium.CiliumBgpAdvertisement(chart, 'a', { routes: [] }))).toBe('network/a: routes: is empty; expected at least one');
  expect(refused(chart => new cilium.CiliumL2AnnouncementPolicy(chart, 'a', { loadBalancerIps: true, interfaces: ['eth0', 'eth['] }))).toContain('network/a: interfaces[1]: "eth[" is not a regular expression');
});
