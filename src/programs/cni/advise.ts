import { CniFit } from './fit';
import { FITS, worstFit } from './fit-order';
import { CniNeed } from './need';
import { CNI_NEEDS, NEED_TITLES } from './need-titles';
import { Plugin, PluginAnswer } from './plugin';
import { PLUGINS } from './plugins';
import { InputError } from '../../base/errors';
import { nearest } from '../../base/text/suggest';

/** What a plugin does about one of the needs that were asked for. */
export interface NeedAnswer {
  readonly need: CniNeed;
  readonly fit: CniFit;
  readonly text: string;
  readonly sources: readonly string[];
}

/** How well a plugin meets all needs that were asked for. */
export interface PluginAdvice {
  readonly plugin: Plugin;
  readonly fit: CniFit;
  readonly answers: readonly NeedAnswer[];
}

/** Needs that no cluster can have both. */
const CONTRADICTIONS: readonly (readonly [CniNeed, CniNeed, string])[] = [
  [CniNeed.NFTABLES, CniNeed.WITHOUT_KUBE_PROXY, 'the first keeps kube-proxy, the second removes it'],
];

/** Whether a need can be had beside others. */
export function isCompatible(need: CniNeed, others: readonly CniNeed[]): boolean {
  return !CONTRADICTIONS.some(([one, other]) => (need === one && others.includes(other)) || (need === other && others.includes(one)));
}

/**
 * Holds plugins against needs: the best first.
 *
 * @throws InputError where needs contradict each other
 */
export function advise(needs: readonly CniNeed[], plugins: readonly Plugin[] = PLUGINS): PluginAdvice[] {
  for (const [one, other, why] of CONTRADICTIONS) {
    if (needs.includes(one) && needs.includes(other)) throw new InputError(`needs: ${one} cannot be combined with ${other}: ${why}; ask for one of them`);
  }
  const asked = CNI_NEEDS.filter(need => needs.includes(need));
  const advice = plugins.map((plugin): PluginAdvice => {
    const answers = asked.map(need => answerTo(need, asked, plugin));
    return { plugin, fit: worstFit(answers.map(({ fit }) => fit)), answers };
  });
  return advice.sort((a, b) => FITS.indexOf(a.fit) - FITS.indexOf(b.fit) || missed(a) - missed(b));
}

/** What plugins do about each need for itself, in the order of the plugins. */
export function everyAnswer(plugins: readonly Plugin[] = PLUGINS): PluginAdvice[] {
  return plugins.map((plugin): PluginAdvice => {
    const answers = CNI_NEEDS.map(need => answerTo(need, [need], plugin));
    return { plugin, fit: worstFit(answers.map(({ fit }) => fit)), answers };
  });
}

/** Among plugins that fit equally well, the one with the fewer answers as bad as its worst comes first. */
function missed({ fit, answers }: PluginAdvice): number {
  return answers.filter(answer => answer.fit === fit && fit !== CniFit.YES).length;
}

function answerTo(need: CniNeed, asked: readonly CniNeed[], plugin: Plugin): NeedAnswer {
  const alone = plugin.answers[need];
  const together = plugin.combinations.filter(combination => asked.includes(combination.need) && combination.affects.includes(need));
  const all: readonly PluginAnswer[] = [alone, ...together.map(({ answer }) => answer)];
  return {
    need,
    fit: worstFit(all.map(({ fit }) => fit)),
    text: [alone.text, ...together.map(({ need: other, answer }) => `Together with ${NEED_TITLES[other]}: ${lowerFirst(answer.text)}`)].join(' '),
    sources: [...new Set(all.flatMap(({ sources }) => sources ?? plugin.sources))],
  };
}

/** Lower case where the first word is not a name: a name has another capital letter, or is not followed by small letters. */
function lowerFirst(text: string): string {
  return /^(A|An|By|It|On|Only|The|Whether) /.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}

/** @throws InputError where a name is not one of a need */
export function readNeed(name: string): CniNeed {
  return readName(name, CNI_NEEDS, 'need');
}

/** @throws InputError where a name is not one of a plugin */
export function readPlugin(name: string): Plugin {
  const id = readName(name, PLUGINS.map(plugin => plugin.id), 'plugin');
  return PLUGINS.find(plugin => plugin.id === id)!;
}

function readName<T extends string>(name: string, known: readonly T[], what: string): T {
  const found = known.find(one => one === name);
  if (found !== undefined) return found;
  const suggestion = nearest(name, known);
  throw new InputError(`${what}: "${name}" is not known; ${suggestion === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${suggestion}?`}`);
}
