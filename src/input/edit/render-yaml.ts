import { isEqual } from '../../base/objects/equal';
import { isPlainObject } from '../../base/objects/fields';
import { jsYaml } from '../js-yaml';
import { loadYaml } from '../yaml';

/** How a text is written. */
export interface Style {
  /** The spaces of a level. */
  readonly indent: number;
  readonly isJson: boolean;
}

const options = ({ indent }: Style) => ({ lineWidth: -1, noRefs: true, indent });

/** A value as lines of YAML. */
export function rendered(value: unknown, style: Style): string {
  return jsYaml().dump(value, options(style)).trimEnd();
}

/** A key with its value as lines of YAML. */
export function entryText(name: string, value: unknown, style: Style): string {
  return rendered({ [name]: value }, style);
}

/** A value on one line, for braces and brackets. */
export function inFlow(value: unknown, style: Style): string {
  if (style.isJson || (typeof value === 'string' && /[\n,[\]{}]/.test(value))) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(item => inFlow(item, style)).join(', ')}]`;
  if (isPlainObject(value)) return `{${Object.entries(value).map(([name, item]) => `${inFlow(name, style)}: ${inFlow(item, style)}`).join(', ')}}`;
  return rendered(value, style);
}

/** Whether a text without quotes is read as this text: js-yaml puts quotes around more than have to be. */
function isPlain(text: string, isInFlow: boolean): boolean {
  const forms = isInFlow ? [`[${text}]`] : [`- ${text}`, `[a, {k: ${text}}]`];
  try {
    return isEqual(loadYaml(forms[0]), [[text]]) && forms.slice(1).every(form => isEqual(loadYaml(form), [['a', { k: text }]]));
  } catch {
    return false;
  }
}

/** A scalar in the quotes of the one whose place it takes; undefined where it needs lines of its own, or is none. */
export function scalarLike(before: string, value: unknown, style: Style, isInFlow: boolean): string | undefined {
  if (typeof value === 'object' && value !== null) return undefined;
  if (typeof value === 'string' && (style.isJson || before.startsWith('"'))) return JSON.stringify(value);
  if (typeof value === 'string' && value.includes('\n')) return undefined;
  if (typeof value === 'string' && before.startsWith('\'')) return `'${value.replaceAll('\'', '\'\'')}'`;
  if (typeof value === 'string' && isPlain(value, isInFlow)) return value;
  return isInFlow ? inFlow(value, style) : rendered(value, style);
}
