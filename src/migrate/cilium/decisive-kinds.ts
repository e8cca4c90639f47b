import { CalicoState } from './calico';
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
  /** By their groups: of Calico's, the API server's and that of the CustomResourceDefinitions. */
  readonly groupsAndKinds: readonly string[];
}

const FIRST = 'what is denied before others allow it';
const SELECTED = 'which addresses selectors select';

function ofCalico(kind: string, title: string, decides: string): Decisive {
  const resource = `${kind.toLowerCase().replace(/y$/, 'ie')}s.projectcalico.org`;
  return { resource, title, decides, groupsAndKinds: ['projectcalico.org', 'crd.projectcalico.org'].map(group => `${group}/${kind}`) };
}

const KINDS: Readonly<Record<DecisiveKind, Decisive>> = {
  NetworkPolicy: ofCalico('NetworkPolicy', 'NetworkPolicies of Calico', FIRST),
  GlobalNetworkPolicy: ofCalico('GlobalNetworkPolicy', 'GlobalNetworkPolicies', FIRST),
  KubernetesNetworkPolicy: {
    resource: 'networkpolicies.networking.k8s.io',
    title: 'NetworkPolicies of Kubernetes',
    decides: 'what is allowed after a deny that isolation stands for',
    groupsAndKinds: ['networking.k8s.io/NetworkPolicy'],
  },
  NetworkSet: ofCalico('NetworkSet', 'NetworkSets', SELECTED),
  GlobalNetworkSet: ofCalico('GlobalNetworkSet', 'GlobalNetworkSets', SELECTED),
  HostEndpoint: ofCalico('HostEndpoint', 'HostEndpoints', 'which nodes selectors select'),
  IPPool: ofCalico('IPPool', 'IPPools', 'which addresses are those of pods'),
  Node: { resource: 'nodes', title: 'Nodes', decides: 'which addresses are those of nodes', groupsAndKinds: ['/Node'] },
};

function isIn({ cilium, nodes }: Cluster, { resource, groupsAndKinds }: Decisive): boolean {
  return resource === KINDS.Node.resource ? nodes.size > 0 : cilium.ofKinds(...groupsAndKinds).length > 0;
}

/** A kind of which the input has nothing, and of which nobody has said that there is none. */
export interface UnknownKind {
  readonly kind: DecisiveKind;
  readonly resource: string;
  readonly title: string;
  readonly decides: string;
}

/**
 * What the input does not show. The empty list that kubectl prints does not say of what; those of `dump` do.
 *
 * @param noneOf resources of which there are none, as kubectl calls them
 * @throws InputError where one of these is not known, or is in the input
 */
export function unknownKinds(cluster: Cluster, noneOf: readonly string[]): UnknownKind[] {
  const all = Object.entries(KINDS) as [DecisiveKind, Decisive][];
  const stated = new Set(noneOf.map(name => {
    const given = name.replace('.crd.projectcalico.org', '.projectcalico.org');
    const found = all.find(([, { resource }]) => resource === given || (resource.split('.')[0] === name && resource !== KINDS.NetworkPolicy.resource));
    if (!found) {
      const names = all.map(([, { resource }]) => resource).join(', ');
      throw new InputError(`none-of: ${quoted(name)} is not one of the kinds that decide about policies; expected one of ${names}`);
    }
    const [kind, decisive] = found;
    if (isIn(cluster, decisive)) throw new InputError(`none-of: ${quoted(name)} says that there are no ${decisive.title}, and the input has some`);
    return kind;
  }));
  return all
    .filter(([kind, decisive]) => !stated.has(kind) && !isIn(cluster, decisive) && !decisive.groupsAndKinds.some(each => cluster.hasNone(each)))
    .map(([kind, { resource, title, decides }]) => ({ kind, resource, title, decides }));
}

/** What of a plan it depends on which kinds are decisive. */
interface Policies {
  readonly unknown: readonly UnknownKind[];
  readonly policies: readonly TranslatedPolicy[];
}

/** The unknown kinds that policies depend on; without any policies, those of policies. */
export function decisiveUnknown({ unknown, policies }: Policies): UnknownKind[] {
  if (policies.length === 0) return unknown.filter(({ kind }) => kind === 'NetworkPolicy' || kind === 'GlobalNetworkPolicy');
  return unknown.filter(({ kind }) => policies.some(({ lacks }) => lacks.includes(kind)));
}

/** How to get them, by the group that the cluster serves, or to say that there are none. */
export function howToState(kinds: readonly UnknownKind[], { hasApiServer }: Pick<CalicoState, 'hasApiServer'>): { readonly command: string; readonly option: string } {
  const resources = kinds.map(({ resource }) => resource);
  const served = hasApiServer ? resources : resources.map(each => each.replace(/\.(?=projectcalico\.org$)/, '.crd.'));
  return { command: `kubectl get ${served.join(',')} -A -o yaml > decisive.yaml`, option: `--none-of ${resources.join(',')}` };
}

export function titlesOf(kinds: readonly UnknownKind[]): string {
  return enumeration(kinds.map(({ title }) => title));
}
