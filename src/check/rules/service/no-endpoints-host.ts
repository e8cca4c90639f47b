import { portEndpointsOf } from '../../../cluster/inventory/service-endpoints';
import { describeAddresses, describePorts, externalAddresses, servedServices } from '../../../cluster/inventory/service-frontends';
import { ServicePort } from '../../../cluster/served/service';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { ChangedService } from '../../goals/nftables/behavior/mode-changes';
import { NftablesRule } from '../../goals/nftables/rule';

export const noEndpointsHost: NftablesRule = {
  id: 'no-endpoints-host',
  title: 'External addresses without endpoints refuse connections from nodes',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['iptables'],
  description: 'While a Service port has no endpoints, iptables mode refuses connections from pods and from outside to its external addresses, '
    + 'but lets connections of the node\'s own processes out to the network, where a load balancer with that address may answer. nftables mode '
    + 'refuses them like all others.',
  remediation: 'No action is required unless something else serves the address. In that case, remove the external IP from the Service.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-nftables'],
  topics: ['no-endpoints'],
  * check(context) {
    const { cluster } = context;
    const { changed, undecided } = context.changedBy(noEndpointsHost.topics!, servedServices(cluster));
    const objects = [...changed.map(changedPorts), ...undecided.flatMap(object => {
      const addresses = externalAddresses(object);
      if (addresses.length === 0) return [];
      const endpoints = portEndpointsOf(cluster, object)?.filter(({ family }) => addresses.some(address => address.family === family)) ?? [];
      const without = object.ports.filter(port => endpoints.some(entry => entry.port === port && entry.count === 0));
      return without.length === 0 ? [] : [{ object, detail: `${describeAddresses(addresses)}: ${describePorts(without)}` }];
    })];
    yield* whereAny(objects, {
      message: 'Connections from nodes to the external addresses of Services without endpoints will be refused; currently, they leave the node.',
    });
  },
};

function changedPorts({ service, rows }: ChangedService): ConcernedObject {
  const addresses = [...new Set(rows.map(({ destination }) => destination.address))].join(', ');
  const ports = [...new Set(rows.map(({ destination }) => destination.served!.port))] as ServicePort[];
  return { object: service, detail: `${addresses}: ${describePorts(ports)}` };
}
