import { CniFit } from './fit';
import { CniNeed } from './need';

/** What a plugin does about a need. */
export interface PluginAnswer {
  readonly fit: CniFit;
  /** Why, as one or two sentences. */
  readonly text: string;
  /** Where it comes from, if not from the plugin's own sources. */
  readonly sources?: readonly string[];
}

/** What several needs together change about the answers that each has alone. */
export interface Combination {
  /** With this need … */
  readonly need: CniNeed;
  /** … any of these has the answer below. */
  readonly affects: readonly CniNeed[];
  readonly answer: PluginAnswer;
}

/** What guides often say of a plugin, and what is right in the version that was read. */
export interface Correction {
  readonly said: string;
  readonly right: string;
  /** Addresses of what was read: at least one. */
  readonly sources: readonly string[];
}

/** A network plugin as it was read, in one version. */
export interface Plugin {
  readonly id: string;
  readonly name: string;
  /** The minor that the answers are about. */
  readonly version: string;
  readonly dataPlane: string;
  /** What it asks of the kernel. */
  readonly kernel: string;
  /** What was read for all answers. */
  readonly sources: readonly string[];
  readonly answers: Readonly<Record<CniNeed, PluginAnswer>>;
  readonly combinations: readonly Combination[];
  /** What of guides is wrong, or old; may be empty. */
  readonly corrections: readonly Correction[];
}

export const yes = (text: string, ...sources: string[]): PluginAnswer => answer(CniFit.YES, text, sources);
export const conditional = (text: string, ...sources: string[]): PluginAnswer => answer(CniFit.CONDITIONAL, text, sources);
export const no = (text: string, ...sources: string[]): PluginAnswer => answer(CniFit.NO, text, sources);
export const unknown = (text: string, ...sources: string[]): PluginAnswer => answer(CniFit.UNKNOWN, text, sources);

export const correction = (said: string, right: string, ...sources: [string, ...string[]]): Correction => ({ said, right, sources });

function answer(fit: CniFit, text: string, sources: readonly string[]): PluginAnswer {
  return sources.length > 0 ? { fit, text, sources } : { fit, text };
}
