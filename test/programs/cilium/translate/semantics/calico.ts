import { Direction, Endpoint, isIn, Packet, World } from './world';
import { Plain } from '../../../../support/builders';

/*
 * What Calico does with a packet, one packet and one rule after the other, as felix does: felix/rules/endpoints.go and policy.go, felix/calc/rule_scanner.go,
 * and lib/backend of libcalico-go for what rules become before. It shares nothing with the translation.
 */

type Labels = Readonly<Record<string, string>>;
type Test = (labels: Labels) => boolean;

const read = new Map<string, Test>();

/** A selector, read from its start. */
function selectorTest(text: string): Test {
  const known = read.get(text) ?? readSelector(text);
  read.set(text, known);
  return known;
}

function readSelector(text: string): Test {
  const tokens = text.match(/"[^"]*"|'[^']*'|&&|\|\||!=|==|!|[(){},]|[A-Za-z0-9_./-]+/g) ?? [];
  if (tokens.length === 0) return () => true;
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (): string => tokens[at++] ?? '';
  const quoted = (): string => take().slice(1, -1);
  const or = (): Test => {
    const parts = [and()];
    while (peek() === '||') {
      take();
      parts.push(and());
    }
    return labels => parts.some(part => part(labels));
  };
  const and = (): Test => {
    const parts = [operation()];
    while (peek() === '&&') {
      take();
      parts.push(operation());
    }
    return labels => parts.every(part => part(labels));
  };
  const operation = (): Test => {
    const word = take();
    if (word === '!') {
      const inner = operation();
      return labels => !inner(labels);
    }
    if (word === '(') {
      const inner = or();
      take();
      return inner;
    }
    if ((word === 'all' || word === 'global') && peek() === '(') {
      at += 2;
      return () => true;
    }
    if (word === 'has' && peek() === '(') {
      take();
      const key = take();
      take();
      return labels => key in labels;
    }
    switch (take()) {
      case '==': return equals(word, quoted());
      case '!=': return not(equals(word, quoted()));
      case 'in': return isOneOf(word);
      case 'notin': return not(isOneOf(word));
      case 'not':
        take();
        return not(isOneOf(word));
      case 'contains': return part(word, quoted(), (value, text_) => value.includes(text_));
      case 'starts':
        take();
        return part(word, quoted(), (value, text_) => value.startsWith(text_));
      default:
        take();
        return part(word, quoted(), (value, text_) => value.endsWith(text_));
    }
  };
  const equals = (key: string, value: string): Test => labels => key in labels && labels[key] === value;
  const not = (test: Test): Test => labels => !test(labels);
  const part = (key: string, value: string, test: (a: string, b: string) => boolean): Test => labels => key in labels && test(labels[key], value);
  const isOneOf = (key: string): Test => {
    take();
    const values: string[] = [];
    while (peek() !== '}') {
      const token = take();
      if (token !== ',') values.push(token.slice(1, -1));
    }
    take();
    return labels => key in labels && values.includes(labels[key]);
  };
  return or();
}

function prefixed(text: string, prefix: string): Test {
  const test = selectorTest(text);
  return labels => test(withoutPrefix(labels, prefix));
}

function withoutPrefix(labels: Labels, prefix: string): Labels {
  const own = Object.entries(labels).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** Everything with labels that selectors select, and its addresses. */
interface Member {
  readonly labels: Labels;
  readonly has: (address: string) => boolean;
  readonly endpoint?: Endpoint;
}

interface EndpointTier {
  readonly defaultAction: string;
  readonly policies: readonly Plain[];
}

const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6', 132: 'SCTP', 136: 'UDPLite' };

export class Calico {
  private readonly members: readonly Member[];
  private readonly selected = new Map<Plain, Map<Endpoint, boolean>>();
  private readonly tiers = new Map<string, readonly EndpointTier[]>();
  private readonly ofKubernetes: readonly Plain[];

  /** @param ties in which order policies of the same order come, which differs between versions */
  constructor(private readonly world: World, private readonly ties: 1 | -1) {
    this.ofKubernetes = world.networkPolicies.map(policy => ({ ...policy, spec: { ...policy.spec, order: 1000 } }));
    this.members = [
      ...world.endpoints.filter(({ kind }) => kind === 'pod').map((endpoint): Member => ({
        endpoint, labels: this.podLabels(endpoint), has: address => Object.values(endpoint.addresses).includes(address),
      })),
      ...world.sets.map((set): Member => ({
        labels: set.kind === 'NetworkSet' ? { ...set.metadata.labels, ...this.namespaceLabels(set.metadata.namespace) } : set.metadata.labels ?? {},
        has: address => set.spec.nets.some((net: string) => isIn(net, address)),
      })),
      ...world.hosts.map((host): Member => ({ labels: host.metadata.labels ?? {}, has: address => host.spec.expectedIPs.includes(address) })),
    ];
  }

  private namespaceLabels(name: string): Labels {
    const labels: Labels = { ...this.world.namespaces[name], 'projectcalico.org/name': name, 'kubernetes.io/metadata.name': name };
    return { ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [`pcns.${key}`, value])), 'projectcalico.org/namespace': name };
  }

  private podLabels({ labels, namespace, account }: Endpoint): Labels {
    return { ...labels, ...this.namespaceLabels(namespace), 'projectcalico.org/orchestrator': 'k8s', 'projectcalico.org/serviceaccount': account, 'pcsa.projectcalico.org/name': account };
  }

  /** Whether a policy selects a pod. */
  public selects(policy: Plain, pod: Endpoint): boolean {
    const known = this.selected.get(policy) ?? new Map<Endpoint, boolean>();
    this.selected.set(policy, known);
    const isSelected = known.get(pod) ?? this.selectsNow(policy, pod);
    known.set(pod, isSelected);
    return isSelected;
  }

  private selectsNow(policy: Plain, pod: Endpoint): boolean {
    const labels = this.podLabels(pod);
    if (policy.apiVersion.startsWith('networking')) return policy.metadata.namespace === pod.namespace && kubernetesSelects(policy.spec.podSelector, pod.labels);
    const { selector = '', namespaceSelector, serviceAccountSelector } = policy.spec;
    return selectorTest(selector)(labels) && (policy.metadata.namespace === undefined || policy.metadata.namespace === pod.namespace)
      && (!namespaceSelector || prefixed(namespaceSelector, 'pcns.')(labels)) && (!serviceAccountSelector || prefixed(serviceAccountSelector, 'pcsa.')(labels));
  }

  /** Whether a direction of a packet is allowed for the pod that it is a direction of. */
  public allows(direction: Direction, packet: Packet): boolean {
    const pod = direction === 'ingress' ? packet.destination : packet.source;
    const peer = direction === 'ingress' ? packet.source : packet.destination;
    // felix/rules/static.go: what a node sends to its own pods is not subject to policies.
    if (direction === 'ingress' && peer.kind === 'node' && peer.name === pod.node) return true;
    for (const { defaultAction, policies } of this.tiersOf(pod, direction)) {
      let verdict: string | undefined;
      for (const policy of policies) if ((verdict = this.decide(policy, direction, packet)) !== undefined) break;
      verdict ??= defaultAction;
      if (verdict !== 'Pass') return verdict === 'Allow';
    }
    // The profile of the namespace allows everything.
    return true;
  }

  private tiersOf(pod: Endpoint, direction: Direction): readonly EndpointTier[] {
    const key = `${pod.name} ${direction}`;
    const known = this.tiers.get(key) ?? this.sortedTiers(pod, direction);
    this.tiers.set(key, known);
    return known;
  }

  /** The tiers that have policies for a pod, each with these in their order. */
  private sortedTiers(pod: Endpoint, direction: Direction): EndpointTier[] {
    const builtIn: Plain[] = [{ metadata: { name: 'default' }, spec: { order: 1e6, defaultAction: 'Deny' } }];
    const order = (spec: Plain): number => spec.order ?? Infinity;
    const byName = (a: Plain, b: Plain): number => a.metadata.name < b.metadata.name ? -1 : 1;
    const byOrder = (a: Plain, b: Plain, ties: number): number => order(a.spec) === order(b.spec) ? ties * byName(a, b)
      : order(a.spec) - order(b.spec);
    return [...builtIn, ...this.world.tiers].sort((a, b) => byOrder(a, b, 1)).map(({ metadata: { name }, spec: { defaultAction = 'Deny' } }) => ({
      defaultAction,
      policies: [
        ...this.world.policies.filter(({ kind, spec }) => !kind.startsWith('Staged') && (spec.tier ?? 'default') === name),
        ...name === 'default' ? this.ofKubernetes : [],
      ].filter(policy => typesOf(policy).includes(direction) && this.selects(policy, pod)).sort((a, b) => byOrder(a, b, this.ties)),
    })).filter(({ policies }) => policies.length > 0);
  }

  private decide(policy: Plain, direction: Direction, packet: Packet): string | undefined {
    if (policy.apiVersion.startsWith('networking')) return this.kubernetesAllows(policy, direction, packet) ? 'Allow' : undefined;
    const found = (policy.spec[direction] ?? []).find((rule: Plain) => rule.action !== 'Log' && this.matches(rule, packet, policy.metadata.namespace));
    return found?.action;
  }

  private matches(rule: Plain, packet: Packet, namespace: string | undefined): boolean {
    const name = (protocol: unknown): string => PROTOCOLS[String(protocol)] ?? String(protocol);
    if (rule.ipVersion !== undefined && rule.ipVersion !== (packet.family === 'ip' ? 4 : 6)) return false;
    if (rule.protocol !== undefined && name(rule.protocol) !== packet.protocol) return false;
    if (rule.notProtocol !== undefined && name(rule.notProtocol) === packet.protocol) return false;
    const { type = packet.type, code = packet.code } = rule.icmp ?? {};
    if (type !== packet.type || code !== packet.code) return false;
    if (rule.notICMP && rule.notICMP.type === packet.type && (rule.notICMP.code === undefined || rule.notICMP.code === packet.code)) return false;
    return this.fits(rule.source ?? {}, packet.source.addresses[packet.family]!, packet.sourcePort, packet.protocol, namespace)
      && this.fits(rule.destination ?? {}, packet.destination.addresses[packet.family]!, packet.port, packet.protocol, namespace);
  }

  private fits(side: Plain, address: string, port: number, protocol: string, namespace: string | undefined): boolean {
    const { nets = [], notNets = [], selector = '', notSelector = '', namespaceSelector = '', serviceAccounts = {}, ports = [], notPorts = [] } = side;
    if (nets.length > 0 && !nets.some((net: string) => isIn(net, address))) return false;
    if (notNets.some((net: string) => isIn(net, address))) return false;
    const given = selector !== '' || serviceAccounts.names?.length > 0 || (serviceAccounts.selector ?? '') !== '';
    const positive: Test | undefined = given || namespaceSelector !== '' || (namespace !== undefined && notSelector !== '') ? labels => selectorTest(selector)(labels)
      && (serviceAccounts.names === undefined || serviceAccounts.names.includes(labels['projectcalico.org/serviceaccount']))
      && (!serviceAccounts.selector || prefixed(serviceAccounts.selector, 'pcsa.')(labels))
      && inNamespaces(namespaceSelector, namespace, labels) : undefined;
    if (positive && !this.members.some(member => member.has(address) && positive(member.labels))) return false;
    if (notSelector !== '' && this.members.some(member => member.has(address) && selectorTest(notSelector)(member.labels))) return false;
    const isPort = (text: unknown): boolean => {
      const [, first, last = first] = /^(\d+)(?::(\d+))?$/.exec(String(text)) ?? [];
      if (first !== undefined) return port >= Number(first) && port <= Number(last);
      return this.members.some(member => member.has(address) && (!positive || positive(member.labels))
        && member.endpoint?.ports.some(each => each.name === text && each.protocol === protocol && each.number === port));
    };
    return (ports.length === 0 || ports.some(isPort)) && !notPorts.some(isPort);
  }

  private kubernetesAllows({ metadata, spec }: Plain, direction: Direction, packet: Packet): boolean {
    const peer = direction === 'ingress' ? packet.source : packet.destination;
    return (spec[direction] ?? []).some((rule: Plain) => {
      const peers: Plain[] = rule[direction === 'ingress' ? 'from' : 'to'] ?? [];
      const isPeer = peers.length === 0 || peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
        const address = peer.addresses[packet.family]!;
        if (ipBlock) return isIn(ipBlock.cidr, address) && !(ipBlock.except ?? []).some((each: string) => isIn(each, address));
        const isInNamespace = namespaceSelector ? kubernetesSelects(namespaceSelector, this.world.namespaces[peer.namespace] ?? {})
          : peer.namespace === metadata.namespace;
        return peer.kind === 'pod' && kubernetesSelects(podSelector, peer.labels) && isInNamespace;
      });
      return isPeer && kubernetesPort(rule.ports, packet, packet.destination);
    });
  }
}

function inNamespaces(selector: string, namespace: string | undefined, labels: Labels): boolean {
  if (selector === '') return namespace === undefined || labels['projectcalico.org/namespace'] === namespace;
  // The text is replaced wherever it is: updateprocessors/rules.go.
  const has = 'projectcalico.org/namespace' in labels;
  const own = withoutPrefix(labels, 'pcns.');
  const marked = selector.replace(/all\(\)/g, 'has(___in)').replace(/global\(\)/g, '!has(___in)');
  return selectorTest(marked)({ ...own, ...has && { ___in: '' } });
}

export function kubernetesSelects(selector: Plain | undefined, labels: Labels): boolean {
  return Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value)
    && (selector?.matchExpressions ?? []).every(({ key, operator, values = [] }: Plain) => {
      switch (operator) {
        case 'In': return key in labels && values.includes(labels[key]);
        case 'NotIn': return !(key in labels) || !values.includes(labels[key]);
        case 'Exists': return key in labels;
        default: return !(key in labels);
      }
    });
}

export function kubernetesPort(ports: readonly Plain[] | undefined, { port, protocol }: Packet, { ports: named }: Endpoint): boolean {
  return !ports?.length || ports.some(each => (each.protocol ?? 'TCP') === protocol && (each.port === undefined
    || (typeof each.port === 'number' ? port >= each.port && port <= (each.endPort ?? each.port) : named.some(own => own.name === each.port && own.protocol === protocol && own.number === port))));
}

/** The directions that a policy is for. */
export function typesOf({ apiVersion, spec }: Plain): string[] {
  if (apiVersion.startsWith('networking')) return (spec.policyTypes ?? ['Ingress', ...spec.egress ? ['Egress'] : []]).map((type: string) => type.toLowerCase());
  if (spec.types?.length > 0) return spec.types.map((type: string) => type.toLowerCase());
  return [...spec.ingress?.length > 0 || !(spec.egress?.length > 0) ? ['ingress'] : [], ...spec.egress?.length > 0 ? ['egress'] : []];
}
