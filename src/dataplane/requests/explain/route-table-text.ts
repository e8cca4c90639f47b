import { backendsText, RouteRow } from './route-table';
import { plain, toJson } from '../../../base/plain';
import { countOf } from '../../../base/text/words';
import { hostnameText } from '../gateway/match-text';

/** The table for people: below each place where requests come in, the hostnames, and below them the rules in their order. */
export function routeTableText(rows: readonly RouteRow[]): string {
  const lines: string[] = [];
  let before: RouteRow | undefined;
  for (const row of rows) {
    const isOther = (field: 'through' | 'entry' | 'hostname', ...above: boolean[]) => above.some(Boolean) || before?.[field] !== row[field];
    const [through, entry] = [isOther('through'), isOther('through') || isOther('entry')];
    if (through) lines.push(...before ? [''] : [], row.through);
    if (entry && row.entry !== '') lines.push(`  ${row.entry}`);
    if (isOther('hostname', through, entry)) lines.push(`    ${hostnameText(row.hostname)}`);
    lines.push(...rowLines(row));
    before = row;
  }
  const unreached = rows.filter(({ isNeverReached }) => isNeverReached).length;
  lines.push(...rows.length === 0 ? ['No route is attached to a listener.'] : ['', `${countOf(rows.length, 'rule')}, in the order in which they are considered${
    unreached === 0 ? '.' : `; ${unreached} never reached.`}`]);
  return `${lines.map(line => plain(line).trimEnd()).join('\n')}\n`;
}

function rowLines({ match, backends, actions, object, field, isNeverReached }: RouteRow): string[] {
  return [
    `      ${match}${isNeverReached ? '  (never reached)' : ''}`,
    ...actions.map(action => `          ${action}`),
    ...backends.length === 0 ? [] : [`          → ${backendsText(backends)}`],
    `          ${object}, ${field}`,
  ];
}

/** The table for programs. */
export function routeTableJson(rows: readonly RouteRow[]): string {
  return toJson({ version: 1, routes: rows.map(({ source, ...row }) => ({ ...row, source: source?.toString() })) });
}
