import { Connection } from './bed';
import { Case, caseName, connectionsFor, seen } from './expectation';
import { World } from './world';

/** Each case is tried so often at least. */
export const CONNECTIONS = { answered: 4, otherwise: 2 };

/** What the kernel did in a case, and what of it differs from the prediction. */
export class CaseReport {
  /** How often what was seen. */
  public readonly seen = new Map<string, number>();
  /** How many connections were free to meet any of the endpoints. */
  private choices = 0;
  private readonly problems = new Set<string>();
  private readonly traced: { readonly flow: string; readonly what: string }[] = [];

  constructor(public readonly one: Case, private readonly world: World) {}

  public get connections(): number {
    return [...this.seen.values()].reduce((sum, count) => sum + count, 0);
  }

  public get isAnswered(): boolean {
    return this.one.expectations.some(({ outcome }) => outcome.verdict === 'accept');
  }

  public get hasAffinity(): boolean {
    return this.one.expectations.some(({ outcome }) => outcome.affinity !== undefined);
  }

  /** How many of the predicted outcomes were not seen yet. */
  public get missing(): number {
    return this.one.expectations.filter(({ texts }) => !texts.some(text => this.seen.has(text))).length;
  }

  /** Whether everything was seen that is predicted, or more connections are of no use. */
  public get isDone(): boolean {
    if (this.problems.size > 0) return true;
    if (this.connections < (this.isAnswered ? CONNECTIONS.answered : CONNECTIONS.otherwise)) return false;
    return this.missing === 0 || this.choices >= connectionsFor(this.one.expectations);
  }

  /** Notes a connection whose client is free to meet any of the endpoints. */
  public add(connection: Connection, isTraced: boolean): string {
    this.choices++;
    const what = this.note(connection);
    if (isTraced) this.traced.push({ flow: connection.flow, what });
    return what;
  }

  /** Notes a connection whose client has to meet the endpoint that it met before. */
  public addAgain(connection: Connection, before: string): void {
    const what = this.note(connection);
    if (what !== before) this.problems.add(`a client first met «${before}», then «${what}»`);
  }

  /** Compares the rules that the kernel traced with those that are predicted for what was seen. */
  public compareTrace(rulesOfFlow: ReadonlyMap<string, readonly string[]>): void {
    for (const { flow, what } of this.traced) {
      const actual = list(rulesOfFlow.get(flow) ?? ['no trace']);
      const predicted = this.one.expectations.filter(({ texts }) => texts.includes(what)).map(({ rules }) => list(rules));
      if (!predicted.includes(actual)) this.problems.add(`the kernel's trace of «${what}»: ${actual}; predicted: ${predicted.join(' or ') || 'nothing'}`);
    }
  }

  /** What is wrong, for the reader of a failed test; undefined where nothing is. */
  public get failure(): string | undefined {
    const problems = [...this.problems];
    if (this.missing > 0) problems.push(`never seen in ${this.connections} connections: ${this.missing} of the predicted outcomes`);
    if (problems.length === 0) return undefined;
    const predicted = this.one.expectations.map(({ outcome, texts }) => `${texts.join(' or ')} (${outcome.probability.toFixed(3)})`);
    return [caseName(this.one), `predicted: ${[...new Set(predicted)].join('; ')}`, ...problems.slice(0, 4)].join('\n    ');
  }

  private note({ result }: Connection): string {
    const what = seen(this.world, this.one.client, result);
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
    if (!this.one.expectations.some(({ texts }) => texts.includes(what))) this.problems.add(`seen: ${what}`);
    return what;
  }
}

function list(rules: readonly string[]): string {
  return rules.join(', ');
}
