import { EndpointSlice } from './endpoint-slice';
import { Node } from './node';
import { Pod } from './pod';
import { Service } from './service';
import { ServiceCidr } from './service-cidr';
import { InputError, quoted } from '../../base/errors';
import { didYouMean } from '../../base/text/suggest';

/** What kube-proxy sees of a cluster, reduced to what it takes from the objects. */
export interface ServedCluster {
  /** By name. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** By `namespace/name`. */
  readonly services: ReadonlyMap<string, Service>;
  /** By `namespace/name` of the Service that they belong to. */
  readonly endpointSlices: ReadonlyMap<string, readonly EndpointSlice[]>;
  /** By name. */
  readonly serviceCidrs: ReadonlyMap<string, ServiceCidr>;
  /** The pods that have an address, by `namespace/name`. They decide no rule, but tell whose traffic is meant. */
  readonly pods: ReadonlyMap<string, Pod>;
}

/**
 * The Node of a name.
 *
 * @throws InputError that lists the Nodes that there are
 */
export function nodeOfName({ nodes }: Pick<ServedCluster, 'nodes'>, name: string): Node {
  const node = nodes.get(name);
  if (!node) throw new InputError(`there is no Node ${quoted(name)}: the input has ${listed([...nodes.keys()].sort(), name)}`);
  return node;
}

function listed(names: readonly string[], wanted: string): string {
  const MOST = 20;
  if (names.length === 0) return 'none';
  return names.length > MOST ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more${didYouMean(wanted, names)}` : names.join(', ');
}
