import { InputError, quoted } from '../../base/errors';
import { enumeration } from '../../base/text/words';
import { Cluster } from '../../cluster/cluster';
import { DecisiveKind, TranslatedPolicy } from '../../programs/cilium/translate/calico-policies';

/** A kind whose objects decide what translated policies may allow. */
interface Decisive {
  /** How kubectl calls its objects. */
  readonly resource: string;
  readonly title: string;
  /** What they decide. */
  readonly decides: string;
  readonly isIn: (cluster: Cluster) => boolean;
}

function ofCalico(kind: string): Decisive['isIn'] {
  return ({ cilium }) => cilium.ofCalico(kind).length > 0;
}

const KINDS: Readonly<Record<DecisiveKind, Decisive>> = {
  NetworkPolicy: { resource: 'networkpolicies.projectcalico.org', title: 'NetworkPolicies of Calico', decides: 'what is denied before others allow it', isIn: ofCalico('NetworkPolicy') },
  GlobalNetworkPolicy: { resource: 'globalnetworkpolicies.projectcalico.org', title: 'GlobalNetworkPolicies', decides: 'what is denied before others allow it', isIn: ofCalico('GlobalNetworkPolicy') },
  KubernetesNetworkPolicy: {
    resource: 'networkpolicies.networking.k8s.io',
    title: 'NetworkPolicies of Kubernetes',
    decides: 'what is allowed after a deny that isolation stands for',
    isIn: ({ cilium }) => cilium.ofKinds('networking.k8s.io/NetworkPolicy').length > 0,
  },
  NetworkSet: { resource: 'networksets.projectcalico.org', title: 'NetworkSets', decides: 'which addresses selectors select', isIn: ofCalico('NetworkSet') },
  GlobalNetworkSet: { resource: 'globalnetworksets.projectcalico.org', title: 'GlobalNetworkSets', decides: 'which addresses selectors select', isIn: ofCalico('GlobalNetworkSet') },
  HostEndpoint: { resource: 'hostendpoints.projectcalico.org', title: 'HostEndpoints', decides: 'which nodes selectors select', isIn: ofCalico('HostEndpoint') },
  IPPool: { resource: 'ippools.projectcalico.org', title: 'IPPools', decides: 'which addresses are those of pods', isIn: ofCalico('IPPool') },
  Node: { resource: 'nodes', title: 'Nodes', decides: 'which addresses are those of nodes', isIn: ({ nodes }) => nodes.size > 0 },
};

/** A kind of which the input has nothing, and of which nobody has said that there is none. */
export interface UnknownKind {
  readonly kind: DecisiveKind;
  readonly resource: string;
  readonly title: string;
  readonly decides: string;
}

/**
 * What the input does not show: an empty list cannot be told from a list that nobody asked for.
 *
 * @param noneOf resources of which there are none, as kubectl calls them
 * @throws InputError where one of these is not known, or is in the input
 */
export function unknownKinds(cluster: Cluster, noneOf: readonly string[]): UnknownKind[] {
  const all = Object.entries(KINDS) as [DecisiveKind, Decisive][];
  const stated = new Set(noneOf.map(name => {
    const given = name.replace('.crd.projectcalico.org', '.projectcalico.org');
    const found = all.find(([, { resource }]) => resource === given || (resource.split('.')[0] === name && resource !== KINDS.NetworkPolicy.resource));
    if (!found) throw new InputError(`none-of: ${quoted(name)} is not one of the kinds that decide about policies; expected one of ${all.map(([, { resource }]) => resource).join(', ')}`);
    const [kind, { isIn, title }] = found;
    if (isIn(cluster)) throw new InputError(`none-of: ${quoted(name)} says that there are no ${title}, and the input has some`);
    return kind;
  }));
  return all.filter(([kind, { isIn }]) => !stated.has(kind) && !isIn(cluster))
    .map(([kind, { resource, title, decides }]) => ({ kind, resource, title, decides }));
}

interface KnownPolicies {
  readonly unknown: readonly UnknownKind[];
  readonly policies: readonly TranslatedPolicy[];
}

/** The unknown kinds that policies depend on; where there are no policies at all, those of policies. */
export function decisiveUnknown({ unknown, policies }: KnownPolicies): UnknownKind[] {
  if (policies.length === 0) return unknown.filter(({ kind }) => kind === 'NetworkPolicy' || kind === 'GlobalNetworkPolicy');
  return unknown.filter(({ kind }) => policies.some(({ lacks }) => lacks.includes(kind)));
}

/** How to get them, by the group that the cluster serves, or to say that there are none. */
export function howToState(
  kinds: readonly UnknownKind[], { hasApiServer }: { readonly hasApiServer: boolean },
): { readonly command: string; readonly option: string } {
  const resources = kinds.map(({ resource }) => resource);
  const served = hasApiServer ? resources : resources.map(each => each.replace(/\.(?=projectcalico\.org$)/, '.crd.'));
  return { command: `kubectl get ${served.join(',')} -A -o yaml > decisive.yaml`, option: `--none-of ${resources.join(',')}` };
}

export function titlesOf(kinds: readonly UnknownKind[]): string {
  return enumeration(kinds.map(({ title }) => title));
}
