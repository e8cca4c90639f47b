import { cleanupSection, lastSection, rollbackSection } from './after';
import { canarySection } from './canary';
import { namesOf } from './names';
import { preflightSection } from './preflight';
import { summarySection } from './summary';
import { switchSection } from './switch';
import { verifySection } from './verify';
import { MigrationPlan } from '../plan';

/** The commands of a migration in the right order, for this cluster, as Markdown. */
export function runbook(plan: MigrationPlan): string {
  const names = namesOf(plan);
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ['Preflight', preflightSection(plan, names)],
    ['First nodes', canarySection(plan, names)],
    ['Switch', switchSection(plan, names)],
    ['Verify', verifySection(plan, names)],
    ['Make it last', lastSection(plan, names)],
    ['Clean up', cleanupSection(plan)],
  ];
  return [
    ...summarySection(plan),
    ...steps.flatMap(([title, lines], index) => [`## ${index + 1}. ${title}`, '', ...lines]),
    '## Roll back',
    '',
    ...rollbackSection(plan, names),
  ].join('\n');
}
