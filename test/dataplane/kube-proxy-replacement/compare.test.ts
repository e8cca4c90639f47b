import { Cluster } from '../../../src/cluster/cluster';
import { breaksSomething, compareReplacement, ReplacementComparison } from '../../../src/dataplane/kube-proxy-replacement/compare';
import { replacementJson, replacementMarkdown, replacementText } from '../../../src/dataplane/kube-proxy-replacement/text';
import { ReplacementView } from '../../../src/dataplane/kube-proxy-replacement/view';
import { KubeProxyMode } from '../../../src/dataplane/settings';
import { CiliumMinor } from '../../../src/programs/cilium/target';
import { agentConfigOf } from '../../../src/programs/cilium/values/agent-config';
import { ChartValues } from '../../../src/programs/cilium/values/chart-values';
import { kubeProxy, machine } from '../../check/findings/findings';
import { Plain, service, slice } from '../../support/builders';

interface Situation {
  readonly mode?: KubeProxyMode;
  readonly minor?: CiliumMinor;
  readonly values?: Plain;
  readonly objects?: readonly Plain[];
}

function compare(services: readonly Plain[], { mode = 'nftables', minor = '1.20', values = {}, objects = [] }: Situation = {}): ReplacementComparison {
  const cluster = Cluster.of([...services, ...objects].map(object => ({ object })), [], { valuesOf: 'cilium' });
  const config = agentConfigOf(new ChartValues({ kubeProxyReplacement: true, ...values }, minor));
  return compareReplacement(new ReplacementView(cluster, mode, minor, config));
}

/** The topics that concern somebody, with whom: `sctp shop/web (80/sctp)`. */
function topics(services: readonly Plain[], situation: Situation = {}): string[] {
  const { differences, unknowns } = compare(services, situation);
  return [...differences, ...unknowns].flatMap(({ topic, concerned }) => concerned.map(({ name = '-', detail }) => `${topic} ${name}${detail === undefined ? '' : ` (${detail})`}`));
}

const PLAIN = service('shop/plain', { clusterIP: '10.96.0.9', ports: [{ port: 80 }] });
const NODE_PORT = service('shop/web', { type: 'NodePort', clusterIP: '10.96.0.10', ports: [{ port: 80, nodePort: 30080 }] });
const balanced = (spec: Plain = {}, metadata: Plain = {}): Plain => {
  const object = service('shop/lb', { type: 'LoadBalancer', clusterIP: '10.96.0.11', ports: [{ port: 80, nodePort: 30081 }], ...spec });
  return { ...object, metadata: { ...object.metadata as Plain, ...metadata }, status: { loadBalancer: { ingress: [{ ip: '198.51.100.7' }] } } };
};
const annotated = (name: string, value: string, spec: Plain = {}): Plain => balanced(spec, { annotations: { [`service.cilium.io/${name}`]: value } });

const RANGES: Plain = { loadBalancerSourceRanges: ['192.0.2.0/24'] };
const LOCAL: Plain = { externalTrafficPolicy: 'Local', healthCheckNodePort: 32000 };
const DSR: Plain = { routingMode: 'native', ipv4NativeRoutingCIDR: '10.0.0.0/8', loadBalancer: { mode: 'dsr' } };
const NODE = machine('w1', {}, { address: '192.168.0.5' });
const DUAL = service('shop/six', { clusterIP: '10.96.0.10', clusterIPs: ['10.96.0.10', 'fd00::10'], ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'PreferDualStack', ports: [{ port: 80 }] });
const SCTP = service('shop/sctp', { type: 'NodePort', clusterIP: '10.96.0.10', ports: [{ port: 5060, nodePort: 30060, protocol: 'SCTP' }] });
const EXTERNAL = service('shop/ext', { clusterIP: '10.96.0.10', externalIPs: ['203.0.113.1'], ports: [{ port: 80 }] });
const HINTS = slice('shop/plain-1', 'plain', [{ addresses: ['10.244.0.5'], conditions: { ready: true }, hints: { forZones: [{ name: 'a' }] } }]);
const LB_POOL: Plain = { apiVersion: 'cilium.io/v2', kind: 'CiliumLoadBalancerIPPool', metadata: { name: 'pool' }, spec: { blocks: [{ cidr: '198.51.100.0/24' }] } };
const CACHE: Plain = workload('DaemonSet', 'kube-system', 'node-local-dns', { name: 'node-cache', image: 'registry.k8s.io/dns/k8s-dns-node-cache:1.26.4', args: ['-localip', '169.254.20.10,10.96.0.9'] });

function labeled(proxyName: string): Plain {
  const object = service('shop/other', { clusterIP: '10.96.0.13', ports: [{ port: 80 }] });
  return { ...object, metadata: { ...object.metadata as Plain, labels: { 'service.kubernetes.io/service-proxy-name': proxyName } } };
}

function sticky(): Plain {
  return service('shop/plain', { clusterIP: '10.96.0.9', sessionAffinity: 'ClientIP', ports: [{ port: 80 }] });
}

function hostPort(port: number): Plain {
  return workload('Deployment', 'shop', 'agent', { name: 'agent', image: 'agent', ports: [{ containerPort: 80, hostPort: port }] });
}

function workload(kind: string, namespace: string, name: string, container: Plain): Plain {
  const template = { metadata: { labels: { app: name } }, spec: { containers: [container] } };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace }, spec: { selector: { matchLabels: { app: name } }, template } };
}

/** A topic in a situation that it is about, with whom it concerns, and one that it is not about. */
const CASES: readonly [topic: string, concerned: string, fires: () => string[], keepsQuiet: () => string[]][] = [
  ['service-proxy-name', 'shop/other', () => topics([labeled('cilium')], { values: { k8s: { serviceProxyName: 'cilium' } } }), () => topics([labeled('kube-router')], { values: { k8s: { serviceProxyName: 'cilium' } } })],
  ['other-service-proxy-name', 'shop/plain', () => topics([PLAIN], { values: { k8s: { serviceProxyName: 'cilium' } } }), () => topics([PLAIN, labeled('cilium')])],
  ['ip-family', 'shop/six (fd00::10)', () => topics([DUAL]), () => topics([DUAL], { values: { ipv6: { enabled: true } } })],
  ['sctp', 'shop/sctp (5060/sctp)', () => topics([SCTP]), () => topics([SCTP], { values: { sctp: { enabled: true } } })],
  ['sctp-ports', 'shop/sctp (30060/sctp)', () => topics([SCTP], { values: { sctp: { enabled: true } } }), () => topics([SCTP])],
  ['cluster-ip-from-outside', 'shop/plain', () => topics([PLAIN]), () => topics([PLAIN], { values: { bpf: { lbExternalClusterIP: true } } })],
  ['source-ranges-in-cluster', 'shop/lb (192.0.2.0/24)', () => topics([balanced(RANGES)]), () => topics([balanced({ loadBalancerSourceRanges: ['0.0.0.0/0'] })])],
  ['source-ranges-node-port', 'shop/lb (192.0.2.0/24)', () => topics([balanced(RANGES)], { values: { bpf: { lbSourceRangeAllTypes: true } } }), () => topics([balanced(RANGES)])],
  ['source-ranges-external-ips', 'shop/lb (203.0.113.1)', () => topics([balanced({ ...RANGES, externalIPs: ['203.0.113.1'] })]), () => topics([balanced({ ...RANGES, externalIPs: ['203.0.113.1'] })], { minor: '1.19' })],
  ['source-ranges-deny', 'shop/lb (192.0.2.0/24)', () => topics([annotated('src-ranges-policy', 'deny', RANGES)]), () => topics([annotated('src-ranges-policy', 'allow', RANGES)])],
  ['external-ip-from-pods', 'shop/ext (203.0.113.1)', () => topics([EXTERNAL]), () => topics([EXTERNAL], { values: { bpf: { disableExternalIPMitigation: true } } })],
  ['node-port-loopback', 'shop/web', () => topics([NODE_PORT]), () => topics([NODE_PORT], { mode: 'iptables' })],
  ['node-port-addresses', '- (w1 (192.168.0.5))', () => topics([NODE_PORT], { objects: [NODE], values: { nodePort: { addresses: ['10.0.0.0/8'] } } }), () => topics([NODE_PORT], { objects: [NODE], values: { nodePort: { addresses: ['192.168.0.0/16'] } } })],
  ['node-port-further-addresses', 'shop/web', () => topics([NODE_PORT], { mode: 'ipvs' }), () => topics([NODE_PORT])],
  ['node-port-range', 'shop/web (30080)', () => topics([NODE_PORT], { values: { nodePort: { range: '31000,32767' } } }), () => topics([NODE_PORT])],
  ['type-annotation', 'shop/lb (LoadBalancer, without its ClusterIP and its NodePorts)', () => topics([annotated('type', 'LoadBalancer')]), () => topics([annotated('type', 'Load')])],
  ['node-annotation', 'shop/lb (service.cilium.io/node-selector: a=b)', () => topics([annotated('node-selector', 'a=b')]), () => topics([annotated('node-selector', 'a=b')], { minor: '1.17' })],
  ['no-local-endpoints', 'shop/lb', () => topics([balanced({ externalTrafficPolicy: 'Local' })]), () => topics([balanced({ externalTrafficPolicy: 'Local' })], { values: { serviceNoBackendResponse: 'drop' } })],
  ['no-endpoints', '-', () => topics([PLAIN], { values: { serviceNoBackendResponse: 'drop' } }), () => topics([PLAIN])],
  ['undefined-port', 'shop/plain', () => topics([PLAIN]), () => topics([PLAIN], { minor: '1.18' })],
  ['undefined-port-of-node', 'shop/lb (198.51.100.7)', () => topics([balanced()], { minor: '1.19', objects: [machine('w1', {}, { address: '198.51.100.7' })] }), () => topics([balanced()], { minor: '1.19', objects: [NODE] })],
  ['ping', 'shop/plain', () => topics([PLAIN], { mode: 'ipvs' }), () => topics([PLAIN])],
  ['client-address', 'shop/web', () => topics([NODE_PORT]), () => topics([PLAIN])],
  ['masquerade-all', 'shop/plain', () => topics([PLAIN], { objects: [kubeProxy({ mode: 'nftables', nftables: { masqueradeAll: true } })] }), () => topics([PLAIN])],
  ['direct-server-return', 'shop/web (80/tcp)', () => topics([NODE_PORT], { values: DSR }), () => topics([NODE_PORT])],
  ['session-affinity', 'shop/plain (10800 s)', () => topics([sticky()]), () => topics([sticky()], { values: { socketLB: { hostNamespaceOnly: true } } })],
  ['topology', 'shop/plain', () => topics([PLAIN], { objects: [HINTS] }), () => topics([PLAIN], { objects: [HINTS], values: { loadBalancer: { serviceTopology: true } } })],
  ['scheduler', '-', () => topics([PLAIN], { mode: 'ipvs' }), () => topics([PLAIN])],
  ['algorithm', '-', () => topics([PLAIN], { values: { loadBalancer: { algorithm: 'maglev' } } }), () => topics([PLAIN])],
  ['algorithm-annotation', 'shop/lb (maglev)', () => topics([annotated('lb-algorithm', 'maglev')], { values: { bpf: { lbAlgorithmAnnotation: true } } }), () => topics([annotated('lb-algorithm', 'maglev')])],
  ['map-size', '- (at least 3 entries, and room for 2)', () => topics([NODE_PORT], { values: { bpf: { lbMapMax: 2 } } }), () => topics([NODE_PORT])],
  ['health-check-node-port', 'shop/lb (32000)', () => topics([balanced(LOCAL)], { values: { nodePort: { enableHealthCheck: false } } }), () => topics([balanced(LOCAL)])],
  ['health-check-port', '-', () => topics([PLAIN]), () => topics([PLAIN], { values: { kubeProxyReplacementHealthzBindAddr: '0.0.0.0:10256' } })],
  ['node-local-dns', 'DaemonSet kube-system/node-local-dns (10.96.0.9 of shop/plain)', () => topics([PLAIN], { mode: 'iptables', objects: [CACHE] }), () => topics([PLAIN], { objects: [CACHE] })],
  ['host-port-in-range', 'Deployment shop/agent (30500)', () => topics([PLAIN], { objects: [hostPort(30500)] }), () => topics([PLAIN], { objects: [hostPort(8080)] })],
  ['load-balancer-pools', 'shop/lb', () => topics([balanced()], { objects: [LB_POOL] }), () => topics([balanced({ loadBalancerClass: 'example.com/lb' })], { objects: [LB_POOL] })],
  ['udp-of-removed-endpoints', 'shop/dns (53/udp)', () => topics([service('shop/dns', { clusterIP: '10.96.0.12', ports: [{ port: 53, protocol: 'UDP' }] })]), () => topics([PLAIN])],
  ['node-port-bind', '-', () => topics([NODE_PORT]), () => topics([NODE_PORT], { values: { nodePort: { bindProtection: false } } })],
  ['kernel-mounts', '-', () => topics([PLAIN]), () => topics([])],
  ['rules-of-others', '-', () => topics([PLAIN]), () => topics([PLAIN], { values: { socketLB: { hostNamespaceOnly: true } } })],
];

describe.each(CASES)('%s', (topic, concerned, fires, keepsQuiet) => {
  test('differs', () => {
    expect(fires()).toContain(`${topic} ${concerned}`);
  });
  test('does not differ', () => {
    expect(keepsQuiet().filter(each => each.startsWith(`${topic} `))).toEqual([]);
  });
});

test('topology by names of 1.34 is for 1.20', () => {
  const spread = service('shop/plain', { clusterIP: '10.96.0.9', trafficDistribution: 'PreferSameZone', ports: [{ port: 80 }] });
  const values = { loadBalancer: { serviceTopology: true } };
  expect(topics([spread], { minor: '1.19', objects: [HINTS], values })).toContain('topology shop/plain');
  expect(topics([spread], { minor: '1.20', objects: [HINTS], values })).not.toContain('topology shop/plain');
});

test('for people, for documents and for programs', () => {
  const comparison = compare([PLAIN, NODE_PORT, EXTERNAL], { mode: 'iptables' });
  expect(breaksSomething(comparison)).toBe(true);
  expect(replacementText(comparison)).toMatchSnapshot();
  expect(replacementMarkdown(comparison).join('\n')).toMatchSnapshot();
  expect(JSON.parse(replacementJson(comparison))).toMatchObject({ version: 1, before: { mode: 'iptables' }, after: { ciliumVersion: '1.20' }, serviceCount: 3 });
});

test('no Services', () => {
  expect(replacementText(compare([], { values: { kubeProxyReplacementHealthzBindAddr: '0.0.0.0:10256' } })))
    .toBe('kube-proxy in nftables mode, then Cilium 1.20 in its place: 0 Services\n\nNothing is certain to differ.\n');
});
