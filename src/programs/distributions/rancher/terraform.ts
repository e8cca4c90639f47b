import { PlainObject } from '../../../base/objects/fields';
import { changeYaml } from '../../../input/edit/change-yaml';
import { InstallerFile } from '../evidence';
import { mappingIn } from '../mode';
import { terraformResources } from '../signs';

/** A text in lines of its own, as rke_config of rancher2_cluster_v2 has it: the YAML of an attribute. */
const heredocOf = (attribute: string): RegExp => new RegExp(`(\\b${attribute}[ \\t]*=[ \\t]*<<-?(\\w+)[ \\t]*\\r?\\n)([\\s\\S]*?)(\\r?\\n[ \\t]*\\2\\b)`);

const CONFIG = heredocOf('machine_global_config');
const CHARTS = heredocOf('chart_values');

/** A resource rancher2_cluster_v2 whose settings for all machines are in the text itself. */
export const isTerraform = ({ text = '' }: InstallerFile): boolean => terraformResources(text, 'rancher2_cluster_v2').some(block => CONFIG.test(block));

/** The cluster of the first resource, as the object would have it. */
export function clusterOf(text: string): PlainObject | undefined {
  const block = terraformResources(text, 'rancher2_cluster_v2').find(candidate => CONFIG.test(candidate));
  if (block === undefined) return undefined;
  const version = /^\s*kubernetes_version[ \t]*=[ \t]*"([^"]*)"/m.exec(block)?.[1];
  const machineGlobalConfig = mappingIn(CONFIG.exec(block)![3]) ?? {};
  const rkeConfig = { machineGlobalConfig, chartValues: mappingIn(CHARTS.exec(block)?.[3]) ?? {} };
  return { spec: { ...version !== undefined && { kubernetesVersion: version }, rkeConfig } };
}

/** Other settings for all machines, and other values of charts, in the first resource. */
export function withSettings(text: string, settings: (config: PlainObject) => PlainObject, values: (charts: PlainObject) => PlainObject): string {
  const block = terraformResources(text, 'rancher2_cluster_v2').find(candidate => CONFIG.test(candidate));
  if (block === undefined) return text;
  const changed = replaced(block, CONFIG, settings);
  const wanted = values({});
  const isComplete = CHARTS.test(changed) || Object.keys(wanted).length === 0;
  const after = isComplete ? replaced(changed, CHARTS, values) : withAttribute(changed, wanted);
  return text.replace(block, () => after);
}

function replaced(block: string, heredoc: RegExp, change: (value: PlainObject) => PlainObject): string {
  return block.replace(heredoc, (_, head: string, __, inner: string, tail: string) => head + changeYaml(inner, change).replace(/\r?\n$/, '') + tail);
}

/** chart_values beside machine_global_config. */
function withAttribute(block: string, charts: PlainObject): string {
  const indent = /^([ \t]*)machine_global_config\b/m.exec(block)?.[1] ?? '    ';
  const lines = changeYaml('', () => charts).replace(/\n$/, '').replace(/^/gm, `${indent}  `);
  return block.replace(CONFIG, whole => `${whole}\n${indent}chart_values = <<-EOT\n${lines}\n${indent}EOT`);
}
