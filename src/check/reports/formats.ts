import { ReportFormatName } from './format-names';
import { githubReport } from './github';
import { jsonReport } from './json';
import { junitReport } from './junit';
import { markdownReport } from './markdown';
import { Report, ReportOptions } from './report';
import { sarifReport } from './sarif';
import { textReport } from './text';

/** The formats of reports by their names, which are the values of `--format`. What each returns ends with a line feed. */
export const REPORT_FORMATS: Record<ReportFormatName, (report: Report, options?: ReportOptions) => string> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
  github: githubReport,
  markdown: markdownReport,
};
