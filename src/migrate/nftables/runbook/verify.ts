import { ANY_NODE, proxierLogs, proxyModeCommand } from './commands';
import { smokeTestLines, stopCriteria } from './tests';
import { SUPPORTED_MINORS } from '../../../dataplane/versions/kube-proxy-version';
import { paragraphs, shell } from '../../markdown';
import { pagesOf } from '../../step';
import { MigrationPlan } from '../plan';

/** How to see that all nodes are in nftables mode, and that traffic goes where it should. */
export function verifySection(plan: MigrationPlan): string[] {
  const { currentMode, hasCanary, sample, exampleNode = ANY_NODE, names, nodes, paths, steps, version } = plan;
  return paragraphs(
    'The mode: every pod has logged `Using nftables Proxier`, and every node answers `nftables`.',
    shell(proxierLogs(names, names.labels, nodes.length, 'Using nftables Proxier'), proxyModeCommand(names, exampleNode)),
    'The rules: on a node, as root. The table exists, and no sync has failed (both counters are 0 or missing).',
    shell(
      'nft list table ip kube-proxy | head -n 40',
      `curl -s http://${names.metrics}/metrics | grep -E 'kubeproxy_sync_proxy_rules_nftables_(sync|cleanup)_failures_total'`,
    ),
    sample.nodes.length > 0 ? `${paths.rulesets}/${sample.standFor ? `NODE.nft (${paths.rulesetsPage} says which nodes it stands for)` : 'NODE.nft'} is what to expect there, as of the objects that this folder was made from: `
      + 'the same chains, maps and rules.' : [],
    // The rules of other versions are not known.
    ...SUPPORTED_MINORS.some(minor => minor === version.minorText) ? verifyAllNodes(plan) : [],
    currentMode === 'ipvs' ? 'What IPVS mode has left: the dummy interface is gone (`Device "kube-ipvs0" does not exist`), and there are no virtual servers.' : [],
    currentMode === 'ipvs' ? shell('ip link show kube-ipvs0', 'ipvsadm -Ln') : [],
    currentMode === 'iptables' ? 'What iptables mode has left: no Service chains (0 lines).' : [],
    currentMode === 'iptables' ? shell('iptables-save | grep -c KUBE-SVC') : [],
    ...hasCanary ? ['The traffic: repeat the connections of step 2 on some of the other nodes, and try what the warnings above are about. The reasons to stop are the same; the way back is Roll back.']
      : [...smokeTestLines(plan, exampleNode), ...stopCriteria(plan, 'Roll back')],
    ...pagesOf(steps, 'verify'),
  );
}

/** Collects what all nodes really have, the objects right after it, and compares them with the prediction. */
function verifyAllNodes({ names: { namespace, labels, configMap }, version }: MigrationPlan): string[][] {
  return [
    ['All nodes at once: collect their rules and then the objects, and compare (exit code 0: every node is in sync).'],
    shell(
      `kubectl -n ${namespace} get pods -l ${labels} -o jsonpath='{range .items[*]}{.spec.nodeName}{" "}{.metadata.name}{"\\n"}{end}' |`,
      '  while read -r node pod; do',
      `    kubectl -n ${namespace} exec "$pod" -- nft list ruleset < /dev/null > "live-$node.nft"`,
      '  done',
      'kubectl get nodes,servicecidrs,services,endpointslices -A -o yaml > after.yaml',
      `kubectl -n ${namespace} get configmap ${configMap} -o yaml > kube-proxy-after.yaml`,
      'set --',
      'for file in live-*.nft; do node=${file#live-}; set -- "$@" --live "${node%.nft}=$file"; done',
      `npx cdk8s-nftables verify after.yaml kube-proxy-after.yaml --kubernetes-version ${version.minorText} "$@"`,
    ),
  ];
}
