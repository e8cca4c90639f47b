import { Finding, FindingSeverity } from './finding';

/** What a run of a checking command may end with. A run that could not be carried out ends with 1. */
export enum CheckExitCode {
  /** Nothing found that fails the check. */
  CLEAN = 0,
  /** The worst that was found is a warning. */
  WARNINGS = 2,
  /** There is a blocker. */
  BLOCKERS = 3,
}

/** The lowest severity that fails a check. Infos never do. */
export type FailOn = 'blocker' | 'warning';

/** The default wherever a check is run: by the command, and by the plugin of cdk8s-cli. */
export const DEFAULT_FAIL_ON: FailOn = 'warning';

/** The values of `--fail-on`. */
export const FAIL_ON: readonly FailOn[] = ['blocker', 'warning'];

/** The exit code for what is left after waivers. With `blocker`, warnings alone count as clean. */
export function exitCodeOf(findings: readonly Finding[], failOn: FailOn = DEFAULT_FAIL_ON): CheckExitCode {
  const has = (severity: FindingSeverity) => findings.some(finding => finding.severity === severity);
  if (has(FindingSeverity.BLOCKER)) return CheckExitCode.BLOCKERS;
  return failOn === 'warning' && has(FindingSeverity.WARNING) ? CheckExitCode.WARNINGS : CheckExitCode.CLEAN;
}
