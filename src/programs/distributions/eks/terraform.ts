import { textToNftables } from './values';

/** A part of a text: [start, end). */
interface Block {
  readonly start: number;
  readonly end: number;
}

/** The resources aws_eks_addon of kube-proxy, and what the module terraform-aws-modules/eks has for it among its add-ons. */
function blocksOf(text: string): Block[] {
  const resources = blocksFrom(text, /^[ \t]*resource[ \t]+"aws_eks_addon"[ \t]+"[^"]*"[ \t]*\{/gm)
    .filter(({ start, end }) => /^[ \t]*addon_name[ \t]*=[ \t]*"kube-proxy"/m.test(text.slice(start, end)));
  const entries = /^[ \t]*(?:cluster_)?addons[ \t]*=[ \t]*\{/m.test(text) ? blocksFrom(text, /^[ \t]*"?kube-proxy"?[ \t]*=[ \t]*\{/gm) : [];
  return [...resources, ...entries].sort((a, b) => a.start - b.start);
}

function blocksFrom(text: string, head: RegExp): Block[] {
  return [...text.matchAll(head)].map(({ index }) => ({ start: index, end: endOfBlock(text, index) }));
}

/** Behind the brace that closes a block. */
function endOfBlock(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    if (text[index] === '{') depth++;
    if (text[index] === '}' && --depth === 0) return index + 1;
  }
  return text.length;
}

/** The add-on kube-proxy in a file of Terraform. */
export function terraformAddons(text: string): string[] {
  return blocksOf(text).map(({ start, end }) => text.slice(start, end));
}

/** Terms that are known by themselves: an object, or a text. */
const KNOWN = /\bconfiguration_values[ \t]*=[ \t]*(?:(?:json|yaml)encode\(\s*\{|"|<<-?)/;

/** Whether the values come from somewhere else: a variable, a file, or a function. */
export function isExpression(block: string): boolean {
  return /\bconfiguration_values[ \t]*=/.test(block) && !KNOWN.test(block);
}

/** The add-on in nftables mode. */
export function terraformToNftables(text: string): string {
  return blocksOf(text).reverse()
    .reduce((result, { start, end }) => result.slice(0, start) + blockToNftables(result.slice(start, end)) + result.slice(end), text);
}

function blockToNftables(block: string): string {
  const values = block
    .replace(/(configuration_values[ \t]*=[ \t]*(?:json|yaml)encode\(\s*\{)([\s\S]*?)(\}\s*\))/, (_, head: string, inner: string, tail: string) => head + termsToNftables(inner) + tail)
    .replace(/(configuration_values[ \t]*=[ \t]*)"((?:[^"\\]|\\.)*)"/, (_, head: string, json: string) => head + JSON.stringify(textToNftables(JSON.parse(`"${json}"`))))
    .replace(/(configuration_values[ \t]*=[ \t]*<<-?(\w+)[ \t]*\r?\n)([\s\S]*?)(\r?\n[ \t]*\2\b)/, (_, head: string, __, inner: string, tail: string) => head + textToNftables(inner) + tail);
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
  const lead = /^[ \t]*/.exec(block)![0];
  if (/\{\s*\}$/.test(block)) return block.replace(/\{\s*\}$/, () => `{\n${lead}  ${name} = ${value}\n${lead}}`);
  const indent = /\n([ \t]+)[\w-]+[ \t]*=/.exec(block)?.[1] ?? '  ';
  const equals = /\n[ \t]+([\w-]+[ \t]*)=/.exec(block)?.[1].length ?? 0;
  return block.replace(/(\s*)\}$/, (_, space: string) => `\n${indent}${name.padEnd(equals - 1)} = ${value}${space.includes('\n') ? space : '\n'}}`);
}
