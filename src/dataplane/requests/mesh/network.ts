import { allOf, anyOf, Condition, Known } from './condition';
import { cidrContains, parseCidr } from '../../../base/ip/cidr';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf, mappingsOf } from '../../../base/objects/loose';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { Mesh, specOf } from '../../../cluster/mesh/mesh';
import { MeshObject } from '../../../cluster/mesh/mesh-objects';
import { admitsPort, NetworkPolicy } from '../../../cluster/mesh/network-policy';
import { matchesSelector } from '../../../cluster/mesh/waypoint';
import { WayStep } from '../explain/way';

/** One end of a connection, as policies of the network see it. What is not known is undefined. */
export interface NetworkPeer {
  readonly namespace?: string;
  readonly labels?: PlainObject;
  readonly addresses?: readonly string[];
  /** Whether it is not a pod. */
  readonly isOutside?: boolean;
  /** Numbers of ports by name. */
  readonly namedPorts?: ReadonlyMap<string, number>;
}

/** What policies of the network make of a connection. */
export interface NetworkDecision {
  readonly passes: Known;
  readonly why: string;
  readonly steps: readonly WayStep[];
}

/** Whether policies let a connection out of the client and into the server. */
export function networkDecision(
  from: NetworkPeer, to: NetworkPeer, port: number | undefined, policies: readonly NetworkPolicy[], mesh: Mesh,
): NetworkDecision {
  const out = directionOf('egress', from, to, port, policies, mesh);
  const into = directionOf('ingress', to, from, port, policies, mesh);
  const failing = [out, into].find(({ passes }) => passes === false);
  const open = [out, into].filter(({ passes }) => passes === undefined);
  return {
    passes: failing ? false : open.length > 0 ? undefined : true,
    why: failing?.why ?? open.map(({ why }) => why).join('; '),
    steps: [...out.steps, ...into.steps],
  };
}

function directionOf(
  direction: 'ingress' | 'egress', pod: NetworkPeer, peer: NetworkPeer, port: number | undefined, all: readonly NetworkPolicy[], mesh: Mesh,
): NetworkDecision {
  const { namespace, labels } = pod;
  // Of a pod that is not known nothing can be said, nor of what is not a pod.
  const policies = namespace === undefined || pod.isOutside ? []
    : all.filter(policy => policy[direction] !== undefined && isSelected(policy, namespace, labels));
  if (policies.length === 0) return { passes: true, why: '', steps: [] };
  const verdict = anyOf(policies.map(policy => admits(policy, direction, pod, peer, port, mesh)));
  const sure = labels !== undefined || verdict.holds !== false;
  const passes = sure ? verdict.holds : undefined;
  const names = policies.map(({ object }) => describeReference(object)).join(', ');
  const way = `${direction === 'ingress' ? 'into' : 'out of'} ${namespace!}`;
  const what = port === undefined ? 'the port, which is not known,' : `TCP port ${port}`;
  const does = `${policies.length === 1 ? 'lets' : 'let'}`;
  const text = passes === true ? `${names} ${does} ${what} ${way}` : passes === false ? `${names} ${does} no such connection to ${what} ${way}`
    : `whether ${names} ${does} ${what} ${way} is not known`;
  return {
    passes,
    why: text,
    steps: [{ kind: 'network', object: describeReference(policies[0].object), text, source: policies[0].object.source }],
  };
}

/** Without labels of the pod, only policies for all pods of the namespace are known to be about it. */
function isSelected({ selects }: NetworkPolicy, namespace: string, labels: PlainObject | undefined): boolean {
  return selects(namespace, labels ?? {});
}

function admits(
  { object, ...policy }: NetworkPolicy, direction: 'ingress' | 'egress', pod: NetworkPeer, peer: NetworkPeer, port: number | undefined, mesh: Mesh,
): Condition {
  if (object.group === 'networking.k8s.io') return kubernetesRules(object, direction, direction === 'ingress' ? pod : peer, peer, port, mesh);
  // Of the peers of other policies, only those that are anybody are known.
  return anyOf((policy[direction] ?? []).map((rule): Condition => {
    if (port !== undefined && rule.namedPorts.length === 0 && !admitsPort(rule, port)) return { holds: false, why: '' };
    return { holds: rule.anyPeer && rule.namedPorts.length === 0 && port !== undefined ? true : undefined, why: '' };
  }));
}

/** `spec.ingress` and `spec.egress` of NetworkPolicy: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
function kubernetesRules(
  object: MeshObject, direction: 'ingress' | 'egress', server: NetworkPeer, peer: NetworkPeer, port: number | undefined, mesh: Mesh,
): Condition {
  return anyOf(mappingsOf(specOf(object)[direction]).map(rule => allOf([
    portCondition(mappingsOf(rule.ports), server, port),
    peerCondition(mappingsOf(direction === 'ingress' ? rule.from : rule.to), object.namespace ?? 'default', peer, mesh),
  ])));
}

function portCondition(ports: readonly PlainObject[], { namedPorts }: NetworkPeer, actual: number | undefined): Condition {
  if (ports.length === 0) return known(true);
  return anyOf(ports.filter(({ protocol }) => protocol === undefined || protocol === 'TCP').map(({ port, endPort }): Condition => {
    if (port === undefined) return known(true);
    if (actual === undefined) return known(undefined);
    if (typeof port === 'string') return known(namedPorts ? namedPorts.get(`TCP/${port}`) === actual : undefined);
    return known(typeof port === 'number' && port <= actual && actual <= (typeof endPort === 'number' ? endPort : port));
  }));
}

const known = (holds: Known): Condition => ({ holds, why: '' });

function peerCondition(peers: readonly PlainObject[], own: string, peer: NetworkPeer, mesh: Mesh): Condition {
  return peers.length === 0 ? known(true) : anyOf(peers.map(each => known(isPeer(each, own, peer, mesh))));
}

function isPeer(
  { podSelector, namespaceSelector, ipBlock }: PlainObject, own: string, { namespace, labels, addresses, isOutside }: NetworkPeer, mesh: Mesh,
): Known {
  if (ipBlock !== undefined) return addresses && sameFor(addresses.map(address => isInBlock(mappingOf(ipBlock), address)));
  if (isOutside) return false;
  if (namespace === undefined) return isForAll(podSelector) && namespaceSelector !== undefined && isForAll(namespaceSelector) ? true : undefined;
  const object = mesh.namespace(namespace);
  const ofNamespace = namespaceSelector === undefined ? namespace === own
    : object.object || isForAll(namespaceSelector) ? matchesSelector(namespaceSelector, { 'kubernetes.io/metadata.name': namespace, ...object.labels })
      : matchesSelector(namespaceSelector, { 'kubernetes.io/metadata.name': namespace }) || undefined;
  const ofPod = isForAll(podSelector) ? true : labels && matchesSelector(podSelector, labels);
  return ofNamespace === false || ofPod === false ? false : ofNamespace && ofPod;
}

function isForAll(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = mappingOf(selector);
  return Object.keys(mappingOf(matchLabels)).length === 0 && mappingsOf(matchExpressions).length === 0;
}

function isInBlock({ cidr, except }: PlainObject, address: string): boolean {
  const contains = (text: unknown): boolean => {
    const network = parseCidr(String(text));
    return network !== undefined && cidrContains(network, address);
  };
  return contains(cidr) && !(Array.isArray(except) && except.some(contains));
}

function sameFor(verdicts: readonly boolean[]): Known {
  return new Set(verdicts).size === 1 ? verdicts[0] : undefined;
}
