import { ListedStatement } from './syntax';

/** The chains that a statement may lead to. */
export function jumpTargets(statement: ListedStatement): string[] {
  if (statement.kind === 'verdict') return 'chain' in statement.verdict ? [statement.verdict.chain] : [];
  if (statement.kind !== 'vmap' || statement.data.kind !== 'members') return [];
  return statement.data.members.flatMap(({ verdict }) => (verdict && 'chain' in verdict ? [verdict.chain] : []));
}

/** What a statement does to a packet, in one word. */
export function effectOfStatement(statement: ListedStatement): string | undefined {
  switch (statement.kind) {
    case 'verdict': return statement.verdict.kind === 'drop' || statement.verdict.kind === 'accept' ? statement.verdict.kind : undefined;
    case 'vmap':
      return statement.data.kind === 'members' && statement.data.members.some(({ verdict }) => verdict?.kind === 'drop') ? 'drop' : undefined;
    case 'reject':
    case 'notrack':
    case 'masquerade':
    case 'redirect': return statement.kind;
    case 'nat': return statement.type;
    case 'mangle': return statement.target.kind === 'meta' && statement.target.key === 'mark' ? 'mark' : undefined;
    default: return undefined;
  }
}
