import { ClusterNetwork } from './cluster-network';
import { Family } from '../../base/ip/address';
import { ServedCluster } from '../../cluster/served/served-cluster';

/** A pod, as Pod objects and EndpointSlices show it. */
export interface KnownPod {
  readonly namespace: string;
  readonly name: string;
  readonly nodeName?: string;
  readonly hostNetwork: boolean;
  readonly addresses: { readonly [F in Family]?: string };
}

interface PodEndpoint {
  readonly namespace: string;
  readonly podName: string;
  readonly family: Family;
  readonly address: string;
  readonly nodeName?: string;
}

/** The endpoints that name their pod. */
function* podEndpoints({ endpointSlices }: ServedCluster): Generator<PodEndpoint> {
  for (const slices of endpointSlices.values()) {
    for (const { namespace, family, ports } of slices) {
      // All ports of a slice have the same endpoints.
      for (const { address, nodeName, podName } of family === undefined ? [] : ports[0]?.endpoints ?? []) {
        if (podName !== undefined) yield { namespace, podName, family: family!, address, nodeName };
      }
    }
  }
}

/** The pod of a name; undefined where it is not known. */
export function podOfName(network: ClusterNetwork, namespace: string, name: string): KnownPod | undefined {
  const { cluster } = network.inputs;
  const addresses: { [F in Family]?: string } = {};
  const pod = cluster.pods.get(`${namespace}/${name}`);
  let nodeName = pod?.nodeName;
  for (const { family, text } of pod?.addresses ?? []) addresses[family] ??= text;
  for (const endpoint of podEndpoints(cluster)) {
    if (endpoint.namespace !== namespace || endpoint.podName !== name) continue;
    addresses[endpoint.family] ??= endpoint.address;
    nodeName ??= endpoint.nodeName;
  }
  const known = Object.values(addresses);
  if (known.length === 0) return undefined;
  const hostNetwork = pod?.hostNetwork ?? network.nodeOfAddress(known[0]) !== undefined;
  return { namespace, name, nodeName: nodeName ?? placeOf(network, known[0]), hostNetwork, addresses };
}

/** The name and node of the pod that has an address; undefined where nothing names one. A node's address is nobody's but its own. */
export function podOfAddress(network: ClusterNetwork, address: string): KnownPod | undefined {
  const { cluster } = network.inputs;
  if (network.nodeOfAddress(address) !== undefined) return undefined;
  const pod = [...cluster.pods.values()].find(({ addresses }) => addresses.some(({ text }) => text === address));
  if (pod) return podOfName(network, pod.namespace, pod.name);
  for (const endpoint of podEndpoints(cluster)) {
    if (endpoint.address === address) return podOfName(network, endpoint.namespace, endpoint.podName);
  }
  return undefined;
}

/** The node of an endpoint's address, where an EndpointSlice or a Node's pod CIDR tells. */
export function placeOf(network: ClusterNetwork, address: string): string | undefined {
  for (const slices of network.inputs.cluster.endpointSlices.values()) {
    for (const { ports } of slices) {
      const found = ports[0]?.endpoints.find(endpoint => endpoint.address === address && endpoint.nodeName !== undefined);
      if (found) return found.nodeName;
    }
  }
  return network.nodeOfAddress(address) ?? network.nodeOfPodAddress(address);
}

/** The names of all pods, as NAMESPACE/NAME. */
export function podNames({ inputs: { cluster } }: ClusterNetwork): string[] {
  const names = new Set(cluster.pods.keys());
  for (const { namespace, podName } of podEndpoints(cluster)) names.add(`${namespace}/${podName}`);
  return [...names].sort();
}
