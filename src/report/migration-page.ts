import { headOf } from './check-page';
import { PageContent, PartContent } from './html';
import { filesPart, findingsPart, nodesPart } from './parts';
import { Cluster } from '../cluster/cluster';
import { Migration } from '../migrate/goals/migration-goal';

/** What the folder of a migration has beside the page. */
export interface WrittenFolder {
  readonly paths: readonly string[];
  /** The texts of its pages: the file to begin with, and the runbook. */
  readonly pages: readonly { readonly path: string; readonly text: string }[];
}

/** The page of a migration: all that its folder holds, to look at and to tick off. */
export function migrationPage(cluster: Cluster, migration: Migration, folder: WrittenFolder, question?: PageContent['question']): PageContent {
  const { report, parts = [] } = migration;
  return {
    ...headOf(report),
    parts: [
      findingsPart(report),
      ...cluster.nodes.size > 0 ? [nodesPart(cluster, report)] : [],
      ...parts.map((part): PartContent => ({ ...part, data: part.data() })),
      ...folder.pages.map(({ path, text }): PartContent => ({ id: idOf(path), kind: idOf(path) === 'runbook' ? 'runbook' : 'markdown', title: TITLES[idOf(path)] ?? path, data: text })),
      filesPart(folder.paths),
    ],
    question,
  };
}

/** Pages that every migration may have, by their ids. */
const TITLES: Readonly<Record<string, string | undefined>> = { runbook: 'Runbook', report: 'Report' };

/** Whether a file of a migration is shown on the page: the one to begin with, or the runbook. */
export function isShownFile(path: string, { startWith }: Pick<Migration, 'startWith'>): boolean {
  return path === startWith || idOf(path) === 'runbook';
}

function idOf(path: string): string {
  return path.replace(/\.md$/, '').toLowerCase();
}
