import { describePorts, servedServices } from '../../../cluster/inventory/service-frontends';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

const DNS = 53;

export const udpServices: NftablesRule = {
  id: 'udp-services',
  title: 'UDP flows stay with their endpoint in another way',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'IPVS moves a UDP flow to another endpoint as soon as its endpoint is no longer ready, and keeps an idle flow for 300 s. In nftables '
    + 'mode a flow stays with its endpoint while that one still serves, though it terminates, and is idle for no more than 30 s, or 120 s where both sides '
    + 'have sent; then the next packet chooses anew. After the last endpoint has gone, a flow that goes on keeps to the dead address, while IPVS refuses '
    + 'it. Services whose only UDP port is 53, such as kube-dns, are not named: a DNS query is one exchange.',
  remediation: 'Nothing is to be done for single exchanges. For long flows (SIP, QUIC, VPN, game servers) raise conntrack.udpTimeout or '
    + 'conntrack.udpStreamTimeout above the longest pause, and let endpoints that terminate fail their readiness.',
  references: ['https://kep.k8s.io/1669', 'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/'],
  * check({ cluster }) {
    const objects = servedServices(cluster).flatMap(object => {
      const ports = object.ports.filter(({ protocol, port }) => protocol === 'udp' && port !== DNS);
      return ports.length === 0 ? [] : [{ object, detail: describePorts(ports) }];
    });
    yield* whereAny(objects, { message: 'When UDP flows change their endpoint is decided by conntrack instead of IPVS.' });
  },
};
