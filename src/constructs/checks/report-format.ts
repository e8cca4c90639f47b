/**
 * How a report is written. docs/findings.md describes each.
 */
export enum ReportFormat {
  /** For people at a terminal. */
  TEXT = 'text',
  /** For programs. */
  JSON = 'json',
  /** For code scanning: SARIF 2.1.0. */
  SARIF = 'sarif',
  /** For what shows test results. */
  JUNIT = 'junit',
  /** For the log of a GitHub Actions job. */
  GITHUB = 'github',
  /** For the summary of a job, or a comment to a pull request. */
  MARKDOWN = 'markdown',
}
