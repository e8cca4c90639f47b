import { describeNodePorts, servedServices } from '../../../cluster/inventory/service-frontends';
import { Service } from '../../../cluster/served/service';
import { isSet } from '../../../programs/kube-proxy/migration-steps';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { ChangedTraffic } from '../../goals/nftables/behavior/mode-changes';
import { NftablesRule } from '../../goals/nftables/rule';

export const nodePortAddresses: NftablesRule = {
  id: 'node-port-addresses',
  title: 'NodePorts answer on fewer addresses',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables'],
  description: 'Without nodePortAddresses, iptables and IPVS mode serve NodePorts on all addresses of a node. In nftables mode, the default is '
    + '"primary": the Node\'s own address, one of each family. Connections to NodePorts are then refused on a second network card, additional '
    + 'addresses, the gateway of a bridge (cni0, docker0), and virtual addresses that keepalived, kube-vip or a cloud agent adds to the node. The '
    + 'Node objects do not list all of these addresses. If nodePortAddresses is set, to "primary" or to CIDRs, it means the same in nftables mode.',
  remediation: 'Set nodePortAddresses before you change the mode: to the CIDRs of the addresses that clients and load balancers use, to 0.0.0.0/0 '
    + 'and ::/0 to keep all except 127.0.0.1, or to "primary" to try the new default in the current mode.',
  references: [
    'https://github.com/kubernetes/kubernetes/issues/75443',
    'https://kubernetes.io/docs/reference/networking/virtual-ips/#migrating-from-iptables-mode-to-nftables',
    'https://kep.k8s.io/3866',
  ],
  topics: ['node-port-addresses'],
  * check(context) {
    const { cluster, planned, configurationObjects } = context;
    const candidates = isSet(planned.nodePortAddresses) ? [] : servedServices(cluster).filter(({ hasNodePorts }) => hasNodePorts);
    const { changed, undecided } = context.changedBy(nodePortAddresses.topics!, candidates, isServed);
    const services = [...changed.map(({ service }) => service), ...undecided];
    if (services.length > 0) {
      yield {
        message: 'nodePortAddresses is not set, so NodePorts will answer on the primary addresses of the nodes only instead of all addresses.',
        objects: [...configurationObjects, ...services.map(withNodePorts)],
      };
    }
    const refused = context.changedBy(nodePortAddresses.topics!, [], row => !isServed(row)).changed.map(({ service }) => service);
    yield* whereAny(refused.filter(service => !services.includes(service)).map(withNodePorts), {
      message: 'While no endpoint can be used, packets to these NodePorts are currently refused or dropped on addresses of the node on which '
        + 'nftables mode does not serve NodePorts; in nftables mode, they reach the node itself.',
      severity: FindingSeverity.INFO,
      remediation: 'No action is required unless a process of the node listens on one of these ports and must not be reached.',
    });
  },
};

/** Whether NodePorts answer on the address as long as there are endpoints. */
function isServed({ before }: ChangedTraffic): boolean {
  return before.shares.some(({ endpoint }) => endpoint !== undefined);
}

function withNodePorts(object: Service): ConcernedObject {
  return { object, detail: describeNodePorts(object.ports) };
}
