import { PlainObject } from '../../../base/objects/fields';
import { changeYaml } from '../../../input/edit/change-yaml';
import { withoutValues } from '../change/values';
import { terraformResources } from '../signs';

/** The values of the add-on kube-proxy: an update replaces all of them, so that what is not about the mode stays. */
function valuesToNftables(values: PlainObject): PlainObject {
  return { ...withoutValues(values, [], 'ipvs'), mode: 'nftables' };
}

/** These values as JSON or YAML. */
export function textToNftables(text: unknown): string {
  const before = typeof text === 'string' && text.trim() !== '' ? text : '{}';
  return before === '{}' ? JSON.stringify(valuesToNftables({})) : changeYaml(before, values => valuesToNftables(values));
}

/** What `aws eks update-addon` is called with. */
export function commandToNftables(text: string): string {
  if (text === '') return 'aws eks update-addon --cluster-name CLUSTER --addon-name kube-proxy --resolve-conflicts OVERWRITE --configuration-values \'{"mode":"nftables"}\'\n';
  const withValues = /--configuration-values[ =]/.test(text)
    ? text.replace(/(--configuration-values[ =])'([^']*)'/, (_, flag: string, values: string) => `${flag}'${textToNftables(values)}'`)
    : text.replace(/\s*$/, ' --configuration-values \'{"mode":"nftables"}\'\n');
  if (/--resolve-conflicts[ =]/.test(withValues)) return withValues.replace(/(--resolve-conflicts[ =])\w+/, '$1OVERWRITE');
  return withValues.replace(/(--addon-name[ =]kube-proxy)/, '$1 --resolve-conflicts OVERWRITE');
}

/** The Terraform resources of the add-on, in nftables mode. */
export function terraformToNftables(text: string): string {
  return terraformResources(text, 'aws_eks_addon').filter(block => /addon_name\s*=\s*"kube-proxy"/.test(block)).reduce((result, block) => {
    const [head] = /^\s*resource\s+"aws_eks_addon"\s+"[^"]*"/.exec(block)!;
    const start = result.indexOf(head.trim());
    const end = start + endOfBlock(result.slice(start));
    return result.slice(0, start) + blockToNftables(result.slice(start, end)) + result.slice(end);
  }, text);
}

/** Behind the brace that closes a block. */
function endOfBlock(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '{') depth++;
    if (text[index] === '}' && --depth === 0) return index + 1;
  }
  return text.length;
}

function blockToNftables(block: string): string {
  const values = block
    .replace(/(configuration_values[ \t]*=[ \t]*jsonencode\(\s*\{)([\s\S]*?)(\}\s*\))/, (_, head: string, inner: string, tail: string) => head + termsToNftables(inner) + tail)
    .replace(/(configuration_values[ \t]*=[ \t]*)"((?:[^"\\]|\\.)*)"/, (_, head: string, json: string) => head + JSON.stringify(textToNftables(JSON.parse(`"${json}"`))));
  const withValues = /configuration_values[ \t]*=/.test(values) ? values : withTerm(values, 'configuration_values', 'jsonencode({ mode = "nftables" })');
  return /resolve_conflicts_on_update[ \t]*=/.test(withValues) ? withValues.replace(/(resolve_conflicts_on_update[ \t]*=[ \t]*)"\w*"/, '$1"OVERWRITE"')
    : withTerm(withValues, 'resolve_conflicts_on_update', '"OVERWRITE"');
}

/** The terms of an object: another mode, and no ipvs. */
function termsToNftables(terms: string): string {
  const withoutIpvs = terms.replace(/,?[ \t]*(?:\r?\n[ \t]*)?"?ipvs"?[ \t]*[=:][ \t]*\{[^{}]*\}/, '');
  if (/"?\bmode"?[ \t]*[=:]/.test(withoutIpvs)) return withoutIpvs.replace(/("?\bmode"?[ \t]*[=:][ \t]*)"\w*"/, '$1"nftables"').replace(/^(\s*),\s*/, '$1');
  return ` mode = "nftables"${withoutIpvs.trim() === '' ? ' ' : `,${withoutIpvs}`}`;
}

/** A term at the end of a block, with the indentation of the others. */
function withTerm(block: string, name: string, value: string): string {
  const indent = /\n([ \t]+)\w+[ \t]*=/.exec(block)?.[1] ?? '  ';
  const equals = /\n[ \t]+(\w+[ \t]*)=/.exec(block)?.[1].length ?? 0;
  return block.replace(/\s*\}$/, `\n${indent}${name.padEnd(equals - 1)} = ${value}\n}`);
}
