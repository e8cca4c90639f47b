import { ServiceBehaviorConsequence } from '../../modes/vocabulary';
import { Concerned, parts, Topic, whole } from '../topic';
import { isExposed, ReplacementView } from '../view';

const { BREAKS, CHANGES } = ServiceBehaviorConsequence;
const KPR_FREE = 'https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/';

const hasServed = ({ cluster }: ReplacementView): boolean => [...cluster.services.values()].some(({ isServed }) => isServed);

/** DaemonSets of NodeLocal DNSCache that listen on the ClusterIP of a Service. */
function* dnsCaches(view: ReplacementView): Generator<Concerned & { readonly name: string }> {
  const clusterIps = new Map([...view.cluster.services.values()].flatMap(({ namespace, name, clusterIps: { ip, ip6 } }) => [ip, ip6].flatMap(address => address === undefined ? [] : [[address, `${namespace}/${name}`] as const])));
  for (const { description, containers } of view.workloadsOf('k8s-dns-node-cache', 'node-cache')) {
    const words = containers.flatMap(({ command }) => command);
    const listed = words.flatMap((word, i) => word === '-localip' || word === '--localip' ? words[i + 1] ?? '' : /^--?localip=/.test(word) ? word.split('=')[1] : []);
    const address = listed.flatMap(text => text.split(',')).map(text => text.trim()).find(text => clusterIps.has(text));
    if (address !== undefined) yield { name: description, detail: `${address} of ${clusterIps.get(address)!}` };
  }
}

/** What is around Services: health checks, ports of nodes and pods, and what looks at packets on the way. */
export const SURROUNDING_TOPICS: readonly Topic[] = [
  {
    id: 'health-check-node-port',
    consequence: BREAKS,
    before: 'kube-proxy answers load balancers on the healthCheckNodePort.',
    after: 'Nothing listens there, so they count all nodes as down.',
    value: 'nodePort.enableHealthCheck',
    source: 'pkg/loadbalancer/healthserver/healthserver.go',
    ofService: ({ isServed, healthCheckNodePort }, view) => parts(isServed && healthCheckNodePort !== 0 && !view.isOn('enable-health-check-nodeport', true) ? [String(healthCheckNodePort)] : []),
  },
  {
    id: 'health-check-port',
    consequence: CHANGES,
    before: 'kube-proxy answers on port 10256 whether the node is healthy.',
    after: 'Nothing answers there: load balancers that ask count all nodes as down.',
    value: 'kubeProxyReplacementHealthzBindAddr',
    source: `${KPR_FREE}#kube-proxy-replacement-health-check-server`,
    ofCluster: view => whole(view.option('kube-proxy-replacement-healthz-bind-address') === ''),
  },
  {
    id: 'node-local-dns',
    modes: ['iptables'],
    consequence: CHANGES,
    before: 'Lookups to the ClusterIP reach the cache on the node, which listens on that address.',
    after: 'The ClusterIP is translated before that, so the cache is passed by. Use a CiliumLocalRedirectPolicy.',
    value: 'localRedirectPolicies.enabled',
    source: 'https://docs.cilium.io/en/stable/network/kubernetes/local-redirect-policy/#node-local-dns-cache',
    ofCluster: dnsCaches,
  },
  {
    id: 'host-port-in-range',
    consequence: BREAKS,
    before: 'The plugin portmap serves a hostPort whatever its number is.',
    after: 'Cilium ignores those in the range of NodePorts.',
    value: 'nodePort.range',
    source: 'pkg/loadbalancer/reflectors/k8s.go',
    * ofCluster(view) {
      if (view.option('cni-chaining-mode') === 'portmap') return;
      const [first, last] = view.option('node-port-range', '30000,32767').split(',').map(Number);
      for (const { description, hostPorts, hostNetwork } of view.cluster.workloads.values()) {
        if (hostNetwork) continue;
        const inRange = hostPorts.filter(port => port >= first && port <= last);
        if (inRange.length > 0) yield { name: description, detail: inRange.join(', ') };
      }
    },
  },
  {
    id: 'load-balancer-pools',
    before: 'The addresses of load balancers come from what the cluster has for them, whatever pools Cilium has.',
    after: 'Cilium gives Services of type LoadBalancer addresses of its pools.',
    question: 'who gives Services addresses: Cilium, or the load balancer of the cloud or of another controller',
    value: 'enableLBIPAM, defaultLBServiceIPAM',
    source: 'https://docs.cilium.io/en/stable/network/lb-ipam/',
    ofService: (service, view) => whole(service.isServed && service.type === 'LoadBalancer' && view.isOn('enable-lb-ipam', true) && view.cluster.cilium.ofKinds('CiliumLoadBalancerIPPool').length > 0
      && view.details(service).loadBalancerClass === undefined && view.option('default-lb-service-ipam', 'lbipam') === 'lbipam'),
  },
  {
    id: 'udp-of-removed-endpoints',
    before: 'kube-proxy deletes the conntrack entries of UDP clients when an endpoint goes.',
    after: 'Cilium ends their sockets, if the kernel has CONFIG_INET_DIAG_DESTROY; otherwise they go on sending to the old address.',
    question: 'whether the kernels of the nodes can end sockets',
    source: `${KPR_FREE}#socket-loadbalancer-bypass-in-pod-namespace`,
    ofService: ({ isServed, ports }) => parts(isServed ? ports.filter(({ protocol }) => protocol === 'udp').map(({ port }) => `${port}/udp`) : []),
  },
  {
    id: 'node-port-bind',
    before: 'A program of a node can listen on the port of a NodePort.',
    after: 'bind() fails.',
    question: 'whether programs of nodes listen on ports of the range of NodePorts',
    value: 'nodePort.bindProtection',
    source: `${KPR_FREE}#nodeport-devices-port-and-bind-settings`,
    ofCluster: view => whole(view.isOn('node-port-bind-protection', true) && [...view.cluster.services.values()].some(isExposed)),
  },
  {
    id: 'kernel-mounts',
    before: 'The kernel reaches file servers by their ClusterIPs.',
    after: 'Mounts of NFS, SMB or Ceph by a ClusterIP fail where the kernel\'s own sockets are not translated.',
    question: 'whether nodes mount file systems by ClusterIPs',
    source: `${KPR_FREE}#limitations`,
    ofCluster: view => whole(hasServed(view)),
  },
  {
    id: 'rules-of-others',
    before: 'Rules of the host, sidecars and packet captures see the addresses of Services.',
    after: 'They see those of endpoints, since sockets are translated before there is a packet.',
    question: 'whether anything on nodes or in pods matches addresses of Services, or kube-proxy\'s chains',
    value: 'socketLB.hostNamespaceOnly',
    source: `${KPR_FREE}#socket-loadbalancer-bypass-in-pod-namespace`,
    ofCluster: view => whole(hasServed(view) && !view.isOn('bpf-lb-sock-hostns-only')),
  },
];
