import { nodeAddresses } from '../../../cluster/served/node';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

export const externalIpOnNode: NftablesRule = {
  id: 'external-ip-on-node',
  title: 'An externalIP that is a node\'s address',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  from: ['ipvs'],
  description: 'In IPVS mode each node puts externalIPs on kube-ipvs0, unless the address is on another of its interfaces. Where the address belongs to another '
    + 'node, all the others take it for their own and no longer reach that node. In nftables mode (as in iptables mode) the addresses of nodes stay where '
    + 'they are, and the Service answers on the node.',
  remediation: 'Nothing has to be done. If the address was not meant to be there, remove it from externalIPs: from then on clients reach the Service under it.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/127410',
    'https://github.com/kubernetes/kubernetes/issues/104679',
  ],
  * check({ cluster }) {
    const nodes = new Map([...cluster.nodes.values()].flatMap(node => nodeAddresses(node).map(({ text }) => [text, node.name] as const)));
    const objects = [...cluster.services.values()].flatMap(object => object.externalIps.filter(({ text }) => nodes.has(text))
      .map(({ text }) => ({ object, detail: `externalIP ${text} of Node ${nodes.get(text)}` })));
    if (objects.length > 0) {
      yield { message: 'An externalIP that is a node\'s address cuts that node off in IPVS mode; in nftables mode it works.', objects };
    }
  },
};
