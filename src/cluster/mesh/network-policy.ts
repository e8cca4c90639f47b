import { Mesh, MeshWorkload } from './mesh';
import { MeshObject } from './mesh-objects';
import { matchesSelector } from './waypoint';
import { cidrContains, parseCidr } from '../../base/ip/cidr';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { mappingsOf } from '../../base/objects/loose';

/** What a policy of the network lets through in one direction. */
export interface PolicyRule {
  /** Ports and ranges of TCP; undefined where the rule is about all. */
  readonly ports?: readonly (readonly [number, number])[];
  /** Ports of TCP by their names. */
  readonly namedPorts: readonly string[];
  /** Networks that it is about; undefined where it names none. */
  readonly cidrs?: readonly string[];
  /** Whether it is about any peer. */
  readonly anyPeer: boolean;
}

/** A policy of Kubernetes, Cilium or Calico, as far as it matters to a mesh. */
export interface NetworkPolicy {
  readonly object: MeshObject;
  /** Whether it selects pods with these labels. */
  readonly selects: (namespace: string, labels: PlainObject) => boolean;
  /** What it lets in; undefined where it does not isolate pods in this direction. */
  readonly ingress?: readonly PolicyRule[];
  readonly egress?: readonly PolicyRule[];
}

/** The policies of the network in a cluster; those with selectors that are not understood are left out. */
export function networkPoliciesOf(mesh: Mesh): NetworkPolicy[] {
  return [...mesh.cluster.meshObjects.values()].flatMap(object => {
    const specs = object.group === 'cilium.io' && Array.isArray(object.object.specs) ? object.object.specs : [object.object.spec];
    return specs.filter(isPlainObject).flatMap((spec): NetworkPolicy[] => {
      switch (object.group) {
        case 'networking.k8s.io': return object.kind === 'NetworkPolicy' ? [ofKubernetes(object, spec)] : [];
        case 'cilium.io': return [ofCilium(object, spec)];
        case 'projectcalico.org':
        case 'crd.projectcalico.org': return ofCalico(object, spec);
        default: return [];
      }
    });
  });
}

export function policiesOn(policies: readonly NetworkPolicy[], { workload: { namespace, podLabels } }: MeshWorkload): NetworkPolicy[] {
  return policies.filter(({ selects }) => selects(namespace, podLabels));
}

/** Whether a rule lets a port of TCP through. */
export function admitsPort({ ports }: PolicyRule, port: number): boolean {
  return ports === undefined || ports.some(([first, last]) => first <= port && port <= last);
}

/** Whether a rule lets an address through. */
export function admitsAddress({ anyPeer, cidrs }: PolicyRule, address: string): boolean {
  return anyPeer || (cidrs ?? []).some(text => {
    const cidr = parseCidr(text);
    return cidr !== undefined && cidrContains(cidr, address);
  });
}

/** Mesh traffic does not show it, so that a port of the application in a rule means nothing there. */
export function namesAppPorts({ ports, namedPorts }: PolicyRule, meshPort: number): boolean {
  return namedPorts.length > 0 || (ports ?? []).some(([first, last]) => !(first <= meshPort && meshPort <= last));
}

function ofKubernetes(object: MeshObject, spec: PlainObject): NetworkPolicy {
  const types = Array.isArray(spec.policyTypes) ? spec.policyTypes : ['Ingress', ...mappingsOf(spec.egress).length > 0 ? ['Egress'] : []];
  const rules = (value: unknown, key: 'from' | 'to'): PolicyRule[] => mappingsOf(value).map(rule => {
    const peers = mappingsOf(rule[key]);
    return {
      ...kubernetesPorts(mappingsOf(rule.ports)),
      anyPeer: peers.length === 0,
      cidrs: peers.flatMap(({ ipBlock }) => isPlainObject(ipBlock) ? [String(ipBlock.cidr)] : []),
    };
  });
  return {
    object,
    selects: (namespace, labels) => namespace === object.namespace && matchesSelector(spec.podSelector, labels),
    ...types.includes('Ingress') && { ingress: rules(spec.ingress, 'from') },
    ...types.includes('Egress') && { egress: rules(spec.egress, 'to') },
  };
}

function kubernetesPorts(ports: readonly PlainObject[]): Pick<PolicyRule, 'ports' | 'namedPorts'> {
  if (ports.length === 0) return { namedPorts: [] };
  const ofTcp = ports.filter(({ protocol }) => protocol === undefined || protocol === 'TCP');
  return {
    ports: ofTcp.flatMap(({ port, endPort }): [number, number][] => {
      if (port === undefined) return [[1, 65535]];
      return typeof port === 'number' ? [[port, typeof endPort === 'number' ? endPort : port]] : [];
    }),
    namedPorts: ofTcp.flatMap(({ port }) => typeof port === 'string' ? [port] : []),
  };
}

const CILIUM_PEERS = { ingress: ['fromEndpoints', 'fromEntities', 'fromCIDR', 'fromCIDRSet', 'fromRequires'], egress: ['toEndpoints', 'toEntities', 'toCIDR', 'toCIDRSet', 'toFQDNs', 'toServices'] };

function ofCilium(object: MeshObject, spec: PlainObject): NetworkPolicy {
  const denies = isPlainObject(spec.enableDefaultDeny) ? spec.enableDefaultDeny : {};
  const rules = (direction: 'ingress' | 'egress'): PolicyRule[] => mappingsOf(spec[direction]).flatMap((rule): PolicyRule[] => {
    const peers = CILIUM_PEERS[direction].filter(key => rule[key] !== undefined);
    // A rule without anything lets nothing through.
    if (Object.keys(rule).length === 0) return [];
    const ports = mappingsOf(rule.toPorts).flatMap(({ ports: own }) => mappingsOf(own)).filter(({ protocol }) => protocol === undefined || protocol === 'TCP' || protocol === 'ANY');
    const cidrs = [...Array.isArray(rule.fromCIDR) ? rule.fromCIDR.map(String) : [], ...mappingsOf(rule.fromCIDRSet).map(({ cidr }) => String(cidr))];
    const numbers = ports.filter(({ port }) => /^\d+$/.test(String(port)));
    return [{
      ...mappingsOf(rule.toPorts).length > 0 && {
        ports: numbers.map(({ port, endPort }): [number, number] => [Number(port), Number(endPort ?? port)]),
      },
      namedPorts: ports.filter(port => !numbers.includes(port)).map(({ port }) => String(port)),
      anyPeer: peers.length === 0 || (Array.isArray(rule.fromEntities) && rule.fromEntities.includes('all')),
      cidrs,
    }];
  });
  const isolates = (direction: 'ingress' | 'egress'): boolean => spec[direction] !== undefined && denies[direction] !== false;
  return {
    object,
    selects: (namespace, labels) => (object.namespace === undefined || namespace === object.namespace)
      && matchesSelector(spec.endpointSelector, ciliumLabels(labels, namespace)),
    ...isolates('ingress') && { ingress: rules('ingress') },
    ...isolates('egress') && { egress: rules('egress') },
  };
}

/** Cilium's selectors may have the source of a label before its key. */
function ciliumLabels(labels: PlainObject, namespace: string): PlainObject {
  const all = { ...labels, 'io.kubernetes.pod.namespace': namespace };
  return { ...all, ...Object.fromEntries(Object.entries(all).flatMap(([key, value]) => [[`k8s:${key}`, value], [`any:${key}`, value]])) };
}

function ofCalico(object: MeshObject, spec: PlainObject): NetworkPolicy[] {
  const selects = calicoSelector(spec.selector);
  const selectsNamespace = calicoSelector(spec.namespaceSelector);
  if (!selects || !selectsNamespace) return [];
  const types = Array.isArray(spec.types) ? spec.types : [...spec.ingress !== undefined || spec.egress === undefined ? ['Ingress'] : [], ...spec.egress === undefined ? [] : ['Egress']];
  const rules = (value: unknown, peer: 'source' | 'destination'): PolicyRule[] => mappingsOf(value).filter(({ action }) => action === 'Allow' || action === 'Pass')
    .filter(({ protocol }) => protocol === undefined || protocol === 'TCP' || protocol === 6).map(rule => {
      const { ports } = isPlainObject(rule.destination) ? rule.destination : {} as PlainObject;
      const from = isPlainObject(rule[peer]) ? rule[peer] : {};
      const texts = Array.isArray(ports) ? ports.map(String) : [];
      const numbers = texts.filter(text => /^\d+(?::\d+)?$/.test(text));
      const nets = Array.isArray(from.nets) ? from.nets.map(String) : undefined;
      return {
        ...texts.length > 0 && { ports: numbers.map((text): [number, number] => [Number(text.split(':')[0]), Number(text.split(':').at(-1))]) },
        namedPorts: texts.filter(text => !numbers.includes(text)),
        cidrs: nets,
        anyPeer: nets === undefined && from.selector === undefined && from.namespaceSelector === undefined && from.serviceAccounts === undefined,
      };
    });
  return [{
    object,
    selects: (namespace, labels) => (object.namespace === undefined || namespace === object.namespace) && selects({ ...labels, 'projectcalico.org/name': namespace }),
    ...types.includes('Ingress') && { ingress: rules(spec.ingress, 'source') },
    ...types.includes('Egress') && { egress: rules(spec.egress, 'destination') },
  }];
}

/** The selectors that are most used: `all()`, `key == 'value'` and `has(key)`, joined by `&&`. Undefined for any other one. */
function calicoSelector(selector: unknown): ((labels: PlainObject) => boolean) | undefined {
  const text = typeof selector === 'string' ? selector.trim() : '';
  if (text === '' || text === 'all()') return () => true;
  const terms = text.split('&&').map(term => {
    const [, key, operator, value] = /^\s*([\w./-]+)\s*(==|!=)\s*["']([^"']*)["']\s*$/.exec(term) ?? [];
    if (key !== undefined) return (labels: PlainObject) => (labels[key] === value) === (operator === '==');
    const has = /^\s*(!?)\s*has\(([\w./-]+)\)\s*$/.exec(term);
    return has ? (labels: PlainObject) => (labels[has[2]] !== undefined) === (has[1] === '') : undefined;
  });
  return terms.some(term => term === undefined) ? undefined : labels => terms.every(term => term!(labels));
}
