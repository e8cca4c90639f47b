import { LiveGap, liveGaps } from './live-gaps';
import { GeneratedTable } from './nftables/generate';
import { InputError } from '../base/errors';
import { Table } from './nftables/model/table';
import { parseListing } from './nftables/parse';
import { ListedTable } from './nftables/parse/syntax';
import { toModel } from './nftables/parse/to-model';
import { CLUSTER_IPS, NODEPORT_IPS, SERVICES, TABLE } from './nftables/rules/names';
import { FAMILIES, Family } from '../base/ip/address';
import { PlainObject } from '../base/objects/fields';

/** What rules alone show about the node that has them. */
export interface LiveNode {
  readonly tables: ReadonlyMap<Family, GeneratedTable>;
  /** A Node with the addresses on which NodePorts answer. */
  readonly node: PlainObject;
  /** The range of pods, where the rules tell them from others by it. */
  readonly configuration: PlainObject;
  /** What answers about packets cannot take into account. */
  readonly gaps: readonly LiveGap[];
}

/**
 * Reads the tables of kube-proxy from what nft listed.
 *
 * @param name what messages call the listing
 * @throws InputError where there is neither table, or the listing can't be read
 */
export function readLiveNode(text: string, name: string, nodeName: string): LiveNode {
  const listing = parseListing(text, name);
  const listed = listing.tables.filter(table => table.name === TABLE);
  if (!listed.some(({ family }) => family === 'ip' || family === 'ip6')) {
    throw new InputError(`${name}: has no table ip kube-proxy and no table ip6 kube-proxy; expected the rules of a node whose kube-proxy runs in nftables mode`);
  }
  const tables = new Map(FAMILIES.map(family => [family, { table: tableOf(listed.find(table => table.family === family), family), conflicts: [] }]));
  const all = [...tables.values()].map(({ table }) => table);
  const addresses = all.flatMap(({ sets }) => [...sets.get(NODEPORT_IPS)?.elements.values() ?? []].map(({ key }) => ({ type: 'InternalIP', address: key[0] })));
  return {
    tables,
    node: { apiVersion: 'v1', kind: 'Node', metadata: { name: nodeName }, status: { addresses } },
    configuration: { clusterCIDR: all.flatMap(podRange).join(',') },
    gaps: liveGaps(listing, all),
  };
}

/** A node may lack one of the tables; then nothing happens to its packets. */
function tableOf(listed: ListedTable | undefined, family: Family): Table {
  return listed ? toModel({ ...listed, family }) : { family, name: TABLE, chains: new Map(), sets: new Map(), maps: new Map() };
}

/** The network that the rule about ClusterIPs takes for that of pods. */
function podRange({ chains }: Table): string[] {
  for (const { statements } of chains.get(SERVICES)?.rules ?? []) {
    const isAboutClusterIps = statements.some(statement => statement.kind === 'match' && statement.right.kind === 'set' && statement.right.name === CLUSTER_IPS);
    for (const statement of isAboutClusterIps ? statements : []) {
      if (statement.kind === 'match' && statement.left.kind === 'payload' && statement.left.field === 'saddr' && statement.right.kind === 'literal') {
        return [String(statement.right.value)];
      }
    }
  }
  return [];
}
