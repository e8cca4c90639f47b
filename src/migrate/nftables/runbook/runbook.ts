import { canarySection } from './canary';
import { cleanupSection, lastSection } from './last';
import { preflightSection } from './preflight';
import { rollbackSection } from './rollback';
import { summarySection } from './summary';
import { switchSection } from './switch';
import { verifySection } from './verify';
import { MigrationPlan } from '../plan';

/** The commands of a migration in their order, for this cluster, as Markdown. */
export function runbook(plan: MigrationPlan): string {
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
