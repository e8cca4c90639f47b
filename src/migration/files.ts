import { decisionsPage } from './decisions-page';
import { PATHS } from './paths';
import { MigrationPlan } from './plan';
import { runbook } from './runbook/runbook';
import { yamlText } from './yaml-text';
import { mergePatchText } from '../calico-configuration/kubectl';

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
  const { configMap, canary, calico, kubeadm, rollbackKubeadm } = plan;
  yield file(PATHS.runbook, runbook(plan));
  yield file(PATHS.decisions, decisionsPage(plan));
  yield file(PATHS.configMap, yamlText(configMap.after));
  yield file(PATHS.rollbackConfigMap, yamlText(configMap.before));
  if (canary) {
    yield file(PATHS.canary, yamlText(...canary.objects));
    yield file(PATHS.canaryPatch, yamlText(canary.patch));
    yield file(PATHS.canaryBackPatch, yamlText(canary.backPatch));
  }
  if (calico?.change) yield file(PATHS.calicoPatch, `${mergePatchText(calico.change.patch)}\n`);
  if (calico?.back) yield file(PATHS.rollbackCalicoPatch, `${mergePatchText(calico.back.patch)}\n`);
  for (const [folder, files] of [[PATHS.kubeadm, kubeadm], [PATHS.rollbackKubeadm, rollbackKubeadm]] as const) {
    if (!files) continue;
    yield file(`${folder}/${files.addonFile.name}`, files.addonFile.text);
    if (folder === PATHS.kubeadm) {
      if (files.upgradeFile) yield file(`${folder}/${files.upgradeFile.name}`, files.upgradeFile.text);
      yield file(`${folder}/COMMANDS.txt`, files.commands);
    }
  }
  yield* rulesetFiles(plan);
}

function* rulesetFiles({ cluster, version, rulesetNodes, configuration }: MigrationPlan): Generator<MigrationFile> {
  if (rulesetNodes.length === 0) return;
  const request = { kubernetesVersion: version.minorText, configuration: { document: { ...configuration }, description: PATHS.configMap } };
  for (const ruleset of cluster.preview.rulesets(request, rulesetNodes)) {
    yield { path: `${PATHS.rulesets}/${ruleset.nodeName}.nft`, content: () => ruleset._lines() };
  }
}

function file(path: string, text: string): MigrationFile {
  return { path, content: text.endsWith('\n') ? text : `${text}\n` };
}
