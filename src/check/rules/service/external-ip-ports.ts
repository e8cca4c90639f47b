import { describeAddresses, externalAddresses, hasExternalAddresses, servedServices } from '../../../cluster/inventory/service-frontends';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

export const externalIpPorts: NftablesRule = {
  id: 'external-ip-ports',
  title: 'External addresses no longer refuse other ports',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'IPVS mode puts each external IP and load balancer\'s address on kube-ipvs0 of every node, and refuses all ports that no Service defines there, '
    + 'NodePorts and ping among them. In nftables mode kube-proxy has nothing to do with these ports: if the address is on no network card of the '
    + 'node, packets are routed to the network, where the device that holds the address may answer; if it is on one, the node\'s processes get '
    + 'them, as they do today.',
  remediation: 'Nothing is to be done, unless something counts on the refusal: then filter the other ports of the addresses on the way to them.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-ipvs'],
  * check({ cluster }) {
    const objects = servedServices(cluster).filter(hasExternalAddresses)
      .map(object => ({ object, detail: describeAddresses(externalAddresses(object)) }));
    yield* whereAny(objects, {
      message: 'Nodes refuse packets to ports of external addresses that no Service defines; in nftables mode they route them to the network.',
    });
  },
};
