import { explain, shop } from './shop';
import { FrontendKind } from '../../../src/dataplane/explain/vocabulary';
import { service } from '../../support/builders';

test.each<[string, string, string | undefined, FrontendKind | undefined, string[]]>([
  ['svc:shop/web:http', '10.96.0.10 80 tcp', 'shop/web', FrontendKind.CLUSTER_IP, []],
  ['svc:shop/web:80', '10.96.0.10 80 tcp', 'shop/web', FrontendKind.CLUSTER_IP, []],
  ['svc:shop/web:80/tcp', '10.96.0.10 80 tcp', 'shop/web', FrontendKind.CLUSTER_IP, []],
  ['svc:shop/dns:53/UDP', '10.96.0.16 53 udp', 'shop/dns', FrontendKind.CLUSTER_IP, []],
  [' 198.51.100.7:443 ', '198.51.100.7 443 tcp', 'shop/edge', FrontendKind.LOAD_BALANCER_IP, []],
  ['198.51.100.9:80', '198.51.100.9 80 tcp', 'shop/ranges', FrontendKind.EXTERNAL_IP, []],
  ['192.168.0.2:30080', '192.168.0.2 30080 tcp', 'shop/web', FrontendKind.NODE_PORT, []],
  ['[fd00:1:0::2]:30006', 'fd00:1::2 30006 tcp', 'shop/six', FrontendKind.NODE_PORT, []],
  ['192.168.0.3:30080', '192.168.0.3 30080 tcp', undefined, undefined, []],
  ['8.8.8.8:53/udp', '8.8.8.8 53 udp', undefined, undefined, []],
  ['10.96.0.16:54/sctp', '10.96.0.16 54 sctp', undefined, undefined, ['10.96.0.16 is the ClusterIP of Service shop/dns, which does not have port 54/sctp']],
])('%s', (destination, packet, serviceName, frontendKind, notes) => {
  const explanation = explain('external', destination);
  expect(explanation).toMatchObject({ serviceName, frontendKind, notes });
  expect(`${explanation.destinationAddress} ${explanation.destinationPort} ${explanation.protocol}`).toBe(packet);
});

test('the family of a Service with both is that of the source, and else the Service\'s first', () => {
  const both = service('shop/both', { clusterIPs: ['fd00:96::b', '10.96.0.77'], clusterIP: 'fd00:96::b', ipFamilies: ['IPv6', 'IPv4'] });
  const address = (source: string) => shop({}, [both]).explain({ source, destination: 'svc:shop/both:80' }).destinationAddress;
  expect(['external', 'external:192.0.2.1', 'node', 'pod:shop/web-0', 'fd00:244:1::77'].map(address)).toEqual(['fd00:96::b', '10.96.0.77', 'fd00:96::b', '10.96.0.77', 'fd00:96::b']);
});

test('several Services with one frontend, and a Service that another proxy serves', () => {
  const more = [
    service('shop/one', { clusterIP: '10.96.0.70', externalIPs: ['192.0.2.1'] }),
    service('shop/two', { clusterIP: '10.96.0.71', externalIPs: ['192.0.2.1'] }),
    service('shop/proxied', { clusterIP: '10.96.0.72' }, { metadata: { labels: { 'service.kubernetes.io/service-proxy-name': 'other' } } }),
  ];
  const notes = (destination: string) => shop({}, more).explain({ source: 'external', destination }).notes;
  expect(notes('192.0.2.1:80')).toEqual(['several Services claim this address and port: shop/one, shop/two; which one wins in kube-proxy is random']);
  expect(notes('svc:shop/proxied:80')).toEqual(['kube-proxy ignores Service shop/proxied because of its labels: another proxy serves it']);
});

const EXPECTED = 'expected svc:NAMESPACE/NAME:PORT or ADDRESS:PORT, as in svc:shop/web:80, 10.96.40.1:80/tcp or [fd00::1]:53/udp';

test.each([
  ['', EXPECTED],
  ['web', EXPECTED],
  ['10.96.0.10', EXPECTED],
  ['10.96.0.10:0', EXPECTED],
  ['10.96.0.10:65536', EXPECTED],
  ['10.96.0.10:http', EXPECTED],
  ['10.96.0.300:80', EXPECTED],
  ['fd00::1:80', EXPECTED],
  ['svc:shop/web', EXPECTED],
  ['svc:web:80', EXPECTED],
  ['10.96.0.10:80/icmp', '"icmp" is not a protocol; expected tcp, udp, sctp'],
  ['svc:shop/wep:80', 'there is no Service shop/wep; did you mean shop/web?'],
  ['svc:shop/nothing-like-it:80', 'there is no Service shop/nothing-like-it'],
  ['svc:shop/web:htttp', 'Service shop/web has no port "htttp": it has http 80/tcp; did you mean http?'],
  ['svc:shop/web:81', 'Service shop/web has no port "81": it has http 80/tcp'],
  ['svc:shop/web:80/udp', 'Service shop/web has no port "80" for udp: it has http 80/tcp'],
  ['svc:shop/edge:', 'Service shop/edge has no port "": it has 443/tcp'],
  ['svc:shop/dns:53', 'Service shop/dns has port 53 for udp and tcp: add /udp or /tcp'],
  ['svc:shop/headless:80', 'Service shop/headless has no ClusterIP: either it is headless and clients use the addresses of its pods, or it is not stored yet'],
  ['svc:shop/outside:80', 'Service shop/outside is of type ExternalName: it is a DNS name without an address'],
])('%j is refused', (destination, problem) => {
  expect(() => explain('external', destination)).toThrow(new Error(`destination ${JSON.stringify(destination)}: ${problem}`));
});

test('a source and a destination of different families', () => {
  expect(() => explain('pod:shop/web-0', 'svc:shop/six:80')).toThrow('pod shop/web-0, on this node has no IPv6 address that is known');
  expect(() => explain('external:2001:db8::7', '10.96.0.10:80')).toThrow('external host has no IPv4 address that is known');
});
