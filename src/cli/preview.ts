import { RulesetFlags, rulesetOfFiles } from './ruleset-of-files';
import { writeToFile, writeToStandardOutput } from './script-output';
import { IpFamily } from '../base/ip/ip-family';

/** The options of `preview`. */
export interface PreviewFlags extends RulesetFlags {
  readonly family?: IpFamily;
  readonly output?: string;
}

/** Carries out `preview`. */
export function preview(files: string[], flags: PreviewFlags): void {
  const lines = rulesetOfFiles(files, flags)._lines(flags.family);
  if (flags.output === undefined) writeToStandardOutput(lines);
  else writeToFile(flags.output, lines);
}
