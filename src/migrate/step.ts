/** A file of a migration: its path in the folder, and its text; a ruleset's lines are made when they are asked for. */
export interface MigrationFile {
  readonly path: string;
  readonly content: string | (() => Iterable<string>);
}

/** A paragraph, or the lines of a block. */
export type Block = string | readonly string[];

/** What a step adds to the chapters of the runbook. */
export interface StepPages {
  /** Preflight: commands that keep what the cluster has at that moment, for the way back. */
  readonly keep?: readonly string[];
  /** Once, before the first nodes change. */
  readonly beforeCanary?: readonly Block[];
  /** Commands that take the first nodes along. */
  readonly onCanary?: readonly string[];
  /** Commands that undo `onCanary`. */
  readonly offCanary?: readonly string[];
  /** What to know while some nodes keep their mode, each in a sentence. */
  readonly mixed?: readonly string[];
  /** Before kube-proxy changes on all nodes. */
  readonly beforeSwitch?: readonly Block[];
  /** Right after kube-proxy has changed on all nodes. */
  readonly afterSwitch?: readonly Block[];
  /** How to see that the step has worked. */
  readonly verify?: readonly Block[];
  /** What keeps the new state, and what would undo it. */
  readonly last?: readonly Block[];
  /** What is left behind on the nodes, each in a sentence without a full stop. */
  readonly leftovers?: readonly string[];
  /** The way back, after kube-proxy's. */
  readonly rollback?: readonly Block[];
}

/** A part of a migration: what it solves, its files, and its part of the runbook. */
export interface MigrationStep {
  readonly id: string;
  /** The rules whose findings this step solves in this cluster. */
  readonly solves: ReadonlySet<string>;
  readonly files: readonly MigrationFile[];
  readonly pages: StepPages;
}

/** What steps say in a chapter, in their order. */
export function pagesOf<K extends keyof StepPages>(steps: readonly MigrationStep[], chapter: K): NonNullable<StepPages[K]>[number][] {
  return steps.flatMap<NonNullable<StepPages[K]>[number]>(({ pages }) => pages[chapter] ?? []);
}

/** A file that ends with a line feed. */
export function textFile(path: string, text: string): MigrationFile {
  return { path, content: text.endsWith('\n') ? text : `${text}\n` };
}
