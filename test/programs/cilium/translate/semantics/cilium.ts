import { kubernetesPort, kubernetesSelects, typesOf } from './calico';
import { Direction, Endpoint, isIn, Packet, World } from './world';
import { Plain } from '../../../../support/builders';

/*
 * What Cilium does with a packet: pkg/policy (repository.go, rule.go) and pkg/k8s/apis/cilium.io/utils of cilium/cilium. A peer is what its
 * identity says: pods by their labels, nodes by being nodes, and only the rest of the world by addresses.
 */

const NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';
/** pkg/labelsfilter/filter.go */
const NO_IDENTITY = /^(?:io\.kubernetes|kubernetes\.io|k8s\.io|pod-template-generation|pod-template-hash|controller-revision-hash|controller-uid|annotation|etcd_node|topology\.kubernetes\.io|.*beta\.kubernetes\.io)/;

export interface CiliumVerdict {
  readonly isAllowed: boolean;
  /** Whether a rule that denies matches. */
  readonly isDenied: boolean;
  readonly isIsolated: boolean;
  /** Whether a rule of a policy of Cilium's own allows it. */
  readonly isAllowedByOwn: boolean;
}

interface Rule {
  readonly spec: Plain;
  readonly namespace?: string;
}

export class Cilium {
  private readonly rules = new Map<Endpoint, readonly Rule[]>();

  constructor(private readonly world: World, private readonly policies: readonly Plain[]) {}

  public verdict(direction: Direction, packet: Packet): CiliumVerdict {
    const pod = direction === 'ingress' ? packet.destination : packet.source;
    const peer = direction === 'ingress' ? packet.source : packet.destination;
    const rules = this.rulesOf(pod);
    const matches = (list: string): boolean => rules.some(({ spec, namespace }) => (spec[list] ?? [])
      .some((rule: Plain) => this.matches(rule, direction, packet, pod, peer, namespace)));
    const kubernetes = this.world.networkPolicies.filter(policy => policy.metadata.namespace === pod.namespace
      && kubernetesSelects(policy.spec.podSelector, pod.labels) && typesOf(policy).includes(direction));
    const isIsolated = kubernetes.length > 0 || rules.some(({ spec }) => spec.enableDefaultDeny[direction] === true);
    const isOwnNode = direction === 'ingress' && peer.kind === 'node' && peer.name === pod.node;
    const isDenied = matches(`${direction}Deny`);
    const isAllowedByOwn = matches(direction);
    const isAllowedByKubernetes = kubernetes.some(policy => this.kubernetesAllows(policy, direction, packet, peer));
    const isAllowed = !isDenied && (!isIsolated || isAllowedByOwn || isOwnNode || isAllowedByKubernetes);
    return { isAllowed, isDenied, isIsolated, isAllowedByOwn };
  }

  private rulesOf(pod: Endpoint): readonly Rule[] {
    const known = this.rules.get(pod) ?? this.policies
      .flatMap(({ spec: only, specs = [only], metadata: { namespace } }) => specs.map((spec: Plain): Rule => ({ spec, namespace })))
      .filter(({ spec, namespace }) => this.isSubject(spec.endpointSelector, pod, namespace));
    this.rules.set(pod, known);
    return known;
  }

  private labelsOf({ labels, namespace, account }: Endpoint): Record<string, string> {
    return {
      ...Object.fromEntries(Object.entries(labels).filter(([key]) => !NO_IDENTITY.test(key))),
      [NAMESPACE]: namespace,
      'io.cilium.k8s.policy.serviceaccount': account,
      ...Object.fromEntries(Object.entries({ ...this.world.namespaces[namespace], 'kubernetes.io/metadata.name': namespace }).map(([key, value]) => [`${NAMESPACE_LABELS}${key}`, value])),
    };
  }

  private isSubject(selector: Plain, pod: Endpoint, namespace: string | undefined): boolean {
    return (namespace === undefined || pod.namespace === namespace) && kubernetesSelects(withoutSources(selector), this.labelsOf(pod));
  }

  private matches(rule: Plain, direction: Direction, packet: Packet, pod: Endpoint, peer: Endpoint, namespace: string | undefined): boolean {
    if (Object.keys(rule).length === 0) return false;
    const prefix = direction === 'ingress' ? 'from' : 'to';
    const { [`${prefix}Endpoints`]: endpoints, [`${prefix}CIDRSet`]: cidrs, [`${prefix}Entities`]: entities, toPorts, icmps } = rule;
    const isPeer = endpoints ? endpoints.some((each: Plain) => this.isEndpoint(each, peer, namespace))
      : cidrs ? peer.kind === 'outside' && cidrs.some((each: Plain) => {
        const address = peer.addresses[packet.family]!;
        return isIn(each.cidr, address) && !(each.except ?? []).some((other: string) => isIn(other, address));
      })
        : entities ? entities.some((each: string) => isEntity(each, peer, pod)) : true;
    if (!isPeer) return false;
    if (icmps) {
      return icmps.some(({ fields }: Plain) => fields.some(({ type, family }: Plain) => type === packet.type && packet.protocol === (family === 'IPv6' ? 'ICMPv6' : 'ICMP')));
    }
    return !toPorts || toPorts.some(({ ports }: Plain) => ports.some(({ port, endPort, protocol }: Plain) => {
      if (protocol !== packet.protocol) return false;
      if (!/^\d+$/.test(port)) return direction === 'ingress' && pod.ports.some(each => each.name === port && each.protocol === protocol && each.number === packet.port);
      return Number(port) === 0 || (packet.port >= Number(port) && packet.port <= (endPort ?? Number(port)));
    }));
  }

  private isEndpoint(selector: Plain, peer: Endpoint, namespace: string | undefined): boolean {
    const keys = [...Object.keys(selector.matchLabels ?? {}), ...(selector.matchExpressions ?? []).map(({ key }: Plain) => key)].map(key => key.replace(/^k8s:/, ''));
    // The labels of what is not a pod have none of its keys.
    const labels = peer.kind === 'pod' ? this.labelsOf(peer) : {};
    if (!keys.includes(NAMESPACE)) {
      if (namespace === undefined && peer.kind !== 'pod') return false;
      if (namespace !== undefined && !keys.some(key => key.startsWith(NAMESPACE_LABELS)) && labels[NAMESPACE] !== namespace) return false;
    }
    return kubernetesSelects(withoutSources(selector), labels);
  }

  private kubernetesAllows({ metadata, spec }: Plain, direction: Direction, packet: Packet, peer: Endpoint): boolean {
    return (spec[direction] ?? []).some((rule: Plain) => {
      const peers: Plain[] = rule[direction === 'ingress' ? 'from' : 'to'] ?? [];
      const isPeer = peers.length === 0 || peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
        const address = peer.addresses[packet.family]!;
        if (ipBlock) return peer.kind === 'outside' && isIn(ipBlock.cidr, address) && !(ipBlock.except ?? []).some((each: string) => isIn(each, address));
        const isInNamespace = namespaceSelector ? kubernetesSelects(namespaceSelector, this.world.namespaces[peer.namespace] ?? {})
          : peer.namespace === metadata.namespace;
        return peer.kind === 'pod' && kubernetesSelects(podSelector, peer.labels) && isInNamespace;
      });
      return isPeer && kubernetesPort(rule.ports, packet, packet.destination);
    });
  }
}

/** A selector without the sources of its labels: all of these come from Kubernetes. */
function withoutSources({ matchLabels, matchExpressions }: Plain): Plain {
  const bare = (key: string): string => key.replace(/^(?:k8s|any):/, '');
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels ?? {}).map(([key, value]) => [bare(key), value])),
    matchExpressions: (matchExpressions ?? []).map((each: Plain) => ({ ...each, key: bare(each.key) })),
  };
}

function isEntity(entity: string, { kind, name }: Endpoint, { node }: Endpoint): boolean {
  switch (entity) {
    case 'all': return true;
    case 'world': return kind === 'outside';
    case 'host': return kind === 'node' && name === node;
    case 'remote-node': return kind === 'node' && name !== node;
    case 'cluster': return kind !== 'outside';
    default: return false;
  }
}
