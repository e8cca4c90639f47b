import { headOf } from './check-page';
import { PageContent } from './html';
import { filesPart, findingsPart, nodesPart } from './parts';
import { Cluster } from '../cluster/cluster';
import { Migration } from '../migrate/goals/migration-goal';

/** What the folder of a migration has beside the page. */
export interface WrittenFolder {
  readonly paths: readonly string[];
  /** The text of the file to begin with. */
  readonly startText: string;
}

/** The page of a migration: all that its folder holds, to look at and to tick off. */
export function migrationPage(cluster: Cluster, migration: Migration, folder: WrittenFolder, question?: PageContent['question']): PageContent {
  const { report, parts = [] } = migration;
  return {
    ...headOf(report),
    parts: [
      findingsPart(report),
      ...cluster.nodes.size > 0 ? [nodesPart(cluster, report)] : [],
      ...parts,
      { id: 'runbook', kind: 'markdown', title: 'Runbook', data: folder.startText },
      filesPart(folder.paths),
    ],
    question,
  };
}
