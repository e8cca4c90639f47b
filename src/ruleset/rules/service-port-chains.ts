import { TableContext } from './context';
import { chainName, endpointNames, ServicePortView } from './service-port';
import { Endpoint } from '../endpoints/endpoints';
import { cidrContains } from '../ip/cidr';
import { destinationAddress, destinationPort, FIB_SOURCE, literal, setReference, sourceAddress } from '../model/expressions';
import {
  ChainVerdict, compare, DROP, goto, match, matchProtocol, Statement, verdict, VerdictStatement,
} from '../model/statements';
import { addressType } from '../model/table';

/** Adds a service port's chains and their rules. */
export function addChains(view: ServicePortView, context: TableContext): void {
  const { chains, endpoints } = view;
  const { builder } = context;
  const withEndpointChains = context.features.endpointChains === 'always' || view.affinityTimeoutSeconds !== undefined;
  const toEndpoint = withEndpointChains ? addEndpointChains(view, context) : undefined;

  if (chains.usesCluster) builder.chain(chainName('service', view));
  if (chains.usesLocal) builder.chain(chainName('local', view));
  if (chains.internal !== undefined) addInternalMasquerade(view, chains.internal, context);
  if (chains.usesExternal) addExternalChain(view, context);
  if (chains.usesFirewall) addFirewallChain(view, context);
  if (chains.usesCluster) addLoadBalancing(chainName('service', view), endpoints.cluster, toEndpoint, view, context);
  if (chains.usesLocal) addLoadBalancing(chainName('local', view), endpoints.local, toEndpoint, view, context);
}

/** Up to 1.35 each Service's chain marks the traffic to its ClusterIP that has to be masqueraded. */
function addInternalMasquerade(view: ServicePortView, chain: string, context: TableContext): void {
  const { builder, family, features, settings, detector, markForMasquerade } = context;
  if (features.clusterIpMasquerade === 'services-chain' || !(settings.masqueradeAll || detector)) return;
  const statements: Statement[] = [match(destinationAddress(family), literal(view.clusterIp))];
  if (features.clusterIpMasquerade === 'service-chain-with-port') {
    statements.push(match(destinationPort(view.port.protocol), literal(view.port.port)));
  }
  if (!settings.masqueradeAll && detector) statements.push(detector.ifNotLocal);
  builder.rule(chain, [...statements, markForMasquerade]);
}

/**
 * Traffic from outside. With the policy Cluster all of it is masqueraded, so that answers come back through this node;
 * with Local it keeps its source address, except that pods and this node are served as if they had used the ClusterIP.
 */
function addExternalChain(view: ServicePortView, { builder, detector, features, markForMasquerade }: TableContext): void {
  const external = chainName('external', view);
  const cluster = chainName('service', view);
  const { externalTarget } = view.chains;
  const fromNode = match(FIB_SOURCE, literal('local'));
  builder.chain(external);
  if (view.externalPolicyLocal) {
    if (detector) builder.rule(external, [detector.ifLocal, verdict(goto(cluster))], 'short-circuit pod traffic');
    builder.rule(external, [fromNode, markForMasquerade], 'masquerade local traffic');
    builder.rule(external, [fromNode, verdict(goto(cluster))], 'short-circuit local traffic');
  } else {
    builder.rule(external, [markForMasquerade], features.masqueradeMark === 'inline' ? 'masquerade' : undefined);
  }
  if (externalTarget !== undefined) builder.rule(external, [verdict(goto(externalTarget))]);
}

/** Drops what comes from outside the source ranges. A node within them may also use the load balancer's address as its source. */
function addFirewallChain(view: ServicePortView, { builder, family, nodeIps }: TableContext): void {
  // A node whose address is not known has the loopback address as its own (upstream: detectNodeIPs).
  const nodeIp = nodeIps.byFamily[family] ?? (family === 'ip' ? '127.0.0.1' : '::1');
  const members = view.sourceRanges.map(range => range.text);
  if (view.sourceRanges.some(range => cidrContains(range, nodeIp))) members.push(...view.loadBalancerVips);
  const firewall = chainName('firewall', view);
  builder.chain(firewall);
  const outside = compare(sourceAddress(family), '!=', { kind: 'anonymous-set', members, compact: false });
  builder.rule(firewall, [outside, verdict(DROP)]);
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
    builder.chain(chain);
    if (features.hairpin === 'endpoint-chain') builder.rule(chain, [match(source, literal(endpoint.address)), markForMasquerade]);
    if (timeoutSeconds !== undefined) {
      builder.set(affinitySet, [addressType(family)], { timeoutSeconds });
      builder.rule(chain, [{ kind: 'set-update', set: affinitySet, key: source }]);
    }
    builder.rule(chain, [protocol, { kind: 'dnat', target: endpoint }]);
    chains.set(endpoint, { goto: goto(chain), affinitySet });
  }
  return chains;
}

/** Spreads the traffic of a chain over endpoints at random, after those that the client's affinity names. */
function addLoadBalancing(
  chain: string, endpoints: readonly Endpoint[], endpointChains: ReadonlyMap<Endpoint, EndpointChain> | undefined,
  view: ServicePortView, { builder, family, features }: TableContext,
): void {
  if (endpointChains) {
    const targets = endpoints.map(endpoint => endpointChains.get(endpoint)!);
    if (view.affinityTimeoutSeconds !== undefined) {
      const source = sourceAddress(family);
      for (const target of targets) builder.rule(chain, [match(source, setReference(target.affinitySet)), gotoStatement(target)]);
    }
    builder.rule(chain, [{ kind: 'numgen-vmap', verdicts: targets.map(target => target.goto) }]);
  } else {
    const single = endpoints.length === 1 && features.singleEndpoint === 'plain';
    const dnat: Statement = single ? { kind: 'dnat', target: endpoints[0] } : { kind: 'numgen-dnat', targets: endpoints };
    builder.rule(chain, [matchProtocol(view.port.protocol), dnat]);
  }
}

function gotoStatement(target: EndpointChain): VerdictStatement {
  return verdict(target.goto);
}
