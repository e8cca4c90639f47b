import { MigrationGoal } from './migration-goal';
import { AMBIENT_MIGRATION } from '../ambient';
import { CILIUM_MIGRATION } from '../cilium';
import { GATEWAY_API_MIGRATION } from '../gateway-api';
import { NFTABLES_MIGRATION } from '../nftables';

/** All migrations, in the order of what they ask. */
export const MIGRATION_GOALS: readonly MigrationGoal[] = [NFTABLES_MIGRATION, GATEWAY_API_MIGRATION, CILIUM_MIGRATION, AMBIENT_MIGRATION];

/** The files of every migration, beside its own. */
export const FINDINGS = { markdown: 'findings.md', json: 'findings.json' };

/** All of a migration on one page, for a browser. */
export const PAGE = 'report.html';

/** Whether a path is that of a file which any migration writes: one of an earlier run would look as if it were of this one. */
export function isMigrationFile(path: string): boolean {
  return path === PAGE || Object.values(FINDINGS).includes(path) || MIGRATION_GOALS.some(goal => goal.isFile(path));
}
