import { deliver } from './delivery';
import { IptablesMode } from './iptables';
import { IpvsMode } from './ipvs';
import { NftablesMode } from './nftables';
import { NodeView } from './node-view';
import { ModeOutcome } from './outcome';
import { ModePacket } from './packet';
import { ModeModel } from './procedure';
import { FactName, FactsAsked, SurroundingFacts, Surroundings } from './surroundings';
import { Family } from '../../base/ip/address';
import { generateTable, RulesetInputs } from '../nftables/generate';
import { Table } from '../nftables/model/table';
import { KubeProxyMode } from '../settings';

/**
 * @param inputs with the settings as the mode reads them
 * @param table the table of nftables mode, where it is made already
 */
export function modeModel(mode: KubeProxyMode, inputs: RulesetInputs, family: Family, table?: Table): ModeModel {
  const view = new NodeView(inputs, family);
  switch (mode) {
    case 'iptables': return { mode, view, procedure: new IptablesMode(view) };
    case 'ipvs': return { mode, view, procedure: new IpvsMode(view) };
    case 'nftables': return { mode, view, procedure: new NftablesMode(view, table ?? generateTable(inputs, family).table) };
  }
}

/** An ordinary node of a cluster whose nodes run kube-proxy in the same mode. */
export function assumedFacts(mode: KubeProxyMode): SurroundingFacts {
  return {
    hostRules: [],
    forwardPolicy: 'accept',
    listeners: [],
    otherNodesInIpvs: mode === 'ipvs',
    destinationOnLan: false,
    loadBalancersAnnounced: false,
    podsRoutedOverLan: false,
    podsMasqueraded: false,
  };
}

const ASSUMED: Readonly<Record<KubeProxyMode, SurroundingFacts>> = {
  iptables: assumedFacts('iptables'), ipvs: assumedFacts('ipvs'), nftables: assumedFacts('nftables'),
};

/**
 * What becomes of a packet, with what is known of the surroundings.
 *
 * @param asked takes the facts that were asked for without being known
 */
export function outcomeOf(model: ModeModel, packet: ModePacket, surroundings: Surroundings, asked?: Set<FactName>): ModeOutcome {
  return deliver(model, packet, new FactsAsked(surroundings, ASSUMED[model.mode], asked));
}
