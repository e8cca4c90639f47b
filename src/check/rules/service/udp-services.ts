import { describePorts, servedServices } from '../../../cluster/inventory/service-frontends';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { NftablesRule } from '../../goals/nftables/rule';

const DNS = 53;

/**
 * The first minor that deletes conntrack entries of Services without endpoints again (kubernetes#139628, fixed by #139629), which 1.32
 * had stopped to do (#127318). Entries of NodePorts stay.
 */
const CLEANUP_MINOR = 37;

const NOTHING = 'No action is required for single exchanges. For long flows (SIP, QUIC, VPN, game servers), ';
const READINESS = 'let terminating endpoints fail their readiness probe';

export const udpServices: NftablesRule = {
  id: 'udp-services',
  title: 'UDP flows change their endpoint at other times',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'IPVS moves a UDP flow to another endpoint as soon as its endpoint is not ready anymore, and keeps an idle flow for 300 s. In nftables mode, a '
    + 'flow stays with a terminating endpoint as long as it serves, and may be idle for 30 s, or 120 s if both sides have sent; then the next packet '
    + 'selects an endpoint again. When the last endpoint is gone, IPVS refuses the flow. kube-proxy 1.32 to 1.36 in nftables mode leaves it in conntrack: a '
    + 'flow without a pause keeps going to the dead address. From 1.37, kube-proxy deletes these entries, except those of NodePorts. Services whose only UDP '
    + 'port is 53, such as kube-dns, are not listed: a DNS query is one exchange.',
  remediation: `${NOTHING}${READINESS}, and set conntrack.udpTimeout and conntrack.udpStreamTimeout above the longest pause.`,
  references: ['https://kep.k8s.io/1669', 'https://github.com/kubernetes/kubernetes/issues/139628'],
  * check({ cluster, targetMinor }) {
    const objects = servedServices(cluster).flatMap(object => {
      const ports = object.ports.filter(({ protocol, port }) => protocol === 'udp' && port !== DNS);
      return ports.length === 0 ? [] : [{ object, detail: describePorts(ports), hasNodePorts: object.hasNodePorts }];
    });
    const stale = targetMinor < CLEANUP_MINOR ? objects : objects.filter(({ hasNodePorts }) => hasNodePorts);
    yield* whereAny(objects.filter(object => !stale.includes(object)).map(({ object, detail }) => ({ object, detail })), {
      message: 'conntrack, not IPVS, now decides when a UDP flow moves to another endpoint.',
    });
    yield* whereAny(stale.map(({ object, detail }) => ({ object, detail })), {
      message: `conntrack, not IPVS, now decides when a UDP flow moves to another endpoint; ${targetMinor < CLEANUP_MINOR ? '' : 'through NodePorts, '}`
        + 'a flow without a pause keeps going to a dead endpoint if no other endpoint is left.',
      remediation: `${NOTHING}${READINESS}. Raising conntrack.udpTimeout prolongs the time in which a flow goes to a dead endpoint, so raise it only as far as the pauses of the flow require.`,
    });
  },
};
