import { parseIp } from '../../../base/ip/address';
import { Service } from '../../../cluster/served/service';
import { RulesetInputs } from '../../nftables/generate';
import { SurroundingFacts } from '../surroundings';

/**
 * Addresses that a node may have beside those of its Node object, where nobody has looked: of the ranges for benchmarks and
 * documentation, and of a link.
 */
const FURTHER_ADDRESSES = ['198.19.255.254', '2001:db8:ffff:ffff::fffe', 'fe80::1'].map(text => parseIp(text)!);

/** What is supposed along with them. */
export const FURTHER_SURROUNDINGS: Partial<SurroundingFacts> = { destinationOnLan: true, podsRoutedOverLan: true };

export function isFurtherAddress(address: string): boolean {
  return FURTHER_ADDRESSES.some(({ text }) => text === address);
}

/** A node that has one more address of each kind. */
export function withFurtherAddresses(inputs: RulesetInputs): RulesetInputs {
  return { ...inputs, interfacesAreKnown: true, interfaceIps: [...inputs.interfaceIps, ...FURTHER_ADDRESSES] };
}

/** The same with the Services alone for which addresses of the node, and its networks, matter. */
export function withExternalServices(inputs: RulesetInputs): RulesetInputs {
  const services = [...inputs.cluster.services].filter(([, service]) => hasExternalFrontends(service));
  return { ...inputs, cluster: { ...inputs.cluster, services: new Map(services) } };
}

function hasExternalFrontends({ ports, externalIps, loadBalancerVips }: Service): boolean {
  return externalIps.length > 0 || loadBalancerVips.length > 0 || ports.some(({ nodePort }) => nodePort !== 0);
}
