import { quoted } from '../../../../base/errors';
import { parseIp } from '../../../../base/ip/address';
import { isPlainObject } from '../../../../base/objects/fields';
import { Problem } from '../../../../base/schema/problem';
import READS from '../../data/template-reads.json';
import { holdsIn, Period } from '../../target';
import { ChartValues, TemplateFailure } from '../../values/chart-values';
import { conditionOf } from '../../values/conditions';
import { write } from '../../values/options/formats';
import { problemAt, ValuesRule } from '../rule';

/**
 * What templates of the charts 1.17.18, 1.18.12, 1.19.6 and 1.20.0 read under a condition, and fail without: templates/cilium-configmap.yaml is
 * not among it. Found by walking the templates' syntax trees with the conditions on the way.
 */
interface Reads extends Period {
  readonly when?: string;
  /** What they read something of. */
  readonly maps?: readonly string[];
  /** What they give to functions of texts, and to `ternary`. */
  readonly strings?: readonly string[];
  readonly booleans?: readonly string[];
  /** What they go through. */
  readonly lists?: readonly string[];
  /** What they go through, and read something of each item. */
  readonly items?: readonly string[];
  /** What may be anything but null. */
  readonly known?: readonly string[];
  /** What they compare with a text. */
  readonly comparable?: readonly string[];
  /** What they make certificates for. */
  readonly addresses?: readonly string[];
  /** What they write as the whole value of a key, without quotes or with their own, so that it has to be YAML there. */
  readonly plain?: readonly string[];
  readonly printed?: readonly string[];
}

type Kind = Exclude<keyof Reads, keyof Period | 'when'>;

const isNothing = (value: unknown): boolean => value === undefined || value === null;

const FITS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  maps: isPlainObject,
  strings: value => typeof value === 'string',
  booleans: value => typeof value === 'boolean',
  lists: value => isNothing(value) || Array.isArray(value) || isPlainObject(value),
  items: value => (Array.isArray(value) ? value : Object.values(value ?? {})).every(isPlainObject),
  known: value => !isNothing(value),
  comparable: value => isNothing(value) || typeof value === 'string',
  addresses: value => !Array.isArray(value) || value.every(each => typeof each === 'string' && parseIp(each) !== undefined),
  plain: value => isYaml(value, 'plain'),
  printed: value => isYaml(value, 'printed'),
};

const TYPES: Readonly<Record<Kind, string>> = {
  maps: 'an object',
  strings: 'a string',
  booleans: 'true or false',
  lists: 'a list',
  items: 'a list of objects',
  known: 'a value',
  comparable: 'a string',
  addresses: 'a list of IP addresses',
  plain: 'YAML as the templates write it, without quotes',
  printed: 'YAML as the templates write it, between quotes',
};

function isYaml(value: unknown, format: 'plain' | 'printed'): boolean {
  try {
    write(value, format, '');
    return true;
  } catch (error) {
    if (error instanceof TemplateFailure) return false;
    throw error;
  }
}

function problemsOf(values: ChartValues): Problem[] {
  const problems = new Map<string, Problem>();
  for (const reads of READS as readonly Reads[]) {
    if (!holdsIn(reads, values.minor) || !conditionOf(reads.when ?? '')(values)) continue;
    for (const kind of Object.keys(FITS) as Kind[]) {
      for (const path of reads[kind] ?? []) {
        if (!FITS[kind](values.at(path)) && !problems.has(path)) problems.set(path, problemAt(path, messageFor(values.at(path), kind)));
      }
    }
  }
  const fields = [...problems.keys()];
  // What is below something that is missing is missing with it.
  return [...problems.values()].filter(({ field }) => !fields.some(other => field.startsWith(`${other}.`)));
}

function messageFor(value: unknown, kind: Kind): string {
  return isNothing(value) ? 'is null, which removes it, and the templates fail without it; leave it out'
    : `${quoted(value)} is not ${TYPES[kind]}, and the templates fail with it`;
}

export const NEEDED_VALUES: readonly ValuesRule[] = [{ id: 'null-for-needed', source: 'all templates', check: problemsOf }];
