import { portEndpointsOf } from '../../../cluster/inventory/service-endpoints';
import { describeAddresses, describePorts, externalAddresses, servedServices } from '../../../cluster/inventory/service-frontends';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const noEndpointsHost: NftablesRule = {
  id: 'no-endpoints-host',
  title: 'External addresses without endpoints refuse the node itself',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['iptables'],
  description: 'While a Service port has no endpoints, iptables mode refuses connections to its external addresses that come from pods or from outside, but '
    + 'lets those of the node\'s own processes go out to the network, where a load balancer of that address may answer. In nftables mode they are refused '
    + 'like all others.',
  remediation: 'Nothing is to be done, unless something else serves the address: then remove the external IP from the Service.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-nftables'],
  * check({ cluster }) {
    const objects = servedServices(cluster).flatMap(object => {
      const addresses = externalAddresses(object);
      if (addresses.length === 0) return [];
      const endpoints = portEndpointsOf(cluster, object)?.filter(({ family }) => addresses.some(address => address.family === family)) ?? [];
      const without = object.ports.filter(port => endpoints.some(entry => entry.port === port && entry.count === 0));
      return without.length === 0 ? [] : [{ object, detail: `${describeAddresses(addresses)}: ${describePorts(without)}` }];
    });
    yield* whereAny(objects, {
      message: 'Connections from nodes to the external addresses of Services without endpoints will be refused; today they leave the node.',
    });
  },
};
