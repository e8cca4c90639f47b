import { writeText } from './script-output';
import { CniAdvisor } from '../check/advice';
import { CniNeed } from '../programs/cni/need';

/** The options of `advise`. */
export interface AdviseFlags {
  readonly needs?: CniNeed[];
  readonly plugins?: string[];
  readonly format: 'text' | 'json' | 'markdown';
  readonly output?: string;
}

/** Carries out `advise`. */
export function advise(files: string[], { needs, plugins, format, output }: AdviseFlags): void {
  const advice = CniAdvisor.advise({ needs, plugins, files });
  const isTerminal = output === undefined && process.stdout.isTTY;
  const width = isTerminal ? Math.min(process.stdout.columns || 100, 120) : 100;
  const text = format === 'json' ? advice.toJson() : format === 'markdown' ? advice.toMarkdown() : advice._textLines(width).join('\n');
  writeText(output, text);
}
