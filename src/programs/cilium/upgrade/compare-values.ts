import { isEqual } from '../../../base/objects/equal';
import { PlainObject } from '../../../base/objects/fields';
import { Problem } from '../../../base/schema/problem';
import { isTruthy } from '../../../base/text/go-values';
import { Rendering } from '../rules/rule';
import { IGNORED_VALUES } from '../rules/silent/ignored';
import { CiliumMinor, holdsIn } from '../target';
import { validateValues } from '../validate-values';
import { agentConfigOf, valuesOfOption } from '../values/agent-config';
import { ChartValues } from '../values/chart-values';
import { factsOf, VALUE_PATHS } from '../values/facts';
import { ignoredKeys } from '../values/ignored-keys';

/** A value whose default is another one, and that is not given. */
export interface ChangedDefault {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** An option of the agent that gets another value from the same values. */
export interface ChangedOption {
  readonly option: string;
  /** Undefined where there is none. */
  readonly before?: string;
  readonly after?: string;
  /** Whether it changes in the same way without any values: the version changes it, and not what is given. */
  readonly isGeneral: boolean;
  /** The value whose default has changed, and so the option. */
  readonly defaultOf?: string;
}

/** What becomes of values with another minor. */
export interface ValuesComparison {
  /** What only the later one refuses, or its agent. */
  readonly refused: readonly Problem[];
  /** Keys that only the earlier one reads. */
  readonly dead: readonly Problem[];
  readonly defaults: readonly ChangedDefault[];
  readonly options: readonly ChangedOption[];
}

/** Compares what the charts and agents of two minors make of the same values. */
export function compareValues(given: PlainObject, from: CiliumMinor, to: CiliumMinor, rendering: Rendering): ValuesComparison {
  const [before, after] = [new ChartValues(given, from), new ChartValues(given, to)];
  const [old, recent] = [validateValues(before, rendering), validateValues(after, rendering)];
  const known = new Set([...old.refused, ...old.agentRefuses].map(({ field }) => field));
  const ignored = (values: ChartValues): Problem[] => {
    const silent = IGNORED_VALUES.filter(rule => holdsIn(rule, values.minor)).flatMap(rule => rule.check(values, rendering) ?? []);
    const told = silent.map(({ field }) => field);
    return [...silent, ...ignoredKeys(given, values.minor).filter(({ field }) => !told.includes(field))];
  };
  const wasIgnored = new Set(ignored(before).map(({ field }) => field));
  const defaults = changedDefaults(before, after);
  return {
    refused: [...recent.refused, ...recent.agentRefuses].filter(({ field }) => !known.has(field)),
    dead: ignored(after).filter(({ field }) => !wasIgnored.has(field)),
    defaults,
    options: changedOptions(before, after, defaults),
  };
}

/** Images change with every version, and those of the chart belong together. */
const IMAGE = /(?:^|\.)image\.|[iI]mage$/;

function changedDefaults(before: ChartValues, after: ChartValues): ChangedDefault[] {
  return VALUE_PATHS.flatMap(field => {
    const [old, recent] = [factsOf(field, before.minor), factsOf(field, after.minor)];
    if (!old || !recent || IMAGE.test(field) || isSame(old.default, recent.default) || before.isGiven(field)) return [];
    return [{ field, before: old.default, after: recent.default }];
  });
}

function changedOptions(before: ChartValues, after: ChartValues, defaults: readonly ChangedDefault[]): ChangedOption[] {
  const general = new Map(differences(new ChartValues({}, before.minor), new ChartValues({}, after.minor)).map(change => [change.option, change]));
  const fields = new Set(defaults.map(({ field }) => field));
  return differences(before, after).map(change => {
    const same = general.get(change.option);
    const defaultOf = valuesOfOption(change.option).find(path => fields.has(path));
    const isGeneral = same !== undefined && same.before === change.before && same.after === change.after;
    return { ...change, isGeneral, ...defaultOf !== undefined && { defaultOf } };
  });
}

function differences(before: ChartValues, after: ChartValues): Pick<ChangedOption, 'option' | 'before' | 'after'>[] {
  const [old, recent] = [agentConfigOf(before), agentConfigOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(recent)])].filter(option => !isSame(old[option], recent[option]))
    .map(option => ({ option, before: old[option], after: recent[option] }));
}

/** Whether two are equal, or both amount to nothing. */
function isSame(a: unknown, b: unknown): boolean {
  const isNothing = (value: unknown): boolean => !isTruthy(value) || value === 'false' || value === 'none';
  return isEqual(a, b) || (isNothing(a) && isNothing(b) && (a === undefined || b === undefined));
}
