import { occurrencesInValues } from './of-values';
import { quoted } from '../../../base/errors';
import { Cidr, cidrContains, parseCidr } from '../../../base/ip/cidr';
import { isPlainObject } from '../../../base/objects/fields';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { POOL_RULES } from '../../../programs/cilium/rules/silent/installation';
import { ipamOf } from '../../../programs/cilium/values/agent-config';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { CiliumContext } from '../../goals/cilium/context';
import { Installation, whereOf } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumPodCidr: CiliumRule = {
  id: 'cilium-pod-cidr',
  title: 'Addresses of pods that something else has, or that do not suffice',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'With ipam.mode cluster-pool, Cilium gives each node a block of clusterPoolIPv4PodCIDRList. What is in the pool is routed to pods, so Services, nodes and other networks '
    + 'with the same addresses are not reached. The default pool is 10.0.0.0/8. A pool can get further CIDRs later; a CIDR or the size of the blocks cannot be changed.',
  remediation: 'Set ipam.operator.clusterPoolIPv4PodCIDRList to a CIDR that nothing else has, with enough blocks for the nodes to come.',
  references: ['https://docs.cilium.io/en/stable/network/concepts/ipam/cluster-pool/'],
  * check(context) {
    yield* occurrencesInValues(context, POOL_RULES, 'The pool of the pods\' addresses is the default one, or does not fit its blocks.');
    yield* whereAny(context.installations.flatMap(installation => overlaps(installation, context)), { message: 'The pool of the pods\' addresses overlaps another network.' });
    yield* whereAny(context.installations.flatMap(installation => tooFew(installation, context)), { message: 'The pool has fewer blocks than the cluster has nodes.' });
  },
};

/** The networks that the input shows, with what they are. */
function* networks({ cluster }: CiliumContext): Generator<{ readonly cidr: Cidr; readonly what: string }> {
  for (const { cidrs, name } of cluster.serviceCidrs.values()) for (const { cidr } of cidrs) yield { cidr, what: `the Services (ServiceCIDR ${name}: ${cidr.text})` };
  for (const { name, internalIps } of cluster.nodes.values()) {
    for (const ip of internalIps) {
      const cidr = parseCidr(`${ip.text}/${ip.family === 'ip' ? 32 : 128}`);
      if (cidr) yield { cidr, what: `Node ${name} (${ip.text})` };
    }
  }
  for (const { object, reference } of cluster.cilium.ofCalico('IPPool')) {
    // A pool that is disabled only keeps Calico from masquerading towards it: it is how the way from Calico announces Cilium's addresses.
    const { cidr, disabled } = isPlainObject(object.spec) ? object.spec : {} as Record<string, unknown>;
    const read = typeof cidr === 'string' && disabled !== true ? parseCidr(cidr) : undefined;
    if (read) yield { cidr: read, what: `Calico's ${describeReference(reference)} (${read.text})` };
  }
}

function overlaps(installation: Installation, context: CiliumContext): ConcernedObject[] {
  if (ipamOf(installation.values) !== 'cluster-pool') return [];
  return poolsOf(installation).flatMap(({ path, cidr }) => {
    const other = [...networks(context)].find(network => network.cidr.family === cidr.family && isOverlap(network.cidr, cidr));
    return other ? [whereOf(installation, { field: path, message: `${cidr.text} overlaps ${other.what}` })] : [];
  });
}

function tooFew(installation: Installation, { cluster }: CiliumContext): ConcernedObject[] {
  const { values } = installation;
  if (ipamOf(values) !== 'cluster-pool') return [];
  return (['ip', 'ip6'] as const).flatMap(family => {
    const path = `ipam.operator.clusterPoolIPv${family === 'ip' ? '4' : '6'}MaskSize`;
    const mask = values.integer(path);
    const pools = poolsOf(installation).filter(({ cidr }) => cidr.family === family && mask > cidr.prefixLength);
    const blocks = pools.reduce((sum, { cidr }) => sum + 2 ** (mask - cidr.prefixLength), 0);
    return pools.length > 0 && blocks < cluster.nodes.size
      ? [whereOf(installation, { field: path, message: `${mask} leaves ${blocks} blocks, and the cluster has ${cluster.nodes.size} nodes; expected ${quoted(mask + 1)} or more, or a larger pool` })] : [];
  });
}

function poolsOf({ values }: Installation): { readonly path: string; readonly cidr: Cidr }[] {
  return (['4', '6'] as const).filter(family => values.isTrue(`ipv${family}.enabled`)).flatMap(family => {
    const path = `ipam.operator.clusterPoolIPv${family}PodCIDRList`;
    return values.list(path).flatMap(text => {
      const cidr = parseCidr(String(text));
      return cidr ? [{ path, cidr }] : [];
    });
  });
}

function isOverlap(a: Cidr, b: Cidr): boolean {
  return cidrContains(a, b.text.split('/')[0]) || cidrContains(b, a.text.split('/')[0]);
}
