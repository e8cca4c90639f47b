import { answerChanges, answerOf, haveSameOutcomes } from './answers';
import { BehaviorChange } from './behavior-change';
import { RulesetChangeAction } from './ruleset-change';
import { IP_FAMILY_OF, IP_PROTOCOL_OF } from '../../base/ip/enums';
import { Frontend } from '../explain/frontends';
import { TracedBehavior, TracedRow } from '../explain/matrix-rows';
import { SourceClass } from '../explain/vocabulary';

/** What a client notices of the difference between two rulesets, Service by Service: in no more memory than one Service needs. */
export function* behaviorChanges(before: Iterable<TracedRow>, after: Iterable<TracedRow>): Generator<BehaviorChange> {
  const [old, recent] = [services(before), services(after)];
  let [left, right] = [old.next().value, recent.next().value];
  while (left || right) {
    const order = !left ? 1 : !right ? -1 : compare(left.place, right.place);
    yield* serviceChanges(order <= 0 ? left!.rows : [], order >= 0 ? right!.rows : []);
    if (order <= 0) left = old.next().value;
    if (order >= 0) right = recent.next().value;
  }
}

/** The rows of one Service in one family. */
interface ServiceRows {
  /** Where the Service stands in the order of a matrix. */
  readonly place: readonly string[];
  readonly rows: TracedRow[];
}

function* services(rows: Iterable<TracedRow>): Generator<ServiceRows, undefined> {
  let current: ServiceRows | undefined;
  for (const row of rows) {
    const { family, service } = row.frontend;
    const place = [family, `${service.namespace}/${service.name}`];
    if (current && compare(current.place, place) === 0) {
      current.rows.push(row);
      continue;
    }
    if (current) yield current;
    current = { place, rows: [row] };
  }
  if (current) yield current;
  return undefined;
}

function compare(a: readonly string[], b: readonly string[]): number {
  const position = a.findIndex((part, i) => part !== b[i]);
  return position < 0 ? 0 : a[position] < b[position] ? -1 : 1;
}

function* serviceChanges(before: readonly TracedRow[], after: readonly TracedRow[]): Generator<BehaviorChange> {
  const old = new Map(before.map(row => [frontendText(row.frontend), row]));
  const recent = new Map(after.map(row => [frontendText(row.frontend), row]));
  for (const [key, row] of old) yield* rowChanges(row, recent.get(key));
  for (const [key, row] of recent) if (!old.has(key)) yield* rowChanges(undefined, row);
}

/** What a client uses, and the port's name, since two ports of a Service may not share one. */
function frontendText({ address, portNumber, port }: Frontend): string {
  return `${port.name} ${address} ${portNumber} ${port.protocol}`;
}

function rowChanges(before: TracedRow | undefined, after: TracedRow | undefined): BehaviorChange[] {
  // A node without an address sends nothing, which tells nothing about the rules.
  const answers = sourcesOf(before, after).filter(source => !isPlainlyTheSame(cellOf(before, source), cellOf(after, source)))
    .map(source => ({ source, before: answer(before, source), after: answer(after, source) }))
    .filter(answered => !((before && answered.before === undefined) || (after && answered.after === undefined)));
  const action = !before ? RulesetChangeAction.ADDED : !after ? RulesetChangeAction.REMOVED : RulesetChangeAction.CHANGED;
  return answerChanges(answers).map(change => ({ ...frontendFields((after ?? before)!.frontend), action, ...change }));
}

function frontendFields({ service, port, kind, family, address, portNumber }: Frontend) {
  return {
    serviceName: `${service.namespace}/${service.name}`,
    portName: port.name,
    kind,
    family: IP_FAMILY_OF[family],
    address,
    port: portNumber,
    protocol: IP_PROTOCOL_OF[port.protocol],
  };
}

/** Those that one of the rows has, in their usual order. */
function sourcesOf(before: TracedRow | undefined, after: TracedRow | undefined): SourceClass[] {
  const present = new Set([...before?.cells ?? [], ...after?.cells ?? []].map(({ sourceClass }) => sourceClass));
  return Object.values(SourceClass).filter(source => present.has(source));
}

function cellOf(row: TracedRow | undefined, source: SourceClass): TracedBehavior | undefined {
  return row?.cells.find(({ sourceClass }) => sourceClass === source);
}

/** Almost all traffic is treated alike on both sides, endpoint by endpoint in the same order: then nothing has to be put in words. */
function isPlainlyTheSame(before: TracedBehavior | undefined, after: TracedBehavior | undefined): boolean {
  return before !== undefined && after !== undefined && haveSameOutcomes(before.outcomes, after.outcomes);
}

/** Where source ranges don't act, a host that is in them is like any other. */
function answer(row: TracedRow | undefined, source: SourceClass): string | undefined {
  const cell = cellOf(row, source);
  if (cell) return answerOf(cell.outcomes);
  return source === SourceClass.EXTERNAL_IN_RANGE ? answer(row, SourceClass.EXTERNAL) : undefined;
}
