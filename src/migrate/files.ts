import { decisionsPage } from './decisions-page';
import { MigrationPlan } from './plan';
import { runbook } from './runbook/runbook';
import { yamlText } from './yaml-text';
import { Ruleset } from '../dataplane/ruleset';
import { mergePatchText } from '../programs/calico/kubectl';

/** A file of a migration: its path in the folder, and its text; a ruleset's lines are made when they are asked for. */
export interface MigrationFile {
  readonly path: string;
  readonly content: string | (() => Iterable<string>);
}

/**
 * The files of a migration, but for the reports of its findings. Rulesets are made one by one when their lines are asked for, in this order.
 *
 * @throws InputError where a ruleset can't be made
 */
export function* migrationFiles(plan: MigrationPlan): Generator<MigrationFile> {
  const { configMap, canary, calico, kubeadm, rollbackKubeadm, paths } = plan;
  yield file(paths.runbook, runbook(plan));
  yield file(paths.decisions, decisionsPage(plan));
  yield file(paths.configMap, yamlText(configMap.after));
  yield file(paths.rollbackConfigMap, yamlText(configMap.before));
  if (canary) {
    yield file(paths.canary, yamlText(...canary.objects));
    yield file(paths.canaryPatch, yamlText(canary.patch));
    yield file(paths.canaryBackPatch, yamlText(canary.backPatch));
  }
  if (calico?.change) yield file(paths.calicoPatch, `${mergePatchText(calico.change.patch)}\n`);
  if (calico?.back) yield file(paths.rollbackCalicoPatch, `${mergePatchText(calico.back.patch)}\n`);
  for (const [folder, files] of [[paths.kubeadm, kubeadm], [paths.rollbackKubeadm, rollbackKubeadm]] as const) {
    if (!files) continue;
    yield file(`${folder}/${files.addonFile.name}`, files.addonFile.text);
    if (folder === paths.kubeadm) {
      if (files.upgradeFile) yield file(`${folder}/${files.upgradeFile.name}`, files.upgradeFile.text);
      yield file(`${folder}/COMMANDS.txt`, files.commands);
    }
  }
  yield* rulesetFiles(plan);
}

function* rulesetFiles({ cluster, version, rulesetNodes, configuration, paths }: MigrationPlan): Generator<MigrationFile> {
  if (rulesetNodes.length === 0) return;
  const request = {
    kubernetesVersion: version.minorText,
    configuration: { document: { ...configuration }, description: paths.configMap },
    nodeFacts: cluster.nodeFacts,
  };
  for (const ruleset of Ruleset._ofNodes(cluster, request, rulesetNodes)) {
    yield { path: `${paths.rulesets}/${ruleset.nodeName}.nft`, content: () => ruleset._lines() };
  }
}

function file(path: string, text: string): MigrationFile {
  return { path, content: text.endsWith('\n') ? text : `${text}\n` };
}
