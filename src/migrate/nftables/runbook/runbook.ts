import { canarySection } from './canary';
import { cleanupSection, lastSection } from './last';
import { preflightSection } from './preflight';
import { rollbackSection } from './rollback';
import { summarySection } from './summary';
import { switchSection } from './switch';
import { verifySection } from './verify';
import { hasOwnRollout } from '../distribution/planned-way';
import { distributionRunbook } from '../distribution/runbook';
import { MigrationPlan } from '../plan';

/** The commands of a migration in their order, for this cluster, as Markdown. */
export function runbook(plan: MigrationPlan): string {
  if (plan.way && hasOwnRollout(plan.way)) return distributionRunbook(plan, plan.way);
  const chapters: readonly (readonly [string, readonly string[]])[] = [
    ['Preflight', preflightSection(plan)],
    ['First nodes', canarySection(plan)],
    ['Switch', switchSection(plan)],
    ['Verify', verifySection(plan)],
    ['Make it last', lastSection(plan)],
    ['Clean up', cleanupSection(plan)],
  ];
  return [
    ...summarySection(plan),
    ...chapters.flatMap(([title, lines], index) => [`## ${index + 1}. ${title}`, '', ...lines]),
    '## Roll back',
    '',
    ...rollbackSection(plan),
  ].join('\n');
}
