import { backFilesOfKey, filesOfKey } from './step';
import { escapeMarkdown } from '../../../base/text/markdown';
import { Rollout, RolloutInputs, Step } from '../../../programs/distributions/change/change';
import { paragraphs, shell } from '../../markdown';
import { Block, pagesOf } from '../../step';
import { MigrationPlan } from '../plan';
import { PlannedWay } from './planned-way';
import { ANY_NODE } from '../runbook/commands';
import { cleanupSection, flushLines } from '../runbook/last';
import { machineLines } from '../runbook/machines';
import { summarySection } from '../runbook/summary';
import { smokeTestLines, stopCriteria } from '../runbook/tests';

const TABLES = 'nft delete table ip kube-proxy; nft delete table ip6 kube-proxy';

/** The commands of a migration where the installer sets the mode, as Markdown. */
export function distributionRunbook(plan: MigrationPlan, planned: PlannedWay): string {
  const { paths, exampleNode = ANY_NODE, currentMode, steps } = plan;
  const rollout = (planned.way.rollout ?? atCreation)({
    situation: planned.situation,
    files: key => key === 'configMap' && planned.changesConfigMap ? [paths.configMap] : filesOfKey(planned, key, paths),
    back: key => key === 'configMap' && planned.changesConfigMap ? [paths.rollbackConfigMap] : backFilesOfKey(planned, key, paths),
    node: exampleNode,
  });
  const chapters: readonly (readonly [string, readonly string[]])[] = [
    ['Preflight', preflight(plan, planned)],
    ['First nodes', paragraphs(...pagesOf(steps, 'beforeCanary'), ...rollout.canary ? [...blocks(rollout.canary), ...trafficLines(plan)] : [rollout.whyNoCanary!])],
    ['Switch', paragraphs(
      ...pagesOf(steps, 'beforeSwitch'), ...blocks(rollout.apply),
      currentMode === 'ipvs' ? 'On each node connections through IPVS break when its kube-proxy starts anew, and new ones fail until the first full sync is complete: seconds, or minutes with tens of thousands of Services.'
        : 'Established connections survive; new ones fail on a node until the first full sync is complete: seconds, or minutes with tens of thousands of Services.',
      ...pagesOf(steps, 'afterSwitch'),
    )],
    ['Verify', verify(plan, rollout)],
    ['Make it last', paragraphs(rollout.lasts.map(line => `- ${line}`), ...pagesOf(steps, 'last'), ...flushLines(), 'If it has happened, restart kube-proxy on the node.')],
    ['Clean up', cleanupSection(plan)],
  ];
  return [
    ...summarySection(plan),
    ...chapters.flatMap(([title, lines], index) => [`## ${index + 1}. ${title}`, '', ...lines]),
    '## Roll back',
    '',
    ...paragraphs(
      `kube-proxy deletes its nftables tables when it starts in ${currentMode} mode.`,
      ...blocks(rollout.back), ...pagesOf(steps, 'rollback'),
      'If a node keeps nftables rules, as root:', shell(TABLES),
    ),
  ].join('\n');
}

/** Settings that count when a cluster is created. */
function atCreation({ files }: RolloutInputs): Rollout {
  return {
    whyNoCanary: 'The settings count when a cluster is created, so that a new cluster is what goes first.',
    apply: [`Create the next cluster with ${files('cluster').concat(files('object')).join(' and ')}. One that runs is changed by its ConfigMap kube-system/kube-proxy: add that to the input, and run this again.`],
    back: ['Create clusters with the settings of before.'],
    lasts: ['The settings last where the clusters to come are described: commit them there.'],
  };
}

function blocks(steps: readonly Step[]): Block[] {
  return steps.map(step => typeof step === 'string' ? step : shell(...step.run));
}

function preflight(plan: MigrationPlan, planned: PlannedWay): string[] {
  const { currentMode, names, steps } = plan;
  return paragraphs(
    `Time: about half an hour. Nothing changes. Does kube-proxy run in ${currentMode} mode on every node? It says so itself, on each node as root:`,
    shell(`curl -s http://${names.metrics}/proxyMode`),
    ...planned.changesConfigMap ? [`What changes is kube-proxy's own ConfigMap ${names.namespace}/${names.configMap}: ${plan.paths.configMap} (before: ${plan.paths.rollbackConfigMap}).`] : [],
    ...planned.files.length > 0 ? ['The settings that change, of which the folder has the new form. What the input did not have is made of the change alone: put it into what you have.'] : [],
    planned.files.map(({ path, description, before }) => `- ${escapeMarkdown(description)}: ${plan.paths.distribution}/${path}${before === undefined ? '' : ` (before: ${plan.paths.rollbackDistribution}/${path})`}`),
    ...pagesOf(steps, 'keep').length > 0 ? ['Save what the cluster has now:', shell(...pagesOf(steps, 'keep'))] : [],
    ...machineLines(plan),
  );
}

function trafficLines(plan: MigrationPlan): Block[] {
  return [...smokeTestLines(plan, plan.exampleNode ?? ANY_NODE), ...stopCriteria(plan, 'Roll back')];
}

function verify(plan: MigrationPlan, rollout: Rollout): string[] {
  const { currentMode, names, steps, sample, paths } = plan;
  return paragraphs(
    ...blocks(rollout.verify ?? []),
    ...rollout.canary ? [] : trafficLines(plan),
    'On each node, as root: kube-proxy answers `nftables`, its table exists, and no sync has failed (both counters are 0 or missing).',
    shell(
      `curl -s http://${names.metrics}/proxyMode`,
      'nft list table ip kube-proxy | head -n 40',
      `curl -s http://${names.metrics}/metrics | grep -E 'kubeproxy_sync_proxy_rules_nftables_(sync|cleanup)_failures_total'`,
    ),
    sample.nodes.length > 0 ? `${paths.rulesets}/NODE.nft is what to expect there, as of the objects that this folder was made from.` : [],
    ...currentMode === 'ipvs' ? ['What IPVS mode has left: the dummy interface is gone (`Device "kube-ipvs0" does not exist`), and there are no virtual servers.', shell('ip link show kube-ipvs0', 'ipvsadm -Ln')]
      : ['What iptables mode has left: no Service chains (0 lines).', shell('iptables-save | grep -c KUBE-SVC')],
    ...pagesOf(steps, 'verify'),
  );
}
