import { Block } from '../../programs/cilium/removal/block';
import { RemovalStep } from '../../programs/cilium/removal/gradual';
import { paragraphs } from '../markdown';

/** Steps as numbered sections, or below one that has a number. */
export function removalMarkdown(steps: readonly RemovalStep[], isBelow = false): string[] {
  return steps.flatMap(({ title, blocks }, i) => paragraphs(isBelow ? `### ${title}` : `## ${i + 1}. ${title}`, ...blocks.map(asMarkdown)));
}

function asMarkdown(block: Block): string | string[] {
  return typeof block === 'string' ? block : [`\`\`\`${block.language}`, ...block.lines, '```'];
}
