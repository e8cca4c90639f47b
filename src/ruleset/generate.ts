import { ClusterState } from './intake/cluster-state';
import { isPassedOver } from './intake/labels';
import { Node, nodeIpsOf } from './intake/node';
import { Service } from './intake/service';
import { Settings } from './intake/settings';
import { Family, IpAddress } from './ip/address';
import { Table } from './model/table';
import { KeyConflict, TableBuilder } from './model/table-builder';
import { localDetector } from './node/local-detector';
import { nodePortIps } from './node/node-port-ips';
import { markForMasquerade, TableContext } from './rules/context';
import { TABLE } from './rules/names';
import { servicePortViews } from './rules/service-port';
import { addChains } from './rules/service-port-chains';
import { addElements } from './rules/service-port-elements';
import { addStaticRuleset } from './rules/static-ruleset';
import { Features } from './versions/features';

/** All that decides what kube-proxy programs on a node. */
export interface RulesetInputs {
  readonly cluster: ClusterState;
  readonly node: Node;
  /** The addresses on the node's network interfaces, which decide where NodePorts answer. */
  readonly interfaceIps: readonly IpAddress[];
  readonly settings: Settings;
  readonly features: Features;
}

/** A table and what a reader of it should know. */
export interface GeneratedTable {
  readonly table: Table;
  /** Frontends that two Services claim; in kube-proxy it is left to chance which one wins. */
  readonly conflicts: readonly KeyConflict[];
}

/**
 * Generates the table of one family, as kube-proxy leaves it after a full sync. Services are taken in the order of
 * their names, where kube-proxy has none.
 */
export function generateTable(inputs: RulesetInputs, family: Family): GeneratedTable {
  const context = tableContext(inputs, family);
  addStaticRuleset(context);
  for (const service of servicesInOrder(inputs)) {
    const slices = inputs.cluster.endpointSlices.get(`${service.namespace}/${service.name}`) ?? [];
    for (const view of servicePortViews(service, slices, context)) {
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

function servicesInOrder({ cluster, features }: RulesetInputs): Service[] {
  return [...cluster.services]
    .filter(([, service]) => service.type !== 'ExternalName' && !isPassedOver('Service', service.labels, features))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, service]) => service);
}

function serviceCidrsOf(cluster: ClusterState, family: Family, features: Features): string[] {
  const ranges = cluster.serviceCidrs
    .filter(serviceCidr => !isPassedOver('ServiceCIDR', serviceCidr.labels, features))
    .flatMap(serviceCidr => serviceCidr.cidrs.filter(range => range.cidr.family === family).map(range => range.text));
  return [...new Set(ranges)];
}
