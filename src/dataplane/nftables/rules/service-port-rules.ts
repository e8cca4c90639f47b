import { TableContext } from './context';
import { ServicePortView } from './service-port';
import { cidrContains } from '../../../base/ip/cidr';
import { Endpoint } from '../../../cluster/served/endpoint';
import { destinationAddress, destinationPort, FIB_SOURCE, literal, setReference, sourceAddress } from '../model/expressions';
import { compare, DROP, goto, match, matchProtocol, Statement, verdict } from '../model/statements';
import { Rule } from '../model/table';
import { addRule, RuleList } from '../model/table-builder';

/** What the rules in the chains of a service port are made from. */
export interface ServicePortParts {
  readonly view: ServicePortView;
  readonly context: TableContext;
  /** In the order of the endpoints that can be reached; undefined where endpoints have no chains of their own. */
  endpointChains?: readonly NamesOfEndpoint[];
}

/** An endpoint that has a chain of its own. */
export interface NamesOfEndpoint {
  readonly endpoint: Endpoint;
  /** The name of its chain. */
  readonly name: string;
  readonly affinitySet?: string;
}

/** The rules of the chain that spreads traffic by the policy Cluster. */
export function clusterRules(parts: ServicePortParts): readonly Rule[] {
  const { chains, endpoints } = parts.view;
  return servingRules(parts, endpoints.cluster, chains.internalTarget === chains.cluster);
}

/** The rules of the chain that spreads traffic by the policy Local. */
export function localRules(parts: ServicePortParts): readonly Rule[] {
  const { chains, endpoints } = parts.view;
  return servingRules(parts, endpoints.local, chains.internalTarget === chains.local);
}

function servingRules(parts: ServicePortParts, endpoints: readonly Endpoint[], isInternal: boolean): readonly Rule[] {
  const list: RuleList = { rules: [] };
  if (isInternal) addInternalMasquerade(list, parts);
  addLoadBalancing(list, endpoints, parts);
  return list.rules;
}

/** Up to 1.35 each Service's chain marks the traffic to its ClusterIP that has to be masqueraded. */
function addInternalMasquerade(list: RuleList, { view, context }: ServicePortParts): void {
  const { family, features, settings, detector, markForMasquerade } = context;
  if (features.clusterIpMasquerade === 'services-chain' || !(settings.masqueradeAll || detector)) return;
  const statements: Statement[] = [match(destinationAddress(family), literal(view.clusterIp))];
  if (features.clusterIpMasquerade === 'service-chain-with-port') {
    statements.push(match(destinationPort(view.port.protocol), literal(view.port.port)));
  }
  if (!settings.masqueradeAll && detector) statements.push(detector.ifNotLocal);
  statements.push(markForMasquerade);
  addRule(list, statements, settings.masqueradeAll ? 'masquerade-all' : 'masquerade-cluster-ip');
}

/** Spreads the traffic of a chain over endpoints at random, after those that the client's affinity names. */
function addLoadBalancing(list: RuleList, endpoints: readonly Endpoint[], { view, context, endpointChains }: ServicePortParts): void {
  const { family, features } = context;
  if (endpointChains) {
    const targets = chainsOf(endpoints, view.endpoints.reachable, endpointChains);
    if (view.affinityTimeoutSeconds !== undefined) {
      const source = sourceAddress(family);
      for (const { name, affinitySet } of targets) addRule(list, [match(source, setReference(affinitySet!)), verdict(goto(name))], 'affinity');
    }
    addRule(list, [{ kind: 'numgen-vmap', verdicts: targets.map(({ name }) => goto(name)) }], 'load-balancing');
  } else {
    const single = endpoints.length === 1 && features.singleEndpoint === 'plain';
    const dnat: Statement = single ? { kind: 'dnat', target: endpoints[0] } : { kind: 'numgen-dnat', targets: endpoints };
    addRule(list, [matchProtocol(view.port.protocol), dnat], 'load-balancing');
  }
}

function chainsOf(
  endpoints: readonly Endpoint[], reachable: readonly Endpoint[], endpointChains: readonly NamesOfEndpoint[],
): readonly NamesOfEndpoint[] {
  if (endpoints === reachable) return endpointChains;
  const byEndpoint = new Map(endpointChains.map(chain => [chain.endpoint, chain]));
  return endpoints.map(endpoint => byEndpoint.get(endpoint)!);
}

/**
 * Traffic from outside. With the policy Cluster all of it is masqueraded, so that answers come back through this node;
 * with Local it keeps its source address, except that pods and this node are served as if they had used the ClusterIP.
 */
export function externalRules({ view, context: { detector, features, markForMasquerade } }: ServicePortParts): readonly Rule[] {
  const list: RuleList = { rules: [] };
  const { cluster, externalTarget } = view.chains;
  if (view.externalPolicyLocal) {
    // Where any endpoint may serve, one may by the policy Cluster: with this chain there is always that one.
    const toCluster = verdict(goto(cluster!));
    const fromNode = match(FIB_SOURCE, literal('local'));
    if (detector) addRule(list, [detector.ifLocal, toCluster], 'short-circuit', 'short-circuit pod traffic');
    addRule(list, [fromNode, markForMasquerade], 'masquerade-from-node', 'masquerade local traffic');
    addRule(list, [fromNode, toCluster], 'short-circuit', 'short-circuit local traffic');
  } else {
    addRule(list, [markForMasquerade], 'external', features.masqueradeMark === 'inline' ? 'masquerade' : undefined);
  }
  if (externalTarget !== undefined) addRule(list, [verdict(goto(externalTarget))], 'external-endpoints');
  return list.rules;
}

/** Drops what comes from outside the source ranges. A node within them may also use the load balancer's address as its source. */
export function firewallRules({ view, context: { family, nodeIps } }: ServicePortParts): readonly Rule[] {
  // A node whose address is not known has the loopback address as its own (upstream: detectNodeIPs).
  const nodeIp = nodeIps.byFamily[family] ?? (family === 'ip' ? '127.0.0.1' : '::1');
  const members = view.sourceRanges.map(range => range.text);
  if (view.sourceRanges.some(range => cidrContains(range, nodeIp))) members.push(...view.loadBalancerVips);
  const outside = compare(sourceAddress(family), '!=', { kind: 'anonymous-set', members, compact: false });
  return [{ statements: [outside, verdict(DROP)], purpose: 'firewall' }];
}

/** The rules of the chain that an endpoint has of its own. */
export function endpointRules({ endpoint, affinitySet }: NamesOfEndpoint, { view, context }: ServicePortParts): readonly Rule[] {
  const { family, features, markForMasquerade } = context;
  const list: RuleList = { rules: [] };
  const source = sourceAddress(family);
  if (features.hairpin === 'endpoint-chain') addRule(list, [match(source, literal(endpoint.address)), markForMasquerade], 'hairpin');
  if (affinitySet !== undefined) addRule(list, [{ kind: 'set-update', set: affinitySet, key: source }], 'remember-client');
  addRule(list, [matchProtocol(view.port.protocol), { kind: 'dnat', target: endpoint }], 'endpoint');
  return list.rules;
}
