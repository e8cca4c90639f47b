import { externalAddresses, servedServices } from '../../../cluster/inventory/service-frontends';
import { nodeAddresses } from '../../../cluster/served/node';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ChangedTraffic } from '../../goals/nftables/behavior/mode-changes';
import { NftablesRule } from '../../goals/nftables/rule';

export const externalIpOnNode: NftablesRule = {
  id: 'external-ip-on-node',
  title: 'externalIP is the address of a node',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'In IPVS mode, each node adds externalIPs to kube-ipvs0 unless the address is on another of its interfaces. If the address belongs '
    + 'to a node, all other nodes treat it as their own: they can no longer reach that node, and replies of their pods to it are lost, so all '
    + 'masqueraded connections of that node to endpoints on other nodes fail, for every Service. In nftables mode, as in iptables mode, the '
    + 'addresses of nodes stay where they are, and the Service answers on the node.',
  remediation: 'No action is required. If the address is not intended, remove it from externalIPs: in nftables mode, clients can reach the '
    + 'Service at it.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/127410',
    'https://github.com/kubernetes/kubernetes/issues/104679',
  ],
  topics: ['node-owns-address'],
  * check(context) {
    const { cluster } = context;
    const nodes = new Map([...cluster.nodes.values()].flatMap(node => nodeAddresses(node).map(({ text }) => [text, node.name] as const)));
    const { changed, undecided } = context.changedBy(externalIpOnNode.topics!, servedServices(cluster));
    const concerned = new Set(changed.flatMap(({ rows }) => rows.map(ownedAddress)));
    const decided = servedServices(cluster).filter(service => !undecided.includes(service));
    const objects = [
      ...decided.flatMap(object => externalAddresses(object).map(({ text }) => ({ object, text })).filter(({ text }) => concerned.has(text))),
      ...undecided.flatMap(object => object.externalIps.map(({ text }) => ({ object, text })).filter(({ text }) => nodes.has(text))),
    ].map(({ object, text }) => ({ object, detail: `externalIP ${text}${nodes.has(text) ? ` of Node ${nodes.get(text)}` : ''}` }));
    if (objects.length > 0) {
      yield { message: 'An externalIP that is the address of a node cuts that node off in IPVS mode; in nftables mode, it works.', objects };
    }
  },
};

/** The address of the node that other nodes take for their own: where packets go to, or what they were given as their source. */
function ownedAddress({ destination, before }: ChangedTraffic): string | undefined {
  const lost = before.shares.find(({ cause }) => cause === 'source-owned-elsewhere');
  return lost ? lost.sourceSeen : destination.address;
}
