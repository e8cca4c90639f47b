import { factsOf, namesBelow, periodOf, VALUE_PATHS } from './facts';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { nearest } from '../../../base/text/suggest';
import { CiliumMinor, describePeriod } from '../target';

/** A key that is accepted, and that nothing reads. */
export interface IgnoredKey {
  readonly field: string;
  readonly message: string;
  /** Whether Cilium has or had the value: whoever wrote it has not misspelled it. */
  readonly isKnown: boolean;
}

/** Keys that no template of the chart of a minor reads: the schema refuses no key, so Helm drops them without a word. */
export function ignoredKeys(given: PlainObject, minor: CiliumMinor, at = ''): IgnoredKey[] {
  return Object.entries(given).flatMap(([name, value]): IgnoredKey[] => {
    const path = at === '' ? name : `${at}.${name}`;
    // What --set takes for a path is one name in a file.
    const facts = name.includes('.') ? undefined : factsOf(path, minor);
    if (!facts) {
      // Helm has a place for all charts of a release, and null removes what would be there.
      if (path === 'global' || value === null) return [];
      return [unknownKey(name, path, at, minor)];
    }
    if (facts.dead) return [{ field: path, isKnown: true, message: `is in the values of the chart ${minor}, but no template reads it` }];
    return isPlainObject(value) && !facts.open ? ignoredKeys(value, minor, path) : [];
  });
}

function unknownKey(name: string, path: string, at: string, minor: CiliumMinor): IgnoredKey {
  const period = periodOf(path);
  if (name.includes('.') && period) {
    return { field: path, isKnown: false, message: `is a name with dots, which the chart drops: only --set takes it for a path; nest its parts, as in ${name.replaceAll('.', ': {')}: …${'}'.repeat(name.split('.').length - 1)}` };
  }
  if (period) return { field: path, isKnown: true, message: `is not a value of the chart ${minor}, which drops it: it is one ${describePeriod(period)}` };
  const near = nearest(name, namesBelow(at, minor)) ?? elsewhere(name, minor);
  return {
    field: path,
    isKnown: false,
    message: `is not a value of the chart, which drops it${near === undefined ? '' : `; did you mean ${at !== '' && !near.includes('.') ? `${at}.${near}` : near}?`}`,
  };
}

/** The only path that ends in the name, where a value was put at a wrong place. */
function elsewhere(name: string, minor: CiliumMinor): string | undefined {
  if (name.length < 8) return undefined;
  const paths = VALUE_PATHS.filter(path => path.endsWith(`.${name}`) && factsOf(path, minor));
  return paths.length === 1 ? paths[0] : undefined;
}
