import { calicoVerification } from './calico';
import { Names } from './names';
import { proxyModeCommand } from './preflight';
import { paragraphs, shell } from '../markdown';
import { MigrationPlan } from '../plan';

/** The commands that show that a node's kube-proxy is in nftables mode. */
export function verifyCommands(names: Names, node: string, labels = names.labels): string[] {
  return [
    `kubectl -n ${names.namespace} logs -l ${labels} --prefix --tail=-1 --max-log-requests=${names.pods} | grep 'Using nftables Proxier'`,
    proxyModeCommand(names, node),
  ];
}

export function verifySection(plan: MigrationPlan, names: Names): string[] {
  const { currentMode, rulesetNodes, calico, paths } = plan;
  return paragraphs(
    'The mode: every pod has logged `Using nftables Proxier`, and every node answers `nftables`.',
    shell(...verifyCommands(names, names.exampleNode)),
    'The rules: on a node, as root. The table is there, and syncs have not failed (both counters are 0 or not there).',
    shell(
      'nft list table ip kube-proxy | head -n 40',
      `curl -s http://${names.metrics}/metrics | grep -E 'kubeproxy_sync_proxy_rules_nftables_(sync|cleanup)_failures_total'`,
    ),
    rulesetNodes.length > 0 ? `${paths.rulesets}/NODE.nft is what is to be expected there, as of the objects that this folder was made from: the same chains, maps and rules.` : [],
    currentMode === 'ipvs' ? 'What IPVS mode has left: the dummy interface is gone (`Device "kube-ipvs0" does not exist`), and there are no virtual servers.' : [],
    currentMode === 'ipvs' ? shell('ip link show kube-ipvs0', 'ipvsadm -Ln') : [],
    currentMode === 'iptables' ? 'What iptables mode has left: no Service chains (0 lines).' : [],
    currentMode === 'iptables' ? shell('iptables-save | grep -c KUBE-SVC') : [],
    'The traffic: a Service by its ClusterIP from a pod and from a node, a NodePort and a load balancer from outside, and what the warnings above are about.',
  ).concat(calico ? calicoVerification(calico) : []);
}
