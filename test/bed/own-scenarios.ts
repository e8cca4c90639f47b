import { Scenario } from '../support/reference';

interface Change {
  /** What the Service's fields are beside those of the scenario. */
  readonly spec?: object;
  readonly ingress?: readonly string[];
  readonly endpoints?: readonly { readonly addresses: readonly string[]; readonly nodeName: string }[];
  readonly ports?: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
}

const onNode = (...addresses: string[]) => ({ addresses, nodeName: 'node-a' });
const elsewhere = (...addresses: string[]) => ({ addresses, nodeName: 'node-b' });
const NODE_PORT = { type: 'NodePort', ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30080 }] };

/** Clusters of which the reference has none, and in which packets meet the node's rules in ways of their own. */
const CHANGES: Readonly<Record<string, Change>> = {
  // A translation to the destination that the packet has leaves no mark of a translation.
  'frontend-that-is-its-own-endpoint': {
    spec: { externalIPs: ['10.244.1.5'], ports: [{ name: 'http', port: 8080, protocol: 'TCP', targetPort: 8080 }] },
    endpoints: [onNode('10.244.1.5')],
  },
  'frontend-that-is-its-own-endpoint-local': {
    spec: { externalIPs: ['10.244.1.5'], externalTrafficPolicy: 'Local', ports: [{ name: 'http', port: 8080, protocol: 'TCP', targetPort: 8080 }] },
    endpoints: [onNode('10.244.1.5')],
  },
  // The later hooks judge a translated packet as if it were for the Service that the endpoint's address belongs to.
  'endpoint-that-is-a-cluster-ip': { endpoints: [onNode('10.244.1.5'), elsewhere('10.96.1.2')] },
  // From the node, such a packet comes back to the node over lo.
  'node-port-of-a-host-network-pod': { spec: NODE_PORT, endpoints: [onNode('192.168.10.11'), elsewhere('10.244.2.6')] },
  'node-port-of-a-host-network-pod-at-the-same-port': {
    spec: NODE_PORT, endpoints: [onNode('192.168.10.11')], ports: [{ name: 'http', port: 30080, protocol: 'TCP' }],
  },
  // As load balancers inside of a cluster have it that use the addresses of its nodes.
  'load-balancer-ip-that-is-the-node': {
    spec: { ...NODE_PORT, type: 'LoadBalancer', loadBalancerSourceRanges: ['203.0.113.0/24'] }, ingress: ['192.168.10.11'],
  },
  'load-balancer-ip-that-is-the-node-local': {
    spec: { ...NODE_PORT, type: 'LoadBalancer', externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['192.168.10.0/24'] },
    ingress: ['192.168.10.11'],
    endpoints: [onNode('192.168.10.11'), onNode('10.244.1.5'), elsewhere('10.244.2.6')],
  },
};

/** The scenarios above, made from that of one Service with a ClusterIP. */
export function ownScenarios(base: Scenario): Scenario[] {
  return Object.entries(CHANGES).map(([name, { spec, ingress, endpoints, ports }]) => {
    const [service] = base.services as unknown as readonly { readonly spec: object }[];
    const [slice] = base.endpointSlices as unknown as readonly { readonly endpoints: unknown; readonly ports: unknown }[];
    return {
      ...base,
      name,
      services: [{ ...service, spec: { ...service.spec, ...spec }, status: { loadBalancer: { ingress: (ingress ?? []).map(ip => ({ ip, ipMode: 'VIP' })) } } }],
      endpointSlices: [{ ...slice, endpoints: endpoints ?? slice.endpoints, ports: ports ?? slice.ports }],
    } as unknown as Scenario;
  });
}
