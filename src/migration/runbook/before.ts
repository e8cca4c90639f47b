import { Names } from './names';
import { describeReference } from '../../cluster/object-reference';
import { Finding } from '../../findings/finding';
import { output, paragraphs, plain, shell } from '../markdown';
import { PATHS } from '../paths';
import { MigrationPlan } from '../plan';

/** What the folder is for, and what stands in the way. */
export function summarySection(plan: MigrationPlan): string[] {
  const { currentMode, version, findings, decisions, distributions } = plan;
  const blockers = findings.filter(({ severity }) => severity === 'blocker');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const unknown = decisions.filter(({ action }) => action === 'unknown');
  return [
    `# kube-proxy: from ${currentMode} to nftables mode`,
    '',
    ...paragraphs(
      `Made for kube-proxy ${version.full ?? version.minorText} from the objects of this cluster. The commands are meant to be run in this folder, one step after the other.`,
      currentMode === 'nftables' ? 'kube-proxy is in nftables mode already: there is nothing to switch. What follows keeps the configuration in order.' : [],
      distributions.flatMap(({ name, lasts, setting, since, traps, reference }) => lasts === 'config-map' ? [] : [
        `**The nodes are of ${name}.** ${lasts === 'unsupported' ? 'It has no setting for this mode, so nothing here may last.'
          : `There the mode is set in another way, and an edit of the ConfigMap does not last${since === undefined ? '' : ` (from ${since})`}:`}`,
        ...setting.length > 0 ? ['', ...output(...setting)] : [],
        '',
        ...traps.map(trap => `- ${trap}`),
        `- <${reference}>`,
      ]),
      findingList('Blockers: do not start before these are solved', blockers, 'The objects show no blockers.'),
      blockedNodes(blockers),
      findingList('Warnings: know these', warnings, 'The objects give no warnings.'),
      `All findings, with what to do about each: [${PATHS.findings}](${PATHS.findings}). What became of each setting: [${PATHS.decisions}](${PATHS.decisions}).`,
      unknown.length > 0 ? `**kube-proxy knows no such fields, and the new configuration lacks them:** ${unknown.map(({ field }) => plain(field)).join(', ')}.` : [],
    ),
  ];
}

/** Modes may differ from node to node, so that a node which can't change need not keep the others from it. */
function blockedNodes(blockers: readonly Finding[]): string[] {
  const names = [...new Set(blockers.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Node').map(({ name }) => plain(name))))];
  if (names.length === 0) return [];
  const some = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
  return [`A node that can't be made ready (${some}) can stay in its mode: go through step 2 with all other nodes, and leave out step 3, which changes every node.`];
}

function findingList(heading: string, findings: readonly Finding[], none: string): string[] {
  if (findings.length === 0) return [none];
  return [`**${heading}**`, '', ...findings.map(({ ruleId, title, objects }) => {
    const names = objects.slice(0, 3).map(object => plain(describeReference(object)));
    const more = objects.length > names.length ? ` and ${objects.length - names.length} more` : '';
    return `- [${title}](${PATHS.findings}) (\`${ruleId}\`)${names.length > 0 ? `: ${names.join(', ')}${more}` : ''}`;
  })];
}

/** Which mode is it really, and is everything at hand for the way back? */
export function preflightSection({ currentMode, version, calico, rulesetNodes }: MigrationPlan, names: Names): string[] {
  const { namespace, configMap, daemonSet, labels, pods, exampleNode } = names;
  return paragraphs(
    `Does kube-proxy run in ${currentMode} mode on every node, and in version ${version.minorText}? An earlier edit of the ConfigMap may wait for the next restart.`,
    shell(
      `kubectl -n ${namespace} logs -l ${labels} --prefix --tail=-1 --max-log-requests=${pods} | grep -E 'Using [a-z0-9]+ Proxier'`,
      `kubectl -n ${namespace} get daemonset ${daemonSet} -o jsonpath='{.spec.template.spec.containers[*].image}{"\\n"}'`,
    ),
    'kube-proxy itself tells the mode on its node (the pod node-debugger-… that this leaves behind can be deleted):',
    shell(proxyModeCommand(names, exampleNode)),
    'Keep what is there now. The folder rollback/ was made from the objects that you gave; this is from the cluster of this moment:',
    shell(
      `kubectl -n ${namespace} get configmap ${configMap} -o yaml > configmap-before.yaml`,
      `kubectl -n ${namespace} get daemonset ${daemonSet} -o yaml > daemonset-before.yaml`,
      ...calico ? [calico.isOperatorManaged ? 'kubectl get installation.operator.tigera.io default -o yaml > installation-before.yaml'
        : 'kubectl get felixconfigurations -o yaml > felixconfigurations-before.yaml'] : [],
      `kubectl diff -f ${PATHS.configMap}`,
    ),
    '`kubectl diff` shows the change of the ConfigMap, and nothing else.',
    ...currentMode === 'iptables' ? ['These metrics tell whether anybody depends on what only iptables mode does (NodePorts on 127.0.0.1, and dropping packets that conntrack calls INVALID). '
      + 'Read them on several nodes; a number other than 0 is a user:',
    shell(`curl -s http://${names.metrics}/metrics | grep -E 'kubeproxy_iptables_(localhost_nodeports_accepted|ct_state_invalid_dropped)_packets_total'`)] : [],
    ...rulesetNodes.length > 0 ? [
      'On one node of each kind (operating system and kernel), as root, with its ruleset copied there: does the kernel have what the rules need?',
      shell(`unshare --net nft -f ${rulesetNodes.includes(exampleNode) ? exampleNode : rulesetNodes[0]}.nft && echo ok`),
    ] : [],
  );
}

/** Node debugging pods share the node's network. */
export function proxyModeCommand({ metrics }: Names, node: string): string {
  return `kubectl debug node/${node} -it --image=busybox -- wget -qO- http://${metrics}/proxyMode`;
}
