import { row } from '../markdown';
import { MigrationPlan } from './plan';
import { codeSpan } from '../../base/text/markdown';
import { KubeProxyMigrationDecision, MigrationAction } from '../../programs/kube-proxy/migration-decision';

const HEADINGS: Readonly<Record<MigrationAction, string>> = {
  [MigrationAction.UNKNOWN]: 'Unknown to kube-proxy, and left out',
  [MigrationAction.CHANGED]: 'Changed',
  [MigrationAction.MOVED]: 'Moved to the section that nftables mode reads',
  [MigrationAction.ADDED]: 'Added',
  [MigrationAction.DROPPED]: 'Dropped',
  [MigrationAction.KEPT]: 'Kept',
};

/** What became of each setting of kube-proxy's configuration, as Markdown. */
export function decisionsPage({ decisions, currentMode, version, notices }: MigrationPlan): string {
  const sections = (Object.keys(HEADINGS) as MigrationAction[])
    .flatMap(action => section(action, decisions.filter(decision => decision.action === action)));
  return [
    '# What became of kube-proxy\'s settings',
    '',
    `From ${currentMode} mode to nftables mode, for kube-proxy ${version.minorText}. Settings that are not named were not set, or at their zero value.`,
    '',
    ...notices.flatMap(notice => [`> ${notice}`, '']),
    ...sections,
  ].join('\n');
}

function section(action: MigrationAction, decisions: readonly KubeProxyMigrationDecision[]): string[] {
  if (decisions.length === 0) return [];
  return [
    `## ${HEADINGS[action]}`,
    '',
    row('field', 'was', 'is', 'why'),
    row('---', '---', '---', '---'),
    ...decisions.map(({ field, before, after, reason }) => row(codeSpan(field), value(before), value(after), reason)),
    '',
  ];
}

function value(data: unknown): string {
  return data === undefined ? '' : codeSpan(typeof data === 'string' ? data : JSON.stringify(data));
}
