import { writeText } from './script-output';
import { probeScript } from '../verify/probe-script';

/** The options of `probe`. */
export interface ProbeFlags {
  readonly output?: string;
}

/** Carries out `probe`. */
export function probe({ output }: ProbeFlags): void {
  writeText(output, probeScript());
}
