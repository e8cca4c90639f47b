import { adviceJson, adviceMarkdown, adviceText } from './cni-advice-text';
import { FoundNeedOfObjects } from './found-needs';
import { toJson } from '../../base/plain';
import { NeedAnswer, PluginAdvice } from '../../programs/cni/advise';
import { CniFit } from '../../programs/cni/fit';
import { CniNeed } from '../../programs/cni/need';

/**
 * What a network plugin does about one need.
 */
export interface CniAnswer {
  /** The need. */
  readonly need: CniNeed;
  /** Whether the plugin meets it. */
  readonly fit: CniFit;
  /** Why, and under which conditions. */
  readonly text: string;
  /** Addresses of what was read. */
  readonly sources: string[];
}

/**
 * What guides often say of a network plugin, and what is right.
 */
export interface CniCorrection {
  /** What is often said. */
  readonly said: string;
  /** What is right in the version that was read. */
  readonly right: string;
  /** Addresses of what was read. */
  readonly sources: string[];
}

/**
 * How well a network plugin meets all needs.
 */
export interface CniPluginAdvice {
  /** The id of the plugin, such as `calico`. */
  readonly plugin: string;
  /** Its name, such as `Calico`. */
  readonly name: string;
  /** The minor that was read, such as `3.32`. */
  readonly version: string;
  /** How well it meets all needs: as well as the one that it meets worst. */
  readonly fit: CniFit;
  /** How it moves packets. */
  readonly dataPlane: string;
  /** What it asks of the kernel. */
  readonly kernel: string;
  /** What it does about each need. */
  readonly answers: CniAnswer[];
  /** What guides often say of it, and what is right. */
  readonly corrections: CniCorrection[];
}

/**
 * A need that the objects of a cluster show.
 */
export interface CniFoundNeed {
  /** The need. */
  readonly need: CniNeed;
  /** How many objects show it. */
  readonly count: number;
  /** The first of these, described as in `Node win-1`. */
  readonly objects: string[];
}

/**
 * How well network plugins fit: the best first.
 */
export class CniAdvice {
  /** @internal */
  public static _of(advice: readonly PluginAdvice[], found: readonly FoundNeedOfObjects[]): CniAdvice {
    return new CniAdvice(advice, found, false);
  }

  /** @internal */
  public static _overview(advice: readonly PluginAdvice[]): CniAdvice {
    return new CniAdvice(advice, [], true);
  }

  private constructor(
    private readonly advice: readonly PluginAdvice[],
    private readonly found: readonly FoundNeedOfObjects[],
    private readonly isOverview: boolean,
  ) {}

  /**
   * The plugins, those that fit best first.
   */
  public get plugins(): CniPluginAdvice[] {
    return this.advice.map(({ plugin: { id, name, version, dataPlane, kernel, corrections }, fit, answers }) => ({
      plugin: id,
      name,
      version,
      fit,
      dataPlane,
      kernel,
      answers: answers.map(publicAnswer),
      corrections: corrections.map(({ said, right, sources }) => ({ said, right, sources: [...sources] })),
    }));
  }

  /**
   * The needs that the objects in files show. None where no files were given.
   */
  public get foundNeeds(): CniFoundNeed[] {
    return this.found.map(({ need, count, objects }) => ({ need, count, objects: [...objects] }));
  }

  /**
   * The advice for people, as lines.
   */
  public toText(): string {
    return `${this._textLines(100).join('\n')}\n`;
  }

  /**
   * The advice for people, as lines of a width.
   *
   * @internal
   */
  public _textLines(width: number): string[] {
    return adviceText(this.advice, this.found, width, this.isOverview);
  }

  /**
   * The advice as Markdown: a table, and what each plugin does about each need.
   */
  public toMarkdown(): string {
    return `${adviceMarkdown(this.advice, this.found, this.isOverview).join('\n')}\n`;
  }

  /**
   * The advice for programs.
   */
  public toJson(): string {
    return toJson(adviceJson(this.plugins, this.foundNeeds));
  }
}

function publicAnswer({ need, fit, text, sources }: NeedAnswer): CniAnswer {
  return { need, fit, text, sources: [...sources] };
}
