import { FAMILIES, Family, IpAddress } from '../../base/ip/address';
import { Cidr } from '../../base/ip/cidr';
import { PlainObject } from '../../base/objects/fields';
import { Settings } from '../settings';
import { Table } from './model/table';
import { KeyConflict, TableBuilder } from './model/table-builder';
import { localDetector } from '../node/local-detector';
import { nodePortIps } from '../node/node-port-ips';
import { markForMasquerade, TableContext } from './rules/context';
import { TABLE } from './rules/names';
import { servicePortViews } from './rules/service-port';
import { addChains } from './rules/service-port-chains';
import { addElements } from './rules/service-port-elements';
import { addStaticRuleset } from './rules/static-ruleset';
import { Node, nodeIpsOf } from '../../cluster/served/node';
import { ServedCluster } from '../../cluster/served/served-cluster';
import { Service } from '../../cluster/served/service';
import { isPassedOver } from '../passed-over';
import { Features } from '../versions/features';

const NO_SLICES: readonly never[] = [];

/** All that decides what kube-proxy programs on a node. */
export interface RulesetInputs {
  readonly cluster: ServedCluster;
  readonly node: Node;
  /** The addresses on the node's network interfaces, which decide where NodePorts answer. */
  readonly interfaceIps: readonly IpAddress[];
  /** Whether these are all addresses of the node, and not just those of its Node object. */
  readonly interfacesAreKnown?: boolean;
  /** The networks that the interfaces are connected to, where they are known. No rule depends on them. */
  readonly networks?: readonly Cidr[];
  /** From which address the node sends to an address of its own, where it is another one. No rule depends on them. */
  readonly preferredSources?: ReadonlyMap<string, string>;
  readonly settings: Settings;
  /** What the settings were read from, so that those of another mode can be; empty where it is not known. */
  readonly configuration?: PlainObject;
  readonly features: Features;
}

/** A table and what a reader of it should know. */
export interface GeneratedTable {
  readonly table: Table;
  /** Frontends that two Services claim; which one wins in kube-proxy is random. */
  readonly conflicts: readonly KeyConflict[];
}

/**
 * Generates the tables of both families.
 *
 * @param names the Services that the tables are about; all where they are not given
 */
export function generateTables(inputs: RulesetInputs, names?: ReadonlySet<string>): ReadonlyMap<Family, GeneratedTable> {
  const services = servicesInOrder(inputs).filter(name => names?.has(name) ?? true);
  return new Map(FAMILIES.map(family => [family, generateTable(inputs, family, services)]));
}

/**
 * Generates the table of one family, as kube-proxy leaves it after a full sync.
 *
 * @param services the names of the Services that kube-proxy looks at, in the order in which their chains are made
 */
export function generateTable(inputs: RulesetInputs, family: Family, services = servicesInOrder(inputs)): GeneratedTable {
  const { cluster } = inputs;
  const context = tableContext(inputs, family);
  addStaticRuleset(context);
  for (const name of services) {
    for (const view of servicePortViews(cluster.services.get(name)!, cluster.endpointSlices.get(name) ?? NO_SLICES, context)) {
      addChains(view, context);
      addElements(view, context);
    }
  }
  return { table: context.builder.table, conflicts: context.builder.conflicts };
}

function tableContext({ cluster, node, interfaceIps, settings, features }: RulesetInputs, family: Family): TableContext {
  const nodeIps = nodeIpsOf(node, settings.bindAddress);
  return {
    builder: new TableBuilder(family, TABLE, 'rules for kube-proxy'),
    family,
    features,
    settings,
    nodeName: node.name,
    zone: node.zone,
    nodeIps,
    detector: localDetector(settings, node, family, features),
    nodePortIps: nodePortIps(settings, nodeIps, interfaceIps, family),
    serviceCidrs: features.serviceCidrs ? serviceCidrsOf(cluster, family, features) : [],
    markForMasquerade: markForMasquerade(settings, features),
  };
}

/** `namespace/name` of the Services that kube-proxy looks at, sorted, where kube-proxy has no order. */
export function servicesInOrder({ cluster, features }: RulesetInputs): readonly string[] {
  const isSeen = (service: Service) => service.type !== 'ExternalName' && !isPassedOver('Service', service.labels, features);
  const names: string[] = [];
  for (const [name, service] of cluster.services) if (isSeen(service)) names.push(name);
  return names.sort();
}

function serviceCidrsOf(cluster: ServedCluster, family: Family, features: Features): string[] {
  const ranges = [...cluster.serviceCidrs.values()]
    .filter(serviceCidr => !isPassedOver('ServiceCIDR', serviceCidr.labels, features))
    .flatMap(serviceCidr => serviceCidr.cidrs.filter(range => range.cidr.family === family).map(range => range.text));
  return [...new Set(ranges)];
}
