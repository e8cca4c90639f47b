import { disabledPools, installationPatches } from './calico-changes';
import { MIGRATION_LABEL, PATHS } from './paths';
import { CiliumPlan } from './plan';
import { policiesPage } from './policies-page';
import { runbook } from './runbook';
import { PlainObject } from '../../base/objects/fields';
import { ReplacementComparison } from '../../dataplane/kube-proxy-replacement/compare';
import { replacementMarkdown, replacementTitle } from '../../dataplane/kube-proxy-replacement/text';
import { mergePatchText } from '../../programs/calico/kubectl';
import { replacementNodeConfig } from '../../programs/cilium/removal/node-config';
import { ChartValues } from '../../programs/cilium/values/chart-values';
import { MigrationFile, textFile } from '../step';
import { yamlText } from '../yaml-text';

/** What agents of such nodes are told otherwise. All values are strings. */
function nodeConfig({ hostPorts, values, minor }: CiliumPlan): PlainObject {
  const isChained = hostPorts.length > 0 || new ChartValues(values.final, minor).text('cni.chainingMode') === 'portmap';
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNodeConfig',
    metadata: { name: 'cilium-default', namespace: 'kube-system' },
    spec: {
      nodeSelector: { matchLabels: { [MIGRATION_LABEL]: 'true' } },
      defaults: {
        'write-cni-conf-when-ready': '/host/etc/cni/net.d/05-cilium.conflist',
        'custom-cni-conf': 'false',
        // Ports of nodes are served by the plugin portmap as long as kube-proxy is not replaced.
        'cni-chaining-mode': isChained ? 'portmap' : 'none',
        'cni-exclusive': 'true',
      },
    },
  };
}

/** The files of a migration. */
export function ciliumFiles(plan: CiliumPlan): MigrationFile[] {
  const translated = plan.policies.flatMap(({ policy }) => policy ?? []);
  const patches = installationPatches(plan.calico);
  const { migration, moved, final } = plan.values;
  return [
    textFile(PATHS.runbook, runbook(plan).join('\n')),
    textFile(PATHS.values, `# Values of Cilium's chart while nodes move\n${yamlText(migration)}`),
    ...moved ? [textFile(PATHS.movedValues, `# Values of Cilium's chart when all nodes have moved, and kube-proxy still serves Services\n${yamlText(moved)}`)] : [],
    textFile(PATHS.finalValues, `# Values of Cilium's chart ${moved ? 'when kube-proxy goes' : 'when all nodes have moved'}\n${yamlText(final)}`),
    textFile(PATHS.nodeConfig, yamlText(nodeConfig(plan))),
    ...isNodeByNode(plan) ? [textFile(PATHS.replacementNodeConfig, yamlText(replacementNodeConfig('kube-system')))] : [],
    ...patches ? [
      textFile(PATHS.installationPatch, mergePatchText(patches.patch)),
      textFile(PATHS.installationBack, mergePatchText(patches.back)),
    ] : [],
    textFile(PATHS.pools, `# Calico gives no addresses of it, and does not masquerade what goes there\n${yamlText(...disabledPools(plan.podCidrs, plan.calico))}`),
    ...plan.services ? [textFile(PATHS.services, servicesPage(plan.services).join('\n'))] : [],
    ...translated.length > 0 ? [textFile(PATHS.policies, yamlText(...translated))] : [],
    ...plan.policies.length > 0 ? [textFile(PATHS.policiesPage, policiesPage(plan).join('\n'))] : [],
  ];
}

/** Whether kube-proxy goes from one node after the other. */
function isNodeByNode({ kubeProxy }: CiliumPlan): boolean {
  return typeof kubeProxy === 'object' && 'facts' in kubeProxy && kubeProxy.facts.isGradual;
}

/** What clients of Services notice when kube-proxy goes, after the last node has moved. */
function servicesPage(services: ReplacementComparison): string[] {
  return ['# Services', '', `${replacementTitle(services)}.`, '', ...replacementMarkdown(services)];
}
