import { back } from './back';
import { before } from './before';
import { enforce, removeCalico, replaceKubeProxy } from './end';
import { install, perNode } from './nodes';
import { ChartValues } from '../../../programs/cilium/values/chart-values';
import { paragraphs } from '../../markdown';
import { Block } from '../../step';
import { CiliumPlan } from '../plan';
import { tunnelPortOf } from '../values';

/** The commands of the live way from Calico to Cilium, in their order. */
export function runbook(plan: CiliumPlan): string[] {
  return paragraphs(...[introduction, before, install, perNode, enforce, removeCalico, replaceKubeProxy, back].flatMap(chapter => chapter(plan)));
}

function introduction(plan: CiliumPlan): Block[] {
  const { minor, podCidrs, calico } = plan;
  const port = tunnelPortOf(new ChartValues(plan.values.migration, minor));
  return [
    `# From Calico to Cilium ${minor}`,
    `Nodes move one by one: pods of a node get addresses of ${podCidrs.map(({ text }) => text).join(' and ')}, and reach those that are still in Calico (${calico.pools.map(({ text }) => text).join(', ') || 'its pools'}) by the routes `
    + `of the nodes. Cilium's tunnel is on UDP port ${port}, which has to be open between the nodes, as TCP 4240 for its health checks. ${ofCalico(plan)} Read findings.md first: blockers have to be solved before the first step.`,
    'What guides for this move often have wrong, or leave out:',
    [
      '- Calico\'s VXLAN is on UDP port 4789 unless it is set otherwise. A tunnelPort other than 8472 is for those who come from flannel.',
      '- Without `operator.unmanagedPodWatcher.restart: false`, the operator of Cilium deletes CoreDNS pods that Calico still serves, again and again.',
      '- Calico can take an address of cilium_host for the node\'s, unless its autodetection is set to the address that Kubernetes has. It takes one method: the one before has to be removed.',
      '- A CiliumNodeConfig without `write-cni-conf-when-ready` changes nothing on a node that gets its label. It is of cilium.io/v2: v2alpha1 is gone in 1.20.',
      '- Policies: on a node that has moved nothing is enforced until the end, and Calico on the others may drop traffic from pods that have moved.',
      '- On the way back, files of Calico that are renamed while the agent of the node has moved are renamed again: its label goes first.',
    ],
  ];
}

function ofCalico({ calico: { encapsulations, vxlanPort } }: CiliumPlan): string {
  const means = encapsulations.map(each => each === 'VXLAN' ? `VXLAN (UDP port ${vxlanPort})` : 'IPIP (IP protocol 4)');
  return means.length > 0 ? `Calico goes on with its ${means.join(' and ')}.` : 'Calico goes on with routes, without a tunnel.';
}
