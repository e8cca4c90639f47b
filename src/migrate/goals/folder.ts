import { FINDINGS } from '.';
import { Migration } from './migration-goal';
import { jsonReport } from '../../check/reports/json';
import { markdownReport } from '../../check/reports/markdown';
import { MigrationFile } from '../step';

/** All files of a migration's folder, but for its page: the reports of what was found first. */
export function* folderFiles({ report, files }: Pick<Migration, 'report' | 'files'>): Generator<MigrationFile> {
  yield { path: FINDINGS.markdown, content: markdownReport(report, { all: true }) };
  yield { path: FINDINGS.json, content: jsonReport(report) };
  yield* files;
}
