import { parseIp } from '../../../base/ip/address';
import { cidrContains, parseCidr } from '../../../base/ip/cidr';
import { Service } from '../../../cluster/served/service';
import { ServiceBehaviorConsequence } from '../../modes/vocabulary';
import { parts, Topic, whole } from '../topic';
import { hasClusterIp, isExposed, ReplacementView } from '../view';

const { BREAKS, CHANGES, HARMLESS, STARTS_TO_WORK } = ServiceBehaviorConsequence;
const KPR_FREE = 'https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/';
const REFLECTOR = 'pkg/loadbalancer/reflectors/conversions.go';
const PROXY_NAME = 'k8s-service-proxy-name';

/** All addresses of a Service at which kube-proxy answers. */
function addressesOf({ clusterIps, loadBalancerVips, externalIps }: Service): string[] {
  return [...Object.values(clusterIps), ...[...loadBalancerVips, ...externalIps].map(({ text }) => text)];
}

function rangesMatter({ sourceRanges }: Service): boolean {
  return sourceRanges.length > 0 && sourceRanges.every(({ prefixLength }) => prefixLength > 0);
}

/** The addresses of nodes that no CIDR of `nodePort.addresses` has. */
function nodesLeftOut(view: ReplacementView): string[] {
  const cidrs = view.option('nodeport-addresses').split(',').flatMap(text => parseCidr(text.trim()) ?? []);
  if (cidrs.length === 0) return [];
  const isServed = (address: string): boolean => cidrs.some(cidr => cidrContains(cidr, address));
  return [...view.nodeAddresses].filter(([address]) => cidrs.some(({ family }) => family === parseIp(address)?.family) && !isServed(address))
    .map(([address, name]) => `${name} (${address})`);
}

/** Whether the IP family of an address is one that Cilium serves. */
function isOfServedFamily(address: string, view: ReplacementView): boolean {
  return view.isOn(parseIp(address)?.family === 'ip6' ? 'enable-ipv6' : 'enable-ipv4', parseIp(address)?.family !== 'ip6');
}

/** Which addresses and ports are served at all, and for whom. */
export const REACH_TOPICS: readonly Topic[] = [
  {
    id: 'service-proxy-name',
    consequence: STARTS_TO_WORK,
    before: 'The label service.kubernetes.io/service-proxy-name keeps kube-proxy away.',
    after: 'Cilium serves it: its value is that of k8s.serviceProxyName.',
    value: 'k8s.serviceProxyName',
    source: 'pkg/k8s/utils/utils.go',
    ofService: (service, view) => whole(service.labels.proxyName && view.option(PROXY_NAME) !== '' && view.details(service).proxyName === view.option(PROXY_NAME)),
  },
  {
    id: 'other-service-proxy-name',
    consequence: BREAKS,
    before: 'kube-proxy serves it.',
    after: 'Nobody does: with k8s.serviceProxyName, Cilium handles only Services whose label service.kubernetes.io/service-proxy-name has that value.',
    value: 'k8s.serviceProxyName',
    source: 'pkg/k8s/utils/utils.go',
    ofService: (service, view) => whole(service.isServed && view.option(PROXY_NAME) !== ''),
  },
  {
    id: 'ip-family',
    consequence: BREAKS,
    before: 'kube-proxy serves the addresses of both families.',
    after: 'Cilium does not serve the addresses of a family that is off.',
    value: 'ipv4.enabled, ipv6.enabled',
    source: REFLECTOR,
    ofService: (service, view) => parts(service.isServed ? addressesOf(service).filter(address => !isOfServedFamily(address, view)) : []),
  },
  {
    id: 'sctp',
    consequence: BREAKS,
    before: 'kube-proxy serves SCTP.',
    after: 'Cilium passes over SCTP unless sctp.enabled is true.',
    value: 'sctp.enabled',
    source: 'bpf/lib/lb.h; Documentation/configuration/sctp.rst',
    ofService: ({ isServed, ports }, view) => parts(isServed && !view.isOn('enable-sctp') ? ports.filter(({ protocol }) => protocol === 'sctp').map(({ port }) => `${port}/sctp`) : []),
  },
  {
    id: 'sctp-ports',
    consequence: BREAKS,
    before: 'kube-proxy serves SCTP NodePorts.',
    after: 'Cilium does not rewrite ports of SCTP, so NodePorts do not lead to pods.',
    source: 'Documentation/configuration/sctp.rst',
    ofService: ({ isServed, ports }, view) => parts(isServed && view.isOn('enable-sctp')
      ? ports.filter(({ protocol, nodePort }) => protocol === 'sctp' && nodePort !== 0).map(({ nodePort }) => `${nodePort}/sctp`) : []),
  },
  {
    id: 'cluster-ip-from-outside',
    consequence: BREAKS,
    before: 'What arrives at a node from outside of the cluster for a ClusterIP is delivered.',
    after: 'It is dropped.',
    value: 'bpf.lbExternalClusterIP',
    source: 'bpf/lib/nodeport.h, nodeport_svc_lb4: DROP_IS_CLUSTER_IP',
    ofService: (service, view) => whole(service.isServed && hasClusterIp(service) && !view.isOn('bpf-lb-external-clusterip')),
  },
  {
    id: 'source-ranges-in-cluster',
    consequence: STARTS_TO_WORK,
    before: 'loadBalancerSourceRanges hold for pods as well: others are dropped at the address of the load balancer.',
    after: 'They do not hold for clients in the cluster: every pod reaches it. Deny that with policies where it matters.',
    source: `${KPR_FREE}#loadbalancer-source-ranges-checks`,
    ofService: (service, view) => parts(service.isServed && rangesMatter(service) && service.loadBalancerVips.length > 0 && view.annotation(service, 'src-ranges-policy') !== 'deny'
      ? service.sourceRanges.map(({ text }) => text) : []),
  },
  {
    id: 'source-ranges-node-port',
    consequence: BREAKS,
    before: 'NodePorts are open to everybody, whatever loadBalancerSourceRanges are.',
    after: 'From outside, the ranges hold for NodePorts and all other addresses, too.',
    value: 'bpf.lbSourceRangeAllTypes',
    source: 'pkg/loadbalancer/service.go, GetSourceRangesEnabled',
    ofService: (service, view) => parts(service.isServed && rangesMatter(service) && service.hasNodePorts && view.isOn('bpf-lb-source-range-all-types')
      ? service.sourceRanges.map(({ text }) => text) : []),
  },
  {
    id: 'source-ranges-external-ips',
    since: '1.20',
    consequence: BREAKS,
    before: 'External IPs are open to everybody, whatever loadBalancerSourceRanges are.',
    after: 'From outside, the ranges hold for external IPs, too.',
    source: 'pkg/loadbalancer/service.go, GetSourceRangesEnabled',
    ofService: (service, view) => parts(service.isServed && service.type === 'LoadBalancer' && rangesMatter(service) && !view.isOn('bpf-lb-source-range-all-types')
      ? service.externalIps.map(({ text }) => text) : []),
  },
  {
    id: 'source-ranges-deny',
    consequence: BREAKS,
    before: 'loadBalancerSourceRanges are those that are let in.',
    after: 'The annotation service.cilium.io/src-ranges-policy: deny makes them those that are kept out, and lets in all others from outside.',
    source: 'pkg/annotation/k8s.go',
    ofService: (service, view) => parts(service.isServed && rangesMatter(service) && service.loadBalancerVips.length > 0 && view.annotation(service, 'src-ranges-policy') === 'deny'
      ? service.sourceRanges.map(({ text }) => text) : []),
  },
  {
    id: 'external-ip-from-pods',
    consequence: BREAKS,
    before: 'Pods and nodes reach external IPs.',
    after: 'Connections from inside the cluster are refused, as the mitigation of CVE-2020-8554, unless the address is one of the client\'s own node.',
    value: 'bpf.disableExternalIPMitigation',
    source: 'bpf/bpf_sock.c, sock4_skip_xlate',
    ofService: (service, view) => parts(service.isServed && !view.isOn('disable-external-ip-mitigation') ? service.externalIps.map(({ text }) => text) : []),
  },
  {
    id: 'node-port-loopback',
    consequence: STARTS_TO_WORK,
    before: ({ mode }) => mode === 'iptables' ? 'With iptables.localhostNodePorts: false, NodePorts do not answer on 127.0.0.1.' : `NodePorts do not answer on 127.0.0.1 in ${mode} mode.`,
    after: 'Programs of a node reach NodePorts on its loopback addresses.',
    source: 'bpf/bpf_sock.c, sock4_wildcard_lookup_full',
    ofService: ({ isServed, hasNodePorts }, { settings }) => whole(isServed && hasNodePorts && !settings.localhostNodePorts),
  },
  {
    id: 'node-port-addresses',
    consequence: BREAKS,
    before: 'NodePorts answer on the addresses of all nodes.',
    after: 'They do not answer on addresses of nodes that nodePort.addresses does not have.',
    value: 'nodePort.addresses',
    source: 'pkg/datapath/tables/node_address.go',
    ofCluster: view => {
      const hasSome = [...view.cluster.services.values()].some(({ isServed, hasNodePorts }) => isServed && hasNodePorts);
      return parts(hasSome ? nodesLeftOut(view) : []);
    },
  },
  {
    id: 'node-port-further-addresses',
    modes: ['iptables', 'ipvs'],
    before: 'NodePorts answer on all addresses of a node.',
    after: 'They answer on the first address of each device with a default route, or that has the node\'s InternalIP or ExternalIP.',
    question: 'whether clients use further addresses of nodes for NodePorts',
    value: 'nodePort.addresses, devices',
    source: 'pkg/datapath/tables/node_address.go',
    ofService: ({ isServed, hasNodePorts }, view) => whole(
      isServed && hasNodePorts && view.settings.nodePortAddresses.length === 0 && view.option('nodeport-addresses') === '',
    ),
  },
  {
    id: 'node-port-range',
    before: 'kube-proxy serves NodePorts whatever range they are in.',
    after: 'Cilium looks for NodePorts of other nodes and of the loopback address in its range only, and keeps programs off ports of that range.',
    question: 'whether clients in the cluster use these NodePorts',
    value: 'nodePort.range',
    source: 'bpf/bpf_sock.c, sock4_wildcard_lookup_full',
    ofService: ({ isServed, ports }, view) => {
      const [first, last] = view.option('node-port-range', '30000,32767').split(',').map(Number);
      return parts(isServed ? ports.map(({ nodePort }) => nodePort).filter(port => port !== 0 && (port < first || port > last)).map(String) : []);
    },
  },
  {
    id: 'type-annotation',
    consequence: BREAKS,
    before: 'The annotation service.cilium.io/type means nothing.',
    after: 'Only the addresses of that type are served.',
    source: `${REFLECTOR}, NewSvcExposureType`,
    ofService: (service, view) => {
      const type = view.annotation(service, 'type');
      if (!service.isServed || type === undefined || !['ClusterIP', 'NodePort', 'LoadBalancer'].includes(type)) return [];
      const lost = [
        ...type !== 'ClusterIP' && hasClusterIp(service) ? ['its ClusterIP'] : [],
        ...type !== 'NodePort' && service.hasNodePorts ? ['its NodePorts'] : [],
        ...type !== 'LoadBalancer' && service.loadBalancerVips.length > 0 ? ['its load balancer\'s addresses'] : [],
      ];
      return lost.length > 0 ? [{ detail: `${type}, without ${lost.join(' and ')}` }] : [];
    },
  },
  {
    id: 'node-annotation',
    consequence: BREAKS,
    before: 'kube-proxy serves it on all nodes.',
    after: 'It exists only on nodes that its annotation selects.',
    source: `${REFLECTOR}, CheckServiceNodeExposure`,
    ofService: (service, view) => {
      // The selector came with 1.18.
      const names = view.minor === '1.17' ? ['node'] : ['node-selector', 'node'];
      const name = names.find(each => view.annotation(service, each) !== undefined);
      return parts(service.isServed && name !== undefined ? [`service.cilium.io/${name}: ${view.annotation(service, name)!}`] : []);
    },
  },
  {
    id: 'no-local-endpoints',
    modes: ['iptables', 'nftables'],
    consequence: HARMLESS,
    before: 'With externalTrafficPolicy: Local, a node without endpoints drops what comes from outside.',
    after: view => view.option('service-no-backend-response', 'reject') === 'drop' ? 'Dropped, too.' : 'The node answers that the port is unreachable, so clients fail at once.',
    value: 'serviceNoBackendResponse',
    source: 'bpf/lib/lb.h, tail_no_service_ipv4',
    ofService: (service, view) => whole(service.isServed && service.externalTrafficPolicy === 'Local' && isExposed(service) && view.option('service-no-backend-response', 'reject') === 'reject'),
  },
  {
    id: 'no-endpoints',
    consequence: CHANGES,
    before: 'Connections to a Service without endpoints are rejected.',
    after: 'They are dropped, so that clients wait until they time out.',
    value: 'serviceNoBackendResponse',
    source: 'bpf/lib/lb.h, tail_no_service_ipv4',
    ofCluster: view => whole(view.option('service-no-backend-response', 'reject') === 'drop'),
  },
  {
    id: 'undefined-port',
    since: '1.19',
    consequence: HARMLESS,
    before: ({ mode }) => `A port of a ClusterIP that the Service does not have is ${mode === 'iptables' ? 'routed on, as to any other host' : 'rejected'}.`,
    after: 'It is dropped.',
    source: 'pkg/loadbalancer/reconciler/bpf_reconciler.go, upsertWildcard',
    ofService: (service, view) => whole(service.isServed && hasClusterIp(service) && view.details(service).loadBalancerClass === undefined && view.option('default-lb-service-ipam', 'lbipam') === 'lbipam'),
  },
  {
    id: 'undefined-port-of-node',
    since: '1.19',
    last: '1.19',
    before: 'What goes to another port of a load balancer\'s address reaches the node that has the address.',
    after: 'Early patches of 1.19 drop it, host traffic such as SSH and the API server included.',
    question: 'whether the patch of 1.19 leaves addresses of nodes alone',
    source: 'https://github.com/cilium/cilium/issues/44430',
    ofService: (service, view) => parts(service.isServed
      ? service.loadBalancerVips.map(({ text }) => text).filter(address => view.nodeAddresses.has(address)) : []),
  },
  {
    id: 'ping',
    modes: ['ipvs'],
    consequence: CHANGES,
    before: 'The node answers pings to the addresses of Services itself, since kube-ipvs0 has them.',
    after: 'Nobody answers them.',
    source: KPR_FREE,
    ofService: service => whole(service.isServed && hasClusterIp(service)),
  },
];
