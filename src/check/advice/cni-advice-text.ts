import { FoundNeedOfObjects } from './found-needs';
import { indented, wrap } from '../../base/plain';
import { code, escapeMarkdown, proseWithCommands } from '../../base/text/markdown';
import { enumeration } from '../../base/text/words';
import { PluginAdvice } from '../../programs/cni/advise';
import { CniFit } from '../../programs/cni/fit';
import { FITS } from '../../programs/cni/fit-order';
import { NEED_TITLES } from '../../programs/cni/need-titles';
import { Plugin } from '../../programs/cni/plugin';

const VERDICTS: Readonly<Record<CniFit, string>> = {
  [CniFit.YES]: 'fits',
  [CniFit.CONDITIONAL]: 'fits under conditions',
  [CniFit.UNKNOWN]: 'undecided',
  [CniFit.NO]: 'does not fit',
};

const FIT_WIDTH = Math.max(...FITS.map(({ length }) => length));
const NOTHING_NEEDED = 'The objects do not show any needs: name them with --needs.';
/** Raised when a field goes away or changes its meaning; new fields do not raise it. */
const FORMAT_VERSION = 1;

const titleOf = ({ plugin, fit }: PluginAdvice) => `${plugin.name} ${plugin.version}: ${VERDICTS[fit]}`;
const needsOf = (advice: readonly PluginAdvice[]) => advice[0]?.answers.map(({ need }) => need) ?? [];

/** The advice for people who read plain text: each plugin with its reasons or, for all that is known, a table of yes and no. */
export function adviceText(advice: readonly PluginAdvice[], found: readonly FoundNeedOfObjects[], width: number, isOverview: boolean): string[] {
  if (isOverview) return overview(advice);
  const needs = needsOf(advice);
  if (needs.length === 0) return [NOTHING_NEEDED];
  const column = (first: string, text: string) => indented(wrap(text, width - FIT_WIDTH - 4), ' '.repeat(FIT_WIDTH + 4), `  ${first.padEnd(FIT_WIDTH)}  `);
  return [
    ...indented(wrap(`Network plugins for: ${enumeration(needs.map(need => NEED_TITLES[need]))}`, width - 2), '  ', ''),
    ...foundLines(found).flatMap(line => indented(wrap(line, width - 2), '  ', '')),
    ...advice.flatMap(one => [
      '',
      titleOf(one),
      ...one.answers.flatMap(({ need, fit, text }) => column(fit, `${NEED_TITLES[need]}: ${text}`)),
      ...column('kernel', one.plugin.kernel),
    ]),
  ];
}

/** The fit of each plugin for each need, without the reasons. */
function overview(advice: readonly PluginAdvice[]): string[] {
  const rows = [
    ['NEED', ...advice.map(({ plugin }) => `${plugin.name} ${plugin.version}`), 'WHAT'],
    ...needsOf(advice).map((need, index) => [need, ...advice.map(({ answers }) => answers[index].fit), NEED_TITLES[need]]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  return rows.map(row => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
}

/** The advice as Markdown: a table, then what each plugin does about each need. */
export function adviceMarkdown(advice: readonly PluginAdvice[], found: readonly FoundNeedOfObjects[], isOverview: boolean): string[] {
  const needs = needsOf(advice);
  if (needs.length === 0) return [NOTHING_NEEDED];
  return [
    `| Need | ${advice.map(({ plugin }) => escapeMarkdown(`${plugin.name} ${plugin.version}`)).join(' | ')} |`,
    `|---|${advice.map(() => '---|').join('')}`,
    ...needs.map((need, index) => `| ${code(need)}: ${escapeMarkdown(NEED_TITLES[need])} | ${advice.map(({ answers }) => answers[index].fit).join(' | ')} |`),
    ...found.length === 0 ? [] : ['', ...foundLines(found).map(line => `- ${escapeMarkdown(line)}`)],
    ...advice.flatMap(one => [
      '',
      `### ${escapeMarkdown(isOverview ? `${one.plugin.name} ${one.plugin.version}` : titleOf(one))}`,
      '',
      ...wrap(`Data plane: ${proseWithCommands(one.plugin.dataPlane)}. Kernel: ${proseWithCommands(one.plugin.kernel)}.`, 120),
      '',
      ...one.answers.flatMap(({ need, fit, text }) => indented(wrap(`${escapeMarkdown(NEED_TITLES[need])}: **${fit}**. ${proseWithCommands(text)}`, 120), '  ', '- ')),
      '',
      'Sources:',
      '',
      ...[...new Set(one.answers.flatMap(({ sources }) => sources))].map(url => `- <${url}>`),
    ]),
    ...isOverview ? ['', '### What guides often say', '', ...correctionsTable(advice.map(({ plugin }) => plugin))] : [],
  ];
}

/** What guides often say of plugins, and what is right, as a table of Markdown. */
export function correctionsTable(plugins: readonly Plugin[]): string[] {
  return [
    '| Often said | Right | Read in |',
    '|---|---|---|',
    ...plugins.flatMap(({ corrections }) => corrections).map(({ said, right, sources }) =>
      `| ${escapeMarkdown(said)} | ${escapeMarkdown(right)} | ${sources.map(url => `<${url}>`).join(' ')} |`),
  ];
}

function foundLines(found: readonly FoundNeedOfObjects[]): string[] {
  return found.map(({ need, count, objects }) => {
    const more = count - objects.length;
    return `Found ${need}: ${objects.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  });
}

/** The advice for programs. docs/cni-advisor.md describes the fields. */
export function adviceJson(plugins: readonly object[], foundNeeds: readonly object[]): object {
  return { version: FORMAT_VERSION, plugins, foundNeeds };
}
