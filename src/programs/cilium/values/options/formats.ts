import { quoted } from '../../../../base/errors';
import { isPlainObject } from '../../../../base/objects/fields';
import { parseGoDuration } from '../../../../base/schema/duration';
import { canBePlain, isNoStringWhenPlain } from '../../../../base/schema/go-yaml';
import { goInteger, goJson, goStrings, goText, isTruthy, sortedNames } from '../../../../base/text/go-values';
import { jsYaml } from '../../../../input/js-yaml';
import { TemplateFailure } from '../chart-values';

/** The ways in which the template writes values. */
export type Format =
  /** With the function `quote`, which writes nothing for null: the API server stores an empty text. */
  | 'quoted'
  /** Between quotes of the template itself, so that quotes and backslashes in it are YAML's. */
  | 'printed'
  /** Without quotes, so that YAML decides what it is. */
  | 'plain'
  /** As `printed`, in small letters. */
  | 'lower'
  /** As `printed`, after a colon: an address without a host. */
  | 'port'
  /** With the function `int`. */
  | 'integer'
  /** With `validateDuration` of templates/_helpers.tpl: Go parses it, and what is empty becomes 0s. */
  | 'duration'
  /** The items of a list, joined by a blank or a comma. */
  | 'words' | 'commas'
  /** The items of a list, each on a line of its own, which YAML folds. */
  | 'lines'
  | 'json' | 'raw-json'
  /** With `mapToString` of templates/_helpers.tpl: `a=b,c=d`. */
  | 'labels';

/** A text of the ConfigMap. */
export interface Written {
  readonly text: string;
  /** Whether YAML reads something else in it than a text, so that the API server does not take the ConfigMap. */
  readonly isNoText?: boolean;
}

/**
 * Writes a value as the template does.
 * @throws TemplateFailure where the template fails with it, or Helm with the YAML that comes out
 */
export function write(value: unknown, format: Format, field: string): Written {
  return WRITERS[format](value, field);
}

type Writer = (value: unknown, field: string) => Written;

const plainText = (value: unknown): string => value === undefined || value === null ? '' : goText(value);
const textOf = (text: string): Written => ({ text });

const WRITERS: Readonly<Record<Format, Writer>> = {
  'quoted': value => textOf(plainText(value)),
  'printed': (value, field) => betweenQuotes(plainText(value), field),
  'lower': (value, field) => {
    if (typeof value !== 'string') throw new TemplateFailure(field, `${quoted(value)} is not a string`);
    return betweenQuotes(value.toLowerCase(), field);
  },
  'port': (value, field) => betweenQuotes(`:${plainText(value)}`, field),
  'plain': (value, field) => withoutQuotes(plainText(value), field),
  'integer': value => textOf(goInteger(value).toString()),
  'duration': (value, field) => textOf(durationText(value, field)),
  'words': value => textOf(goStrings(value).join(' ')),
  'commas': value => textOf(goStrings(value).join(',')),
  'lines': (value, field) => {
    const items = itemsOf(value, field).map(plainText);
    return withoutQuotes(items.join(' '), field, items.map(item => `\n    ${item}`).join(''));
  },
  'json': value => textOf(goJson(value)),
  'raw-json': value => textOf(goJson(value, true)),
  'labels': (value, field) => textOf(labelsText(value, field)),
};

function durationText(value: unknown, field: string): string {
  if (!isTruthy(value)) return '0s';
  const text = goText(value);
  if (parseGoDuration(text) === undefined) throw new TemplateFailure(field, `${quoted(value)} is not a duration; expected one as in "5m" or "1h30m"`);
  return text;
}

/** What `range` goes through; a map by its values, in the order of its keys. */
function itemsOf(value: unknown, field: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  if (isPlainObject(value)) return sortedNames(value).map(name => value[name]);
  throw new TemplateFailure(field, `${quoted(value)} is not a list`);
}

function labelsText(value: unknown, field: string): string {
  if (value === undefined || value === null) return '';
  if (!isPlainObject(value)) throw new TemplateFailure(field, `${quoted(value)} is not an object`);
  return sortedNames(value).map(name => `${name}=${verbText(value[name])}`).join(',');
}

/** A value as `%s` of fmt prints it, which takes only texts without a complaint in the output. */
function verbText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '%!s(<nil>)';
  const type = typeof value === 'number' ? 'float64' : typeof value === 'boolean' ? 'bool' : undefined;
  return type === undefined ? goText(value) : `%!s(${type}=${goText(value)})`;
}

/** What YAML makes of a text between the template's own quotes. */
function betweenQuotes(text: string, field: string): Written {
  return /["\\\p{Cc}]/u.test(text) ? textOf(asYaml(`"${text}"`, text, field)!) : textOf(text);
}

/** What YAML makes of a text without quotes; where its lines are told, of these. */
function withoutQuotes(text: string, field: string, lines = text): Written {
  const isPlain = canBePlain(text) && !/[^\x20-\x7e\xa0-\ud7ff]/.test(lines.replace(/\n {4}(?=\S)/g, ' '));
  const value = isPlain ? text : asYaml(lines, text, field);
  if (value === undefined) return { text, isNoText: true };
  if ((!isPlain && /^\s*["'|>]/.test(lines)) || isStringWhenPlain(value)) return textOf(value);
  return NULLS.includes(value) ? textOf('') : { text: value, isNoText: true };
}

const NULLS = ['', '~', 'null', 'Null', 'NULL'];

/** Whether Go's YAML takes a text without quotes for a text: numbers of base 60 and times, too, which it puts in quotes when it writes. */
function isStringWhenPlain(text: string): boolean {
  return !isNoStringWhenPlain(text) || /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$|^\d{4}-\d/.test(text);
}

/**
 * The text that a key has in YAML, before anything but its syntax is looked at; `undefined` for a list or a map.
 * @throws TemplateFailure where it is not YAML
 */
function asYaml(yaml: string, text: string, field: string): string | undefined {
  const { load, FAILSAFE_SCHEMA, YAMLException } = jsYaml();
  const failure = new TemplateFailure(field, `${quoted(text)} is written into the ConfigMap as it is, and is not YAML there`);
  // Go's YAML takes a colon at the end of a word for a key's, wherever it is.
  if (/^\s*[^\s"'[{|>].*:(?:\s|$)|^\s*:(?:\s|$)/m.test(yaml.replace(/\s#.*$/gm, ''))) throw failure;
  try {
    const document = load(`key: ${yaml}\n`, { schema: FAILSAFE_SCHEMA });
    if (!isPlainObject(document) || Object.keys(document).length !== 1) throw failure;
    const value = document.key ?? '';
    return typeof value === 'string' ? value : undefined;
  } catch (error) {
    throw error instanceof YAMLException ? failure : error;
  }
}
