import { NodeDecision } from './decision';
import { cidrContains, isLoopback, parseCidr } from '../../../../base/ip/cidr';
import { NodeFacts } from '../../../../cluster/facts/node-facts';
import { Node, nodeIpsOf } from '../../../../cluster/served/node';

const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'].flatMap(text => parseCidr(text) ?? []);

/** Addresses that NodePorts answer on without nodePortAddresses in the modes iptables and IPVS, but not in nftables mode. */
function otherAddresses(facts: NodeFacts, node: Node | undefined): string[] | undefined {
  const addresses = facts.addresses;
  if (!addresses || !node) return undefined;
  const primary = Object.values(nodeIpsOf(node).byFamily);
  return addresses
    .filter(({ address }) => !primary.includes(address) && !isLoopback(address) && !LINK_LOCAL.some(cidr => cidrContains(cidr, address)))
    .map(({ address, interfaceName }) => `${address} (${interfaceName})`);
}

export const nodePortAddresses: NodeDecision = {
  decidedBy: ['addresses'],
  decide({ facts, node }) {
    const others = otherAddresses(facts, node);
    return others && others.length > 0 && `also has ${others.join(', ')}`;
  },
};

/** Whether a device of the node's network would have to be found by ARP: then the address is in the subnet of one of its interfaces. */
export const externalIpArp: NodeDecision = {
  decidedBy: ['addresses'],
  decide({ facts, context: { cluster } }) {
    const addresses = facts.addresses;
    if (!addresses) return undefined;
    const external = new Set([...cluster.services.values()].flatMap(service => [...service.externalIps, ...service.loadBalancerVips])
      .filter(({ family }) => family === 'ip').map(({ text }) => text));
    const own = new Set(addresses.map(({ address }) => address));
    const found = addresses.flatMap(({ cidr, interfaceName, address }) => {
      const subnet = isLoopback(address) ? undefined : parseCidr(cidr);
      return subnet && subnet.family === 'ip' && subnet.prefixLength < 32
        ? [...external].filter(ip => !own.has(ip) && cidrContains(subnet, ip)).map(ip => `${ip} is in the network of ${interfaceName} (${cidr})`)
        : [];
    });
    return found.length > 0 && found.join('; ');
  },
};
