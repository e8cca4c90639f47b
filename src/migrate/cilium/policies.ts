import { CalicoState } from './calico';
import { UnknownKind } from './decisive-kinds';
import { Cidr, parseCidr } from '../../base/ip/cidr';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { POLICIES_OF_ADMINISTRATORS } from '../../cluster/cilium/cilium-objects';
import { Cluster } from '../../cluster/cluster';
import { CiliumMinor } from '../../programs/cilium/target';
import { TranslatedPolicy, translateCalicoPolicies } from '../../programs/cilium/translate/calico-policies';

/** What decides about the translation of Calico's policies, beside the cluster. */
export interface PolicyTarget {
  readonly minor: CiliumMinor;
  /** The final values of the chart. */
  readonly values: PlainObject;
  readonly calico: CalicoState;
  readonly podCidrs: readonly Cidr[];
  readonly unknown: readonly UnknownKind[];
}

/** Calico's policies as policies of Cilium. */
export function policiesOf(cluster: Cluster, { minor, values, calico: { everyPool: pods }, podCidrs, unknown }: PolicyTarget): TranslatedPolicy[] {
  const { cilium, namespaces } = cluster;
  const objects = (...kinds: readonly string[]): PlainObject[] => cilium.ofCalico(...kinds).map(({ object }) => object);
  const nodes = [...addressesOfNodes(cluster)];
  const hasVersion6 = isPlainObject(values.ipv6) && values.ipv6.enabled === true;
  return translateCalicoPolicies(objects('NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'), {
    minor,
    own: { pods, nodes, families: new Set([...pods, ...podCidrs, ...nodes.map(({ cidr }) => cidr)].map(({ family }) => family).concat(hasVersion6 ? ['ip6'] : [])) },
    members: objects('NetworkSet', 'GlobalNetworkSet', 'HostEndpoint'),
    tiers: objects('Tier'),
    networkPolicies: cilium.ofKinds('networking.k8s.io/NetworkPolicy').map(({ object }) => object),
    otherPolicies: cilium.ofKinds(...POLICIES_OF_ADMINISTRATORS).map(({ object }) => object),
    namespaceLabels: name => namespaces.get(name)?.labels,
    hasOwnLabels: values.labels !== undefined && values.labels !== '',
    unknown: new Set(unknown.map(({ kind }) => kind)),
  });
}

/** Of all families, in the cluster and outside of it. */
export function* addressesOfNodes(cluster: Cluster): Generator<{ readonly cidr: Cidr; readonly name: string }> {
  for (const { name, internalIps, externalIps } of cluster.nodes.values()) {
    for (const ip of [...internalIps, ...externalIps]) {
      const cidr = parseCidr(`${ip.text}/${ip.family === 'ip' ? 32 : 128}`);
      if (cidr) yield { cidr, name };
    }
  }
}
