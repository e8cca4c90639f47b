import { MIGRATION_LABEL, PATHS } from './paths';
import { CiliumPlan } from './plan';
import { policiesPage } from './policies-page';
import { runbook } from './runbook';
import { ReplacementComparison } from '../../dataplane/kube-proxy-replacement/compare';
import { replacementMarkdown, replacementTitle } from '../../dataplane/kube-proxy-replacement/text';
import { MigrationFile, textFile } from '../step';
import { yamlText } from '../yaml-text';

/** What agents of such nodes are told otherwise. All values are strings. */
const NODE_CONFIG = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNodeConfig',
  metadata: { name: 'cilium-default', namespace: 'kube-system' },
  spec: {
    nodeSelector: { matchLabels: { [MIGRATION_LABEL]: 'true' } },
    defaults: {
      'write-cni-conf-when-ready': '/host/etc/cni/net.d/05-cilium.conflist',
      'custom-cni-conf': 'false',
      'cni-chaining-mode': 'none',
      'cni-exclusive': 'true',
    },
  },
};

/** The files of a migration. */
export function ciliumFiles(plan: CiliumPlan): MigrationFile[] {
  const translated = plan.policies.flatMap(({ policy }) => policy ?? []);
  const patch = { spec: { calicoNetwork: { nodeAddressAutodetectionV4: { firstFound: null, kubernetes: 'NodeInternalIP' } } } };
  const pool = { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'cilium-pods' }, spec: { cidr: plan.podCidr.text, disabled: true, natOutgoing: false } };
  return [
    textFile(PATHS.runbook, runbook(plan).join('\n')),
    textFile(PATHS.values, `# Values of Cilium's chart while nodes move\n${yamlText(plan.values)}`),
    textFile(PATHS.finalValues, `# Values of Cilium's chart when all nodes have moved\n${yamlText(plan.finalValues)}`),
    textFile(PATHS.nodeConfig, yamlText(NODE_CONFIG)),
    ...plan.isOperator ? [textFile(PATHS.installationPatch, JSON.stringify(patch))] : [],
    textFile(PATHS.pool, `# Calico gives no addresses of it, and does not masquerade what goes there\n${yamlText(pool)}`),
    ...plan.services ? [textFile(PATHS.services, servicesPage(plan.services).join('\n'))] : [],
    ...translated.length > 0 ? [textFile(PATHS.policies, yamlText(...translated))] : [],
    ...plan.policies.length > 0 ? [textFile(PATHS.policiesPage, policiesPage(plan).join('\n'))] : [],
  ];
}

/** What clients of Services notice when kube-proxy goes, after the last node has moved. */
function servicesPage(services: ReplacementComparison): string[] {
  return ['# Services', '', `${replacementTitle(services)}.`, '', ...replacementMarkdown(services)];
}
