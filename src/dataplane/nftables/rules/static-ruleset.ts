import { addBaseChains } from './base-chains';
import { TableContext } from './context';
import {
  CLUSTER_IPS, CLUSTER_IPS_CHECK, FIREWALL_CHECK, FIREWALL_IPS, HAIRPIN_CONNECTIONS, MARK_FOR_MASQUERADE, MASQUERADING, NO_ENDPOINT_NODEPORTS,
  NO_ENDPOINT_SERVICES, NODEPORT_ENDPOINTS_CHECK, NODEPORT_IPS, REJECT_CHAIN, SERVICE_ENDPOINTS_CHECK, SERVICE_IPS, SERVICE_NODEPORTS, SERVICES,
} from './names';
import { Family } from '../../../base/ip/address';
import {
  bitwise, concatenation, CT_STATUS, destinationAddress, FIB_DESTINATION, L4PROTO, literal, MARK, setReference, sourceAddress,
  TRANSPORT_DESTINATION_PORT,
} from '../model/expressions';
import { compare, DROP, MASQUERADE, Match, match, REJECT, RETURN, setMark, verdict, vmap } from '../model/statements';
import { addressType, DataType } from '../model/table';
import { addRule, RuleList } from '../model/table-builder';

/** Adds what every ruleset has, whatever the Services are (upstream: setupNFTables). */
export function addStaticRuleset(context: TableContext): void {
  addBaseChains(context.builder, context.features);
  addSetsAndMaps(context);
  addMasquerading(context);
  addClusterIpsCheck(context);
  addEndpointsChecks(context);
  addFirewallCheck(context);
  addServices(context);
}

function addSetsAndMaps({ builder, family, features, nodePortIps }: TableContext): void {
  const address = addressType(family);
  const frontend: DataType[] = [address, 'inet_proto', 'inet_service'];
  const nodePort: DataType[] = ['inet_proto', 'inet_service'];
  if (features.hairpin === 'set') {
    builder.set(HAIRPIN_CONNECTIONS, [address, ...frontend], { comment: 'service hairpin connections' });
  }
  builder.set(CLUSTER_IPS, [address], { comment: 'Active ClusterIPs' });
  if (nodePortIps !== 'any') {
    builder.set(NODEPORT_IPS, [address], { comment: 'IPs that accept NodePort traffic' });
    for (const ip of nodePortIps) builder.setElement(NODEPORT_IPS, [ip]);
  }
  builder.map(NO_ENDPOINT_SERVICES, frontend, 'vmap to drop or reject packets to services with no endpoints');
  builder.map(NO_ENDPOINT_NODEPORTS, nodePort, 'vmap to drop or reject packets to service nodeports with no endpoints');
  builder.map(FIREWALL_IPS, frontend, 'destinations that are subject to LoadBalancerSourceRanges');
  builder.map(SERVICE_IPS, frontend, 'ClusterIP, ExternalIP and LoadBalancer IP traffic');
  builder.map(SERVICE_NODEPORTS, nodePort, 'NodePort traffic');
}

function addMasquerading({ builder, family, features, settings }: TableContext): void {
  const mark = settings.masqueradeMark;
  const clearMark = setMark(bitwise(MARK, 'xor', mark));
  const masquerading = builder.chain(MASQUERADING);
  if (features.masqueradeMark === 'inline') {
    addRule(masquerading, [compare(bitwise(MARK, 'and', mark), '!=', literal(0)), clearMark, MASQUERADE], 'masquerade');
  } else {
    const markForMasquerade = builder.chain(MARK_FOR_MASQUERADE);
    addRule(markForMasquerade, [setMark(bitwise(MARK, 'or', mark))], 'mark');
    addRule(masquerading, [compare(bitwise(MARK, 'and', mark), '==', literal(0)), verdict(RETURN)], 'unmarked');
    addRule(masquerading, [clearMark], 'clear-mark');
    addRule(masquerading, [MASQUERADE], 'masquerade');
  }
  if (features.hairpin === 'set') {
    const connection = concatenation(sourceAddress(family), destinationAddress(family), L4PROTO, TRANSPORT_DESTINATION_PORT);
    addRule(masquerading, [match(CT_STATUS, literal('dnat')), match(connection, setReference(HAIRPIN_CONNECTIONS)), MASQUERADE], 'hairpin-connections');
  }
}

/** A ClusterIP answers on its Service's ports alone; addresses of the service ranges that no Service has are dropped. */
function addClusterIpsCheck({ builder, family, serviceCidrs }: TableContext): void {
  const destination = destinationAddress(family);
  const check = builder.chain(CLUSTER_IPS_CHECK);
  addRule(check, [match(destination, setReference(CLUSTER_IPS)), REJECT], 'undefined-port', 'Reject traffic to invalid ports of ClusterIPs');
  if (serviceCidrs.length > 0) {
    const ranges = match(destination, { kind: 'anonymous-set', members: serviceCidrs, compact: true });
    addRule(check, [ranges, verdict(DROP)], 'unallocated', 'Drop traffic to unallocated ClusterIPs');
  }
}

function addEndpointsChecks(context: TableContext): void {
  const { builder, family, nodePortIps } = context;
  const reject = builder.chain(REJECT_CHAIN, { comment: 'helper for @no-endpoint-services / @no-endpoint-nodeports' });
  addRule(reject, [REJECT], 'reject');
  const serviceCheck = builder.chain(SERVICE_ENDPOINTS_CHECK);
  addRule(serviceCheck, [vmap(frontendKey(family), NO_ENDPOINT_SERVICES)], 'no-endpoints');
  const nodePortCheck = builder.chain(NODEPORT_ENDPOINTS_CHECK);
  const toNodePort = nodePortIps === 'any' ? NOT_LOCALHOST[family] : toNodePortIps(family);
  addRule(nodePortCheck, [toNodePort, vmap(NODE_PORT_KEY, NO_ENDPOINT_NODEPORTS)], 'no-endpoints');
}

function addFirewallCheck({ builder, family }: TableContext): void {
  const check = builder.chain(FIREWALL_CHECK);
  addRule(check, [vmap(frontendKey(family), FIREWALL_IPS)], 'source-range-lookup');
}

function addServices(context: TableContext): void {
  const { builder, family, nodePortIps } = context;
  const services = builder.chain(SERVICES);
  if (context.features.clusterIpMasquerade === 'services-chain') addClusterIpMasquerade(services, context);
  addRule(services, [vmap(frontendKey(family), SERVICE_IPS)], 'service');
  const toNodePort = nodePortIps === 'any' ? [match(FIB_DESTINATION, literal('local')), NOT_LOCALHOST[family]] : [toNodePortIps(family)];
  addRule(services, [...toNodePort, vmap(NODE_PORT_KEY, SERVICE_NODEPORTS)], 'service');
}

function addClusterIpMasquerade(services: RuleList, { family, settings, detector, markForMasquerade }: TableContext): void {
  const toClusterIp = match(destinationAddress(family), setReference(CLUSTER_IPS));
  if (settings.masqueradeAll) {
    addRule(services, [toClusterIp, markForMasquerade], 'masquerade-all', 'masquerade all clusterIP traffic');
  } else if (detector) {
    addRule(services, [toClusterIp, detector.ifNotLocal, markForMasquerade], 'masquerade-cluster-ip', 'masquerade clusterIP traffic from outside cluster');
  }
}

const NODE_PORT_KEY = concatenation(L4PROTO, TRANSPORT_DESTINATION_PORT);

const NOT_LOCALHOST: Record<Family, Match> = {
  ip: compare(destinationAddress('ip'), '!=', literal('127.0.0.0/8')),
  ip6: compare(destinationAddress('ip6'), '!=', literal('::1')),
};

/** `ip daddr . meta l4proto . th dport`: the key of the maps of frontends. */
function frontendKey(family: Family) {
  return concatenation(destinationAddress(family), L4PROTO, TRANSPORT_DESTINATION_PORT);
}

function toNodePortIps(family: Family): Match {
  return match(destinationAddress(family), setReference(NODEPORT_IPS));
}
