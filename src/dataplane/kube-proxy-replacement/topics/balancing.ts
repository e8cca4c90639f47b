import { Service } from '../../../cluster/served/service';
import { ServiceBehaviorConsequence } from '../../modes/vocabulary';
import { parts, Topic, whole } from '../topic';
import { hasClusterIp, isExposed, ReplacementView } from '../view';

const { BREAKS, CHANGES, HARMLESS } = ServiceBehaviorConsequence;
const KPR_FREE = 'https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/';

/** Whether packets of a protocol from outside go to a pod without the node's address, and back without the node. */
function isDirect(service: Service, protocol: string, view: ReplacementView): boolean {
  const mode = view.isOn('bpf-lb-mode-annotation') ? view.annotation(service, 'forwarding-mode') ?? view.option('bpf-lb-mode', 'snat') : view.option('bpf-lb-mode', 'snat');
  return mode === 'dsr' || (mode === 'hybrid' && protocol === 'tcp');
}

/** A lower bound of the entries of the map of Services: one for each address and port, and one for each endpoint behind it. */
function serviceEntries(view: ReplacementView): number {
  let entries = 0;
  for (const service of view.cluster.services.values()) {
    if (!service.isServed) continue;
    const { ports, clusterIps, loadBalancerVips, externalIps } = service;
    const addresses = Object.keys(clusterIps).length + loadBalancerVips.length + externalIps.length;
    // A NodePort is there for the address of the node, and once more for its address in the map of all nodes.
    const frontends = ports.length * addresses + 2 * ports.filter(({ nodePort }) => nodePort !== 0).length;
    const perPort = ports.length === 0 ? 0 : Math.floor(view.endpointCount(service) / ports.length);
    entries += frontends * (1 + perPort);
  }
  return entries;
}

/** Which traffic distribution a minor acts on, where topology is on at all: 1.20 is the first with the names of Kubernetes 1.34. */
function actsOnTopology(service: Service, view: ReplacementView): boolean {
  if (!view.isOn('enable-service-topology')) return false;
  const { trafficDistribution } = view.details(service);
  return view.minor === '1.20' || trafficDistribution === undefined || trafficDistribution === 'PreferClose';
}

/** Which endpoint answers, and what it sees of the client. */
export const BALANCING_TOPICS: readonly Topic[] = [
  {
    id: 'client-address',
    consequence: CHANGES,
    before: 'A pod that uses an address outside of the cluster, such as a NodePort, appears with the address of its node.',
    after: 'Endpoints see the address of the pod: the endpoint is chosen in the node of the client. Policies and allow lists that know nodes do not match.',
    source: 'bpf/bpf_sock.c',
    ofService: service => whole(service.isServed && isExposed(service) && service.externalTrafficPolicy === 'Cluster'),
  },
  {
    id: 'masquerade-all',
    consequence: CHANGES,
    before: ({ mode }) => `With ${mode === 'nftables' ? 'nftables' : 'iptables'}.masqueradeAll, endpoints see addresses of nodes.`,
    after: 'They see those of the pods.',
    source: 'bpf/bpf_sock.c',
    ofService: (service, { settings }) => whole(service.isServed && hasClusterIp(service) && settings.masqueradeAll),
  },
  {
    id: 'direct-server-return',
    consequence: CHANGES,
    before: 'What comes from outside through another node has the address of that node.',
    after: 'Endpoints see the address of the client, and answer it themselves: firewalls on the way have to let the answer pass.',
    value: 'loadBalancer.mode',
    source: `${KPR_FREE}#direct-server-return-dsr`,
    ofService: (service, view) => parts(service.isServed && isExposed(service) && service.externalTrafficPolicy === 'Cluster'
      ? service.ports.filter(({ protocol }) => isDirect(service, protocol, view)).map(({ port, protocol }) => `${port}/${protocol}`) : []),
  },
  {
    id: 'session-affinity',
    consequence: CHANGES,
    before: 'Clients are told apart by their addresses.',
    after: 'Clients in the cluster are told apart by their network namespaces, so all programs of a node are one client; clients outside by their addresses.',
    value: 'socketLB.hostNamespaceOnly',
    source: `${KPR_FREE}#session-affinity`,
    ofService: (service, view) => parts(service.isServed && service.affinityTimeoutSeconds !== undefined && !view.isOn('bpf-lb-sock-hostns-only')
      ? [`${service.affinityTimeoutSeconds} s`] : []),
  },
  {
    id: 'topology',
    consequence: CHANGES,
    before: 'Hints of EndpointSlices keep traffic in a zone or on a node.',
    after: view => view.isOn('enable-service-topology') ? `Cilium ${view.minor} knows PreferClose alone, so that all endpoints are used.` : 'They are not looked at, so that all endpoints are used.',
    value: 'loadBalancer.serviceTopology',
    source: 'pkg/loadbalancer/reflectors/conversions.go, trafficDistribution',
    ofService: (service, view) => whole(service.isServed && view.hasHints(service) && !actsOnTopology(service, view)),
  },
  {
    id: 'scheduler',
    modes: ['ipvs'],
    consequence: CHANGES,
    before: ({ settings }) => `IPVS chooses endpoints by its scheduler ${settings.scheduler}.`,
    after: view => `Endpoints are chosen at random${view.option('bpf-lb-algorithm', 'random') === 'maglev' ? ' in the cluster, and by Maglev for clients outside' : ''}.`,
    value: 'loadBalancer.algorithm',
    source: `${KPR_FREE}#maglev-consistent-hashing`,
    ofCluster: () => whole(true),
  },
  {
    id: 'algorithm',
    modes: ['iptables', 'nftables'],
    consequence: HARMLESS,
    before: 'Endpoints are chosen at random.',
    after: 'For clients outside of the cluster, Maglev chooses them by the packet, so that all nodes choose the same one.',
    value: 'loadBalancer.algorithm',
    source: `${KPR_FREE}#maglev-consistent-hashing`,
    ofCluster: view => whole(view.option('bpf-lb-algorithm', 'random') === 'maglev'),
  },
  {
    id: 'algorithm-annotation',
    consequence: CHANGES,
    before: 'The annotation service.cilium.io/lb-algorithm means nothing.',
    after: 'It decides how endpoints are chosen for clients outside, from when the Service is created.',
    value: 'bpf.lbAlgorithmAnnotation',
    source: 'pkg/annotation/k8s.go',
    ofService: (service, view) => parts(service.isServed && view.isOn('bpf-lb-algorithm-annotation') ? [view.annotation(service, 'lb-algorithm') ?? ''].filter(text => text !== '') : []),
  },
  {
    id: 'map-size',
    consequence: BREAKS,
    before: 'kube-proxy has no limit for Services and endpoints.',
    after: 'Agents have room for bpf.lbMapMax entries: what is beyond is not served.',
    value: 'bpf.lbMapMax',
    source: 'pkg/loadbalancer/config.go, DefaultLBMapMaxEntries',
    ofCluster: view => {
      const limit = Number(view.option('bpf-lb-map-max', '65536'));
      const entries = serviceEntries(view);
      return parts(entries > limit ? [`at least ${entries} entries, and room for ${limit}`] : []);
    },
  },
];
