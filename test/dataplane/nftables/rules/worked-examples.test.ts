import { WORKED_EXAMPLES } from './worked-examples';
import { IpFamily } from '../../../../src/base/ip/ip-family';
import { SUPPORTED_MINORS, SupportedMinor } from '../../../../src/dataplane/versions/kube-proxy-version';
import { dynamicLines, node, Plain, serviceCidr, slice, storedService } from '../../../support/builders';
import { normalize } from '../../../support/reference';

const NODE = node('node-a', { addresses: ['192.168.0.2', '2001:db8::1'] });
const CLUSTER_CIDR = { clusterCIDR: '10.0.0.0/8' };
const PORTS = [{ name: 'http', port: 80 }];
const NODE_PORTS = [{ name: 'http', port: 80, nodePort: 30080 }];

const LOCAL = { addresses: ['10.180.0.1'], nodeName: 'node-a' };
const REMOTE = { addresses: ['10.180.2.1'], nodeName: 'node-b' };

function web(spec: Plain = {}, vips: readonly string[] = []): Plain {
  return storedService('demo/web', { clusterIP: '172.30.0.41', ports: PORTS, ...spec }, { status: { loadBalancer: { ingress: vips.map(ip => ({ ip })) } } });
}

function endpoints(...all: Plain[]): Plain {
  return slice('demo/web-1', 'web', all, { ports: [{ name: 'http', port: 8080 }] });
}

const IPV6_WEB = storedService('demo/web', { clusterIP: 'fd00:96::41', ports: PORTS });

function ipv6Endpoints(...addresses: string[]): Plain {
  return slice('demo/web-1', 'web', addresses.map((address, i) => ({ addresses: [address], nodeName: i === 0 ? 'node-a' : 'node-b' })), {
    addressType: 'IPv6', ports: [{ name: 'http', port: 8080 }],
  });
}

interface Example {
  readonly minors: readonly SupportedMinor[];
  readonly objects: readonly Plain[];
  readonly configuration?: Plain;
  readonly node?: Plain;
  readonly family?: IpFamily;
}

const RANGES = { type: 'LoadBalancer', ports: NODE_PORTS };
const AFFINITY = { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } };
const B2: Pick<Example, 'objects'> = {
  objects: [web({ ...RANGES, externalIPs: ['192.0.2.9'], loadBalancerSourceRanges: ['203.0.113.0/25'] }, ['1.2.3.4', '1.2.3.5']), endpoints(LOCAL, REMOTE)],
};

const EXAMPLES: { readonly [name: string]: Example } = {
  'A 1.36': { minors: ['1.36', '1.37'], objects: [web(), endpoints(LOCAL, REMOTE)] },
  'A 1.34': { minors: ['1.34', '1.35'], objects: [web(), endpoints(LOCAL, REMOTE)] },
  'A 1.31': { minors: ['1.31', '1.32', '1.33'], objects: [web(), endpoints(LOCAL, REMOTE)] },
  'A1 1.36': { minors: ['1.36'], objects: [web(), endpoints(LOCAL)] },
  'A1 1.37': { minors: ['1.37'], objects: [web(), endpoints(LOCAL)] },
  'A2': {
    minors: ['1.36', '1.37'],
    objects: [
      web(),
      slice('demo/web-1', 'web', [
        { addresses: ['10.180.0.2'], nodeName: 'node-a' }, { addresses: ['10.180.0.10'], nodeName: 'node-b' }, { addresses: ['10.180.0.1'], nodeName: 'node-b' },
      ], { ports: [{ name: 'http', port: 8080 }] }),
      slice('demo/web-2', 'web', [{ addresses: ['10.180.0.10'], nodeName: 'node-b' }], { ports: [{ name: 'http', port: 80 }] }),
    ],
  },
  'B': {
    minors: ['1.36'],
    objects: [
      web({ ...RANGES, externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['203.0.113.0/25', '192.168.0.0/16'] }, ['1.2.3.4']),
      endpoints(LOCAL, REMOTE),
    ],
  },
  'B2 1.36': { minors: ['1.36', '1.37'], ...B2 },
  'B2 1.35': { minors: ['1.34', '1.35'], ...B2 },
  'B3': {
    minors: ['1.36'],
    objects: [web({ ...RANGES, externalTrafficPolicy: 'Local', externalIPs: ['192.0.2.9'] }, ['1.2.3.4']), endpoints(REMOTE)],
  },
  'B4': {
    minors: ['1.36'],
    objects: [web({ type: 'NodePort', ports: NODE_PORTS, externalTrafficPolicy: 'Local' }), endpoints(LOCAL, REMOTE)],
    configuration: {},
  },
  'C': { minors: [...SUPPORTED_MINORS], objects: [web({ internalTrafficPolicy: 'Local' }), endpoints(REMOTE)] },
  'C2': {
    minors: ['1.36'], objects: [web({ internalTrafficPolicy: 'Local', type: 'NodePort', ports: NODE_PORTS }), endpoints(LOCAL, REMOTE)],
  },
  'D 1.36': {
    minors: ['1.36', '1.37'],
    objects: [web({ type: 'NodePort', ports: NODE_PORTS, externalTrafficPolicy: 'Local', ...AFFINITY }), endpoints(LOCAL, REMOTE)],
  },
  'D 1.35': { minors: ['1.34', '1.35'], objects: [web(AFFINITY), endpoints(LOCAL, REMOTE)] },
  'E': {
    minors: [...SUPPORTED_MINORS],
    objects: [web({ ...RANGES, externalIPs: ['192.0.2.9'], loadBalancerSourceRanges: ['203.0.113.0/25'] }, ['1.2.3.4'])],
  },
  'F 1.36': { minors: ['1.36', '1.37'], objects: [IPV6_WEB, ipv6Endpoints('fd00:10::a', 'fd00:10::b')], family: IpFamily.IPV6 },
  'F 1.37': { minors: ['1.37'], objects: [IPV6_WEB, ipv6Endpoints('fd00:10::a')], family: IpFamily.IPV6 },
  'F 1.35': { minors: ['1.34', '1.35'], objects: [IPV6_WEB, ipv6Endpoints('fd00:10::a')], family: IpFamily.IPV6, configuration: {} },
  'G': {
    minors: ['1.36'],
    objects: [
      web({ type: 'NodePort', ports: NODE_PORTS, externalTrafficPolicy: 'Local' }),
      endpoints({ ...LOCAL, conditions: { ready: false, serving: true, terminating: true } }, REMOTE),
    ],
  },
  'H': {
    minors: ['1.36'],
    node: node('node-a', { addresses: ['192.168.0.2'], zone: 'a' }),
    objects: [
      web({ type: 'NodePort', ports: NODE_PORTS, externalTrafficPolicy: 'Local' }),
      endpoints(
        { ...LOCAL, hints: { forZones: [{ name: 'b' }] } },
        { ...REMOTE, hints: { forZones: [{ name: 'a' }] } },
        { addresses: ['10.180.3.1'], nodeName: 'node-c', hints: { forZones: [{ name: 'a' }, { name: 'b' }] } },
      ),
    ],
  },
  'I': {
    minors: ['1.36'],
    objects: [
      storedService('kube-system/kube-dns', {
        clusterIP: '172.30.0.10', ports: [{ name: 'dns', port: 53, protocol: 'UDP' }, { name: 'dns-tcp', port: 53, protocol: 'TCP' }],
      }),
      slice('kube-system/kube-dns-1', 'kube-dns', [{ addresses: ['10.180.0.7'], nodeName: 'node-a' }], {
        ports: [{ name: 'dns', port: 53, protocol: 'UDP' }, { name: 'dns-tcp', port: 53, protocol: 'TCP' }],
      }),
      storedService('demo/x', { clusterIP: '172.30.0.11', ports: [{ port: 9, protocol: 'SCTP' }] }),
    ],
  },
};

test('every example is tested', () => {
  expect(Object.keys(EXAMPLES)).toEqual(Object.keys(WORKED_EXAMPLES));
});

describe.each(Object.entries(EXAMPLES))('example %s', (name, { minors, objects, configuration = CLUSTER_CIDR, node: host = NODE, family }) => {
  test.each(minors)('kube-proxy %s', kubernetesVersion => {
    const all = [host, serviceCidr('kubernetes', '172.30.0.0/16'), ...objects];
    expect(dynamicLines(all, { kubernetesVersion, configuration }, family)).toEqual(normalize(WORKED_EXAMPLES[name]));
  });
});
