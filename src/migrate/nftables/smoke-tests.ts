import { Family } from '../../base/ip/address';
import { addressAt, sizeOf } from '../../base/ip/range';
import { Node } from '../../cluster/served/node';
import { nodeOfName, ServedCluster } from '../../cluster/served/served-cluster';
import { Service, ServicePort } from '../../cluster/served/service';
import type { Explanation } from '../../dataplane/explain/explanation';
import { PacketVerdict } from '../../dataplane/explain/vocabulary';
import { Ruleset } from '../../dataplane/ruleset';

/** From where a connection is tried: a pod on the node, the node itself, a host outside of the cluster. */
export type SmokeTestOrigin = 'pod' | 'node' | 'outside';

/** A connection to try on a node, and what its ruleset does with it. */
export interface SmokeTest {
  readonly from: SmokeTestOrigin;
  /** `the ClusterIP of shop/cart, port grpc` */
  readonly destination: string;
  readonly address: string;
  readonly port: number;
  /** What happens, in a sentence without a full stop. */
  readonly expected: string;
}

interface Frontend {
  readonly address: string;
  readonly port: number;
}

/** What is tried, with the address that it asks for. */
interface TestKind {
  readonly from: SmokeTestOrigin;
  readonly name: string;
  readonly frontend: (service: Service, port: ServicePort, nodeAddress: string | undefined) => Frontend | undefined;
}

const KINDS: readonly TestKind[] = [
  { from: 'pod', name: 'the ClusterIP', frontend: clusterIp },
  { from: 'node', name: 'the ClusterIP', frontend: clusterIp },
  { from: 'outside', name: 'the NodePort', frontend: (_, { nodePort }, address) => address === undefined || nodePort === 0 ? undefined : { address, port: nodePort } },
  {
    from: 'outside',
    name: 'the load balancer',
    frontend: ({ loadBalancerVips: [vip] }, { port }) => vip && { address: vip.text, port },
  },
];

/** No test is worth more attempts than these; a Service that does not work today is not a test. */
const MOST_CANDIDATES = 50;

/**
 * A connection of each kind that works on a node, with what becomes of it: real Services, so that the commands can be copied. Only TCP, which shows
 * whether it has worked. Services with endpoints on other nodes come first: a node that changes its mode is drained.
 */
export function smokeTests(ruleset: Ruleset, cluster: ServedCluster): SmokeTest[] {
  const node = nodeOfName(cluster, ruleset.nodeName);
  const nodeAddress = [...node.internalIps, ...node.externalIps][0]?.text;
  const candidates = [...cluster.services.values()].sort(ordinaryFirst)
    .flatMap(service => service.ports.filter(({ protocol }) => protocol === 'tcp').map(port => ({ service, port })));
  const pods = podsOn(cluster, node.name);
  return KINDS.flatMap(({ from, name, frontend }) => {
    const suitable = candidates.flatMap(({ service, port }) => {
      const found = frontend(service, port, nodeAddress);
      return found ? [{ service, port, found }] : [];
    });
    const tests: SmokeTest[] = [];
    for (const { service, port, found } of suitable.slice(0, MOST_CANDIDATES)) {
      const source = from === 'pod' ? podSource(pods, node, service) : from === 'node' ? 'node' : 'external';
      if (source === undefined) continue;
      const { address } = found;
      const destination = `${address.includes(':') ? `[${address}]` : address}:${found.port}/tcp`;
      const explanation = ruleset.explain({ source, destination });
      if (explanation.verdict !== PacketVerdict.DELIVERED) continue;
      const portName = port.name === '' ? String(port.port) : port.name;
      const needsNode = explanation.endpoints.every(({ nodeName }) => nodeName === node.name);
      tests.push({
        from, destination: `${name} of ${service.namespace}/${service.name}, port ${portName}`, address, port: found.port, expected: expectation(explanation, needsNode),
      });
      if (!needsNode) return tests.slice(-1);
    }
    return tests.slice(0, 1);
  });
}

function clusterIp({ clusterIps }: Service, { port }: ServicePort): Frontend | undefined {
  const address = clusterIps.ip ?? clusterIps.ip6;
  return address === undefined ? undefined : { address, port };
}

const SYSTEM: readonly string[] = ['kube-system', 'default'];

/** Users' Services before those of the system, then by their names. */
function ordinaryFirst(a: Service, b: Service): number {
  const [nameA, nameB] = [a, b].map(({ namespace, name }) => `${namespace}/${name}`);
  return Number(SYSTEM.includes(a.namespace)) - Number(SYSTEM.includes(b.namespace)) || (nameA < nameB ? -1 : 1);
}

/** The addresses of endpoints on a node, with the Services that they are of. */
function podsOn(cluster: ServedCluster, nodeName: string): ReadonlyMap<string, ReadonlySet<string>> {
  const addresses = [...cluster.nodes.values()].flatMap(({ internalIps, externalIps }) => [...internalIps, ...externalIps]);
  const hosts = new Set(addresses.map(({ text }) => text));
  const pods = new Map<string, Set<string>>();
  for (const [service, slices] of cluster.endpointSlices) {
    for (const { ports } of slices) {
      for (const { address, nodeName: place } of ports[0]?.endpoints ?? []) {
        if (place !== nodeName || hosts.has(address)) continue;
        const services = pods.get(address);
        if (services) services.add(service);
        else pods.set(address, new Set([service]));
      }
    }
  }
  return pods;
}

/** A pod on the node that is not an endpoint of the Service, since a pod that reaches itself is another case; or an address of a new pod. */
function podSource(pods: ReadonlyMap<string, ReadonlySet<string>>, node: Node, { namespace, name, clusterIps }: Service): string | undefined {
  const family: Family = clusterIps.ip === undefined ? 'ip6' : 'ip';
  for (const [address, services] of pods) {
    if (address.includes(':') === (family === 'ip6') && !services.has(`${namespace}/${name}`)) return address;
  }
  const range = node.podCidrs.find(cidr => cidr.family === family);
  return range && addressAt(range, Math.min(sizeOf(range) - 2, 200));
}

/** @param needsNode whether the endpoints are on the node itself, which a drain leaves without them */
function expectation({ endpoints, isMasqueraded }: Explanation, needsNode: boolean): string {
  const MOST = 3;
  const names = endpoints.map(({ address, port, podName }) => `${address.includes(':') ? `[${address}]` : address}:${port}${podName === undefined ? '' : ` (${podName})`}`);
  const list = `${names.slice(0, MOST).join(', ')}${names.length > MOST ? ` and ${names.length - MOST} more` : ''}`;
  const source = isMasqueraded ? 'the node\'s address' : 'the client\'s own address';
  const connects = names.length === 1 ? `it connects to ${list}` : `it connects to one of ${names.length} endpoints, ${list}`;
  return `${connects}, which sees ${source}${needsNode ? '; after a drain, not before a pod of the Service is on the node again' : ''}`;
}
