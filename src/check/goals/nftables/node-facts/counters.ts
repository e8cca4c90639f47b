import { NodeDecision } from './decision';
import { NodeFacts } from '../../../../cluster/facts/node-facts';
import { NodeAnswer } from '../../../node-facts/decision';

const LOCALHOST = 'kubeproxy_iptables_localhost_nodeports_accepted_packets_total';
const INVALID = 'kubeproxy_iptables_ct_state_invalid_dropped_packets_total';

/** Packets that kube-proxy has counted since it started; without the counter nothing is known. */
function counted(facts: NodeFacts, name: string, what: string): NodeAnswer {
  const packets = facts.value('kubeProxy.metrics')?.[name];
  return packets === undefined ? undefined : packets > 0 && `${packets} ${what}`;
}

export const nodePortLocalhost: NodeDecision = {
  decidedBy: ['kubeProxy.metrics'],
  decide: ({ facts }) => counted(facts, LOCALHOST, 'packets to NodePorts on 127.0.0.1 so far'),
};

export const conntrackInvalid: NodeDecision = {
  decidedBy: ['sysctls', 'kubeProxy.metrics'],
  decide({ facts }) {
    const liberal = facts.value('sysctls')?.['net.netfilter.nf_conntrack_tcp_be_liberal'];
    if (liberal === '1') return false;
    return counted(facts, INVALID, 'invalid packets dropped so far');
  },
};
