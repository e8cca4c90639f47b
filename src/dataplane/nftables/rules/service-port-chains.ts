import { TableContext } from './context';
import { ServicePortView } from './service-port';
import { clusterRules, endpointRules, externalRules, firewallRules, localRules, ServicePortParts } from './service-port-rules';
import { Endpoint } from '../../../cluster/served/endpoint';
import { LazyChain } from '../model/lazy-chain';
import { addressType, Rule } from '../model/table';
import { endpointBaseName } from '../naming';

/** Adds a service port's chains. Their rules are made when they are looked at. */
export function addChains(view: ServicePortView, context: TableContext): void {
  const { chains } = view;
  const { builder } = context;
  const withEndpointChains = context.features.endpointChains === 'always' || view.affinityTimeoutSeconds !== undefined;
  const parts: ServicePortParts = { view, context };
  if (withEndpointChains) parts.endpointChains = addEndpointChains(parts);
  for (const [name, make] of [
    [chains.cluster, clusterRules], [chains.local, localRules], [chains.external, externalRules], [chains.firewall, firewallRules],
  ] as const) if (name !== undefined) builder.addChain(new ServicePortChain(name, parts, make));
}

class ServicePortChain extends LazyChain {
  constructor(name: string, private readonly parts: ServicePortParts, private readonly make: (parts: ServicePortParts) => readonly Rule[]) {
    super(name);
  }

  public makeRules(): readonly Rule[] {
    return this.make(this.parts);
  }
}

/** The chain of one endpoint of a service port, and its affinity set where it has one. */
class EndpointChain extends LazyChain {
  constructor(
    name: string, public readonly endpoint: Endpoint, public readonly affinitySet: string | undefined, private readonly parts: ServicePortParts,
  ) {
    super(name);
  }

  public makeRules(): readonly Rule[] {
    return endpointRules(this, this.parts);
  }
}

/** Adds the chain, and with session affinity the set, of each endpoint that can be reached. */
function addEndpointChains(parts: ServicePortParts): readonly EndpointChain[] {
  const { view, context: { builder, family } } = parts;
  const timeoutSeconds = view.affinityTimeoutSeconds;
  return view.endpoints.reachable.map(endpoint => {
    const base = endpointBaseName(view.name, endpoint.address, endpoint.port);
    const affinitySet = timeoutSeconds === undefined ? undefined : `affinity-${base}`;
    if (affinitySet !== undefined) builder.set(affinitySet, [addressType(family)], { timeoutSeconds });
    const chain = new EndpointChain(`endpoint-${base}`, endpoint, affinitySet, parts);
    builder.addChain(chain);
    return chain;
  });
}
