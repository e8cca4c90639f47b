import { ClusterNetwork } from './cluster-network';
import { KnownPod, placeOf, podNames, podOfAddress, podOfName } from './pods';
import { SourceClass } from './vocabulary';
import { InputError, quoted } from '../../base/errors';
import { FAMILIES, Family, IpAddress, parseIp } from '../../base/ip/address';
import { didYouMean } from '../../base/text/suggest';

/** Who sends a packet. */
export interface Source {
  readonly sourceClass: SourceClass;
  /** `pod shop/cart-0`, `node worker-1`, `external host` */
  readonly description: string;
  /** The addresses it may send from. */
  readonly addresses: { readonly [F in Family]?: string };
  /** Whether it sends from the destination's own address where that is local, as a process on the node does by default. */
  readonly usesLocalDestination: boolean;
  /** Undefined where the node itself sends. */
  readonly inputInterface?: string;
  readonly notes: readonly string[];
}

const EXPECTED = 'expected pod:NAMESPACE/NAME, a pod\'s address, node, node:ADDRESS, external or external:ADDRESS';

/**
 * Reads what a user calls a source.
 *
 * @throws InputError that says what would be right
 */
export function readSource(text: string, network: ClusterNetwork): Source {
  const [kind, rest] = split(text.trim());
  switch (kind) {
    case 'pod': return rest === undefined ? fail(text, EXPECTED) : fromPodName(text, rest, network);
    case 'node': return rest === undefined ? fromNode(network) : fromNodeAddress(text, rest, network);
    case 'external': return fromExternal(text, rest, network);
    default: return fromAddress(text, network);
  }
}

/** A word and what follows its colon; an IPv6 address has no word in front. */
function split(text: string): [word: string, rest: string | undefined] {
  const match = /^(pod|node|external)(?::(.*))?$/s.exec(text);
  return match ? [match[1], match[2]] : ['', undefined];
}

function fail(text: string, problem: string): never {
  throw new InputError(`source ${quoted(text)}: ${problem}`);
}

function fromPodName(text: string, fullName: string, network: ClusterNetwork): Source {
  const [namespace, name, ...more] = fullName.split('/');
  if (!namespace || !name || more.length > 0) return fail(text, 'expected pod:NAMESPACE/NAME, as in pod:shop/cart-0');
  const pod = podOfName(network, namespace, name);
  if (pod) return fromPod(pod, network);
  const names = podNames(network);
  const known = names.length === 0 ? 'the input does not name pods' : 'no EndpointSlice or Pod of the input names it';
  return fail(text, `there is no pod ${fullName} with an address: ${known}${didYouMean(fullName, names)}`
    + (names.length === 0 ? '; use its address, or add its Pod object to the input' : ''));
}

function fromPod({ namespace, name, nodeName, hostNetwork, addresses }: KnownPod, network: ClusterNetwork): Source {
  const fullName = `pod ${namespace}/${name}`;
  const onNode = nodeName === network.inputs.node.name;
  if (hostNetwork && onNode) return { ...fromNode(network), description: `${fullName}, on the network of node ${nodeName}` };
  if (hostNetwork) {
    return {
      sourceClass: SourceClass.EXTERNAL,
      description: `${fullName}, on the network of ${nodeName === undefined ? 'its node' : `node ${nodeName}`}`,
      addresses,
      usesLocalDestination: false,
      inputInterface: network.inputInterface(false),
      notes: ['the pod is on the host network of another node, whose kube-proxy handles its packets first; the answer is what this node does with a packet that reaches it'],
    };
  }
  return podSource(fullName, nodeName, addresses, network);
}

function podSource(description: string, nodeName: string | undefined, addresses: Source['addresses'], network: ClusterNetwork): Source {
  const onNode = nodeName === network.inputs.node.name;
  const elsewhere = nodeName === undefined
    ? 'the node of the pod is not known; it is treated as a pod on another node'
    : `the pod is on node ${nodeName}, whose kube-proxy handles its packets first; the answer is what this node does with a packet that reaches it`;
  return {
    sourceClass: onNode ? SourceClass.POD_ON_NODE : SourceClass.POD_ELSEWHERE,
    description: `${description}, on ${onNode ? 'this node' : nodeName === undefined ? 'another node' : `node ${nodeName}`}`,
    addresses,
    usesLocalDestination: false,
    inputInterface: network.inputInterface(onNode),
    notes: onNode ? [] : [elsewhere],
  };
}

function fromNode(network: ClusterNetwork): Source {
  const addresses: { [F in Family]?: string } = {};
  for (const family of FAMILIES) addresses[family] = network.nodeAddress(family);
  return {
    sourceClass: SourceClass.NODE, description: `node ${network.inputs.node.name}`, addresses, usesLocalDestination: true, notes: [],
  };
}

function fromNodeAddress(text: string, address: string, network: ClusterNetwork): Source {
  const ip = addressOf(text, address);
  if (!network.isLocal(ip.text)) {
    const own = FAMILIES.map(family => network.nodeAddress(family)).filter(known => known !== undefined);
    return fail(text, `${ip.text} is not an address of node ${network.inputs.node.name}, which has ${own.length === 0 ? 'none that is known' : own.join(', ')}`);
  }
  return { ...fromNode(network), addresses: { [ip.family]: ip.text }, usesLocalDestination: false };
}

function fromExternal(text: string, address: string | undefined, network: ClusterNetwork): Source {
  const addresses: { [F in Family]?: string } = {};
  if (address === undefined) for (const family of FAMILIES) addresses[family] = network.externalAddress(family);
  const ip = address === undefined ? undefined : addressOf(text, address);
  if (ip) {
    if (network.isLocal(ip.text)) return fail(text, `${ip.text} is an address of node ${network.inputs.node.name} itself: write node:${ip.text}`);
    addresses[ip.family] = ip.text;
  }
  return {
    sourceClass: SourceClass.EXTERNAL,
    description: 'external host',
    addresses,
    usesLocalDestination: false,
    inputInterface: network.inputInterface(false),
    notes: ip && network.isPodAddress(ip.text) ? [`${ip.text} is in a pod range, so rules that match addresses take it for a pod's`] : [],
  };
}

function fromAddress(text: string, network: ClusterNetwork): Source {
  const ip = parseIp(text.trim());
  if (!ip) return fail(text, EXPECTED);
  if (network.isLocal(ip.text)) return fail(text, `it is an address of node ${network.inputs.node.name}: write node:${ip.text}`);
  const pod = podOfAddress(network, ip.text);
  if (pod) return fromPod(pod, network);
  const owner = network.nodeOfAddress(ip.text);
  if (owner !== undefined) return fail(text, `it is an address of node ${owner}: write external:${ip.text}, since it is an external host for this node`);
  // An endpoint that has a node is a pod, or acts like one.
  const nodeName = placeOf(network, ip.text);
  if (nodeName === undefined && !network.isPodAddress(ip.text)) {
    return fail(text, `it is not the address of a known pod, nor in a pod range; for a host outside of the cluster write external:${ip.text}`);
  }
  return podSource('pod without a known name', nodeName, { [ip.family]: ip.text }, network);
}

function addressOf(text: string, address: string): IpAddress {
  return parseIp(address) ?? fail(text, `${quoted(address)} is not an IP address; expected, for example, 203.0.113.7 or 2001:db8::7`);
}
