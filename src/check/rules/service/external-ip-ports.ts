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
  description: 'IPVS mode adds each external IP and load balancer address to kube-ipvs0 of every node and refuses all ports that no Service '
    + 'defines, including NodePorts, and ping. In nftables mode, kube-proxy does not handle these ports: if no network interface of the node has '
    + 'the address, packets are routed to the network, where the device that has the address may answer; otherwise, processes of the node receive '
    + 'them, as in IPVS mode.',
  remediation: 'No action is required unless something depends on the refusal. In that case, filter the other ports of these addresses upstream.',
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-ipvs'],
  topics: ['unused-external-ports'],
  * check(context) {
    const { changed, undecided } = context.changedBy(externalIpPorts.topics!, servedServices(context.cluster).filter(hasExternalAddresses));
    const objects = [
      ...changed.map(({ service, rows }) => ({ object: service, detail: [...new Set(rows.map(({ destination }) => destination.address))].join(', ') })),
      ...undecided.map(object => ({ object, detail: describeAddresses(externalAddresses(object)) })),
    ];
    yield* whereAny(objects, {
      message: 'Nodes currently refuse packets to ports of external addresses that no Service defines; in nftables mode, they route them to the '
        + 'network.',
    });
  },
};
