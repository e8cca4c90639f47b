import { TableContext } from './context';
import { endpointNames, ServicePortView } from './service-port';
import { cidrContains } from '../../../base/ip/cidr';
import { Endpoint } from '../../../cluster/served/endpoint';
import { destinationAddress, destinationPort, FIB_SOURCE, literal, setReference, sourceAddress } from '../model/expressions';
import {
  ChainVerdict, compare, DROP, goto, match, matchProtocol, Statement, verdict, VerdictStatement,
} from '../model/statements';
import { addressType, Chain } from '../model/table';
import { addRule } from '../model/table-builder';

/** Adds a service port's chains and their rules. */
export function addChains(view: ServicePortView, context: TableContext): void {
  const { chains, endpoints } = view;
  const { builder } = context;
  const withEndpointChains = context.features.endpointChains === 'always' || view.affinityTimeoutSeconds !== undefined;
  const toEndpoint = withEndpointChains ? addEndpointChains(view, context) : undefined;

  const cluster = chains.cluster === undefined ? undefined : builder.chain(chains.cluster);
  const local = chains.local === undefined ? undefined : builder.chain(chains.local);
  const internal = chains.internalTarget === undefined ? undefined : chains.internalTarget === chains.local ? local : cluster;
  if (internal) addInternalMasquerade(view, internal, context);
  if (chains.external !== undefined) addExternalChain(view, builder.chain(chains.external), context);
  if (chains.firewall !== undefined) addFirewallChain(view, builder.chain(chains.firewall), context);
  if (cluster) addLoadBalancing(cluster, endpoints.cluster, toEndpoint, view, context);
  if (local) addLoadBalancing(local, endpoints.local, toEndpoint, view, context);
}

/** Up to 1.35 each Service's chain marks the traffic to its ClusterIP that has to be masqueraded. */
function addInternalMasquerade(view: ServicePortView, chain: Chain, context: TableContext): void {
  const { family, features, settings, detector, markForMasquerade } = context;
  if (features.clusterIpMasquerade === 'services-chain' || !(settings.masqueradeAll || detector)) return;
  const statements: Statement[] = [match(destinationAddress(family), literal(view.clusterIp))];
  if (features.clusterIpMasquerade === 'service-chain-with-port') {
    statements.push(match(destinationPort(view.port.protocol), literal(view.port.port)));
  }
  if (!settings.masqueradeAll && detector) statements.push(detector.ifNotLocal);
  addRule(chain, [...statements, markForMasquerade], settings.masqueradeAll ? 'masquerade-all' : 'masquerade-cluster-ip');
}

/**
 * Traffic from outside. With the policy Cluster all of it is masqueraded, so that answers come back through this node;
 * with Local it keeps its source address, except that pods and this node are served as if they had used the ClusterIP.
 */
function addExternalChain(view: ServicePortView, external: Chain, { detector, features, markForMasquerade }: TableContext): void {
  const { cluster, externalTarget } = view.chains;
  if (view.externalPolicyLocal) {
    // Where any endpoint may serve, one may by the policy Cluster: with this chain there is always that one.
    const toCluster = verdict(goto(cluster!));
    const fromNode = match(FIB_SOURCE, literal('local'));
    if (detector) addRule(external, [detector.ifLocal, toCluster], 'short-circuit', 'short-circuit pod traffic');
    addRule(external, [fromNode, markForMasquerade], 'masquerade-from-node', 'masquerade local traffic');
    addRule(external, [fromNode, toCluster], 'short-circuit', 'short-circuit local traffic');
  } else {
    addRule(external, [markForMasquerade], 'external', features.masqueradeMark === 'inline' ? 'masquerade' : undefined);
  }
  if (externalTarget !== undefined) addRule(external, [verdict(goto(externalTarget))], 'external-endpoints');
}

/** Drops what comes from outside the source ranges. A node within them may also use the load balancer's address as its source. */
function addFirewallChain(view: ServicePortView, firewall: Chain, { family, nodeIps }: TableContext): void {
  // A node whose address is not known has the loopback address as its own (upstream: detectNodeIPs).
  const nodeIp = nodeIps.byFamily[family] ?? (family === 'ip' ? '127.0.0.1' : '::1');
  const members = view.sourceRanges.map(range => range.text);
  if (view.sourceRanges.some(range => cidrContains(range, nodeIp))) members.push(...view.loadBalancerVips);
  const outside = compare(sourceAddress(family), '!=', { kind: 'anonymous-set', members, compact: false });
  addRule(firewall, [outside, verdict(DROP)], 'firewall');
}

/** How to reach an endpoint that has a chain of its own. */
interface EndpointChain {
  readonly goto: ChainVerdict;
  readonly affinitySet: string;
}

/** Adds the chain, and with session affinity the set, of each endpoint that can be reached. */
function addEndpointChains(view: ServicePortView, context: TableContext): ReadonlyMap<Endpoint, EndpointChain> {
  const { builder, family, features, markForMasquerade } = context;
  const source = sourceAddress(family);
  const protocol = matchProtocol(view.port.protocol);
  const timeoutSeconds = view.affinityTimeoutSeconds;
  const chains = new Map<Endpoint, EndpointChain>();
  for (const endpoint of view.endpoints.reachable) {
    const { chain, affinitySet } = endpointNames(view.name, endpoint);
    const endpointChain = builder.chain(chain);
    if (features.hairpin === 'endpoint-chain') addRule(endpointChain, [match(source, literal(endpoint.address)), markForMasquerade], 'hairpin');
    if (timeoutSeconds !== undefined) {
      builder.set(affinitySet, [addressType(family)], { timeoutSeconds });
      addRule(endpointChain, [{ kind: 'set-update', set: affinitySet, key: source }], 'remember-client');
    }
    addRule(endpointChain, [protocol, { kind: 'dnat', target: endpoint }], 'endpoint');
    chains.set(endpoint, { goto: goto(chain), affinitySet });
  }
  return chains;
}

/** Spreads the traffic of a chain over endpoints at random, after those that the client's affinity names. */
function addLoadBalancing(
  chain: Chain, endpoints: readonly Endpoint[], endpointChains: ReadonlyMap<Endpoint, EndpointChain> | undefined,
  view: ServicePortView, { family, features }: TableContext,
): void {
  if (endpointChains) {
    const targets = endpoints.map(endpoint => endpointChains.get(endpoint)!);
    if (view.affinityTimeoutSeconds !== undefined) {
      const source = sourceAddress(family);
      for (const target of targets) addRule(chain, [match(source, setReference(target.affinitySet)), gotoStatement(target)], 'affinity');
    }
    addRule(chain, [{ kind: 'numgen-vmap', verdicts: targets.map(target => target.goto) }], 'load-balancing');
  } else {
    const single = endpoints.length === 1 && features.singleEndpoint === 'plain';
    const dnat: Statement = single ? { kind: 'dnat', target: endpoints[0] } : { kind: 'numgen-dnat', targets: endpoints };
    addRule(chain, [matchProtocol(view.port.protocol), dnat], 'load-balancing');
  }
}

function gotoStatement(target: EndpointChain): VerdictStatement {
  return verdict(target.goto);
}
