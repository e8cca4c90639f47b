import { Family, joinHostPort } from '../../../src/base/ip/address';
import { IpFamily } from '../../../src/base/ip/ip-family';
import { readEndpointSlice } from '../../../src/cluster/served/endpoint-slice';
import { ServicePort } from '../../../src/cluster/served/service';
import { endpointsOf } from '../../../src/dataplane/endpoints/endpoints';
import { featuresOf } from '../../../src/dataplane/versions/features';
import { SupportedMinor } from '../../../src/dataplane/versions/kube-proxy-version';
import { sequence } from '../../input/objects';
import { node, Plain, rulesetOf, slice, storedService } from '../../support/builders';

const HTTP: ServicePort = { name: 'http', protocol: 'tcp', port: 80, nodePort: 0 };

interface View {
  readonly minor?: SupportedMinor;
  readonly family?: Family;
  readonly nodeName?: string;
  readonly port?: ServicePort;
}

function endpoints(slices: readonly Plain[], { minor = '1.36', family = 'ip', nodeName = 'node-a', port = HTTP }: View = {}) {
  return endpointsOf(port, slices.map(object => readEndpointSlice(object)), family, nodeName, featuresOf(minor));
}

let number = 0;

function sliceOf(addresses: readonly Plain[], more: Plain = {}): Plain {
  return slice(`demo/web-${number++}`, 'web', addresses, { ports: [{ name: 'http', port: 8080 }], ...more });
}

const keys = (slices: readonly Plain[], view?: View) => endpoints(slices, view).map(({ address, port }) => address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`);
const at = (...addresses: string[]) => addresses.map(address => ({ addresses: [address] }));

test('endpoints are ordered by the bytes of ADDRESS:PORT, which is not the order of numbers', () => {
  expect(keys([
    sliceOf(at('10.0.0.2', '10.0.0.1', '10.0.0.10', '9.0.0.1', '10.0.0.100')),
    sliceOf(at('10.0.0.1', '10.0.0.10'), { ports: [{ name: 'http', port: 443 }] }),
    sliceOf(at('10.0.0.1'), { ports: [{ name: 'http', port: 80 }] }),
  ])).toEqual([
    '10.0.0.100:8080', '10.0.0.10:443', '10.0.0.10:8080', '10.0.0.1:443', '10.0.0.1:80', '10.0.0.1:8080', '10.0.0.2:8080', '9.0.0.1:8080',
  ]);
});

test('the bracket of an IPv6 address takes part in the order', () => {
  expect(keys([sliceOf(at('fd00::1', 'fd00::10', 'fd00::a', 'fd00:0:0:0:0:0:0:2'), { addressType: 'IPv6' })], { family: 'ip6' }))
    .toEqual(['[fd00::10]:8080', '[fd00::1]:8080', '[fd00::2]:8080', '[fd00::a]:8080']);
});

test('slices of another family, port name or protocol, and FQDNs, have no part', () => {
  expect(keys([
    sliceOf(at('10.0.0.1')),
    sliceOf(at('fd00::1'), { addressType: 'IPv6' }),
    sliceOf([{ addresses: ['example.com'] }], { addressType: 'FQDN' }),
    sliceOf(at('10.0.0.2'), { ports: [{ name: 'https', port: 8080 }] }),
    sliceOf(at('10.0.0.3'), { ports: [{ name: 'http', port: 8080, protocol: 'UDP' }] }),
    sliceOf(at('10.0.0.4'), { ports: [{ port: 8080 }] }),
    sliceOf(at('10.0.0.5'), { ports: [] }),
    sliceOf(at('10.0.0.6'), { ports: [{ name: 'http' }] }),
  ])).toEqual(['10.0.0.1:8080']);
});

test('an unnamed port has the endpoints of the unnamed port of a slice', () => {
  const port = { ...HTTP, name: '' };
  const slices = [sliceOf(at('10.0.0.1'), { ports: [{ port: 1 }] }), sliceOf(at('10.0.0.2'), { ports: [{ name: '', port: 2 }] }), sliceOf(at('10.0.0.3'))];
  expect(keys(slices, { port })).toEqual(['10.0.0.1:1', '10.0.0.2:2']);
});

test('an endpoint is local by its nodeName alone', () => {
  const endpointsOfWeb = sliceOf([
    { addresses: ['10.0.0.1'], nodeName: 'node-a' }, { addresses: ['10.0.0.2'], nodeName: 'node-b' }, { addresses: ['10.0.0.3'], hostname: 'node-a' },
    { addresses: ['10.0.0.4'], nodeName: '' },
  ]);
  const ruleset = rulesetOf([node('node-a'), storedService('demo/web', { clusterIP: '10.96.0.1', ports: [{ name: 'http', port: 80 }] }), endpointsOfWeb]);
  expect(ruleset.elements(IpFamily.IPV4, 'hairpin-connections')).toEqual(['10.0.0.1 . 10.0.0.1 . tcp . 8080']);
});

test.each<[SupportedMinor, string[]]>([['1.35', []], ['1.36', ['10.0.0.1:8080']]])('labels that pass a slice over in %s', (minor, expected) => {
  const labeled = (label: string) => sliceOf(at('10.0.0.1'), { metadata: { labels: { [label]: '' } } });
  expect(keys([labeled('service.kubernetes.io/headless')], { minor })).toEqual([]);
  expect(keys([labeled('service.kubernetes.io/service-proxy-name')], { minor })).toEqual(expected);
});

/** A hint shows which of several endpoints one is. */
const on = (nodeName: string) => ({ addresses: ['10.0.0.1'], nodeName, hints: { forZones: [{ name: nodeName }] } });
const LOCAL = on('node-a');
const REMOTE = on('node-b');
const OTHER = on('node-c');
const terminating = (endpoint: Plain) => ({ ...endpoint, conditions: { ready: false, serving: true, terminating: true } });

// Duplicates stand in different slices while a pod's address moves to another one.
test.each<[string, readonly Plain[], string, string]>([
  ['two remote', [REMOTE, OTHER], 'node-b', 'node-c'],
  ['local before remote', [LOCAL, REMOTE], 'node-a', 'node-b'],
  ['remote before local', [REMOTE, LOCAL], 'node-a', 'node-a'],
  ['remote, local, remote', [REMOTE, LOCAL, OTHER], 'node-a', 'node-c'],
  ['terminating after ready', [REMOTE, terminating(OTHER)], 'node-b', 'node-b'],
  ['terminating and local after ready', [REMOTE, terminating(LOCAL)], 'node-a', 'node-b'],
  ['ready after terminating', [terminating(REMOTE), OTHER], 'node-b', 'node-c'],
  ['two terminating', [terminating(REMOTE), terminating(OTHER)], 'node-b', 'node-b'],
])('duplicates: %s', (_, all, until135, from136) => {
  const winner = (minor: SupportedMinor) => endpoints(all.map(endpoint => sliceOf([endpoint])), { minor }).map(({ status }) => status.zoneHints[0]);
  expect([winner('1.31'), winner('1.35'), winner('1.36'), winner('1.37')]).toEqual([[until135], [until135], [from136], [from136]]);
});

test('duplicates within a slice are one endpoint, and other ports are others', () => {
  expect(keys([sliceOf([REMOTE, OTHER, ...at('10.0.0.2')]), sliceOf([REMOTE], { ports: [{ name: 'http', port: 81 }] })]))
    .toEqual(['10.0.0.1:8080', '10.0.0.1:81', '10.0.0.2:8080']);
});

test.each<Family>(['ip', 'ip6'])('random endpoints of the family %s are ordered as their texts are', family => {
  const random = sequence(8080);
  const parts = family === 'ip' ? ['1', '10', '100', '2', '19', '0'] : ['1', '10', 'a', 'a1', '1a', '2'];
  for (let round = 0; round < 300; round++) {
    const slices = Array.from({ length: 1 + random(3) }, () => {
      const addresses = Array.from({ length: random(12) }, () => family === 'ip'
        ? `10.${parts[random(6)]}.${parts[random(2)]}.${parts[random(6)]}`
        : `fd00:${parts[random(6)]}::${parts[random(6)]}${random(3) === 0 ? `:${parts[random(6)]}` : ''}`);
      const ports = [{ name: 'other', port: 1 + random(99) }, { name: 'http', port: [8, 80, 8080, 81, 9, 443][random(6)] }];
      return sliceOf(at(...addresses), { addressType: family === 'ip' ? 'IPv4' : 'IPv6', ports: random(2) ? ports : ports.slice(1) });
    });
    const expected = slices.flatMap(object => object.endpoints.map(({ addresses: [address] }: Plain) =>
      joinHostPort(family, address, object.ports.find(({ name }: Plain) => name === 'http').port)));
    expect(keys(slices, { family })).toEqual([...new Set(expected)].sort());
  }
});
