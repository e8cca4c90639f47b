import { isPlainObject, PlainObject } from '../../base/objects/fields';

/**
 * Values with others set as Helm's `--set` sets them: `ipam.mode=kubernetes`, `devices[0]=eth0`, `list={a,b}`.
 *
 * @param parameters the name, the value, and whether the value is text whatever it looks like
 */
export function setValues(values: PlainObject, parameters: readonly (readonly [name: string, value: unknown, isText: boolean])[]): PlainObject {
  return parameters.reduce((all, [name, value, isText]) => mapOf(placed(all, stepsOf(name), isText ? String(value) : typed(value))), values);
}

/** `a.b\.c[0]` as its steps: a, b.c and 0. */
function stepsOf(name: string): string[] {
  return name.split(/(?<!\\)\.|\[(\d+)\]/).filter(step => step !== undefined && step !== '').map(step => step.replaceAll('\\.', '.'));
}

/** What `--set` makes of a text: true, false, null and integers are these, and braces hold a list (pkg/strvals of Helm). */
function typed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const list = /^\{(.*)\}$/s.exec(value);
  if (list) return list[1] === '' ? [] : list[1].split(',').map(item => typed(item.trim()));
  if (value === 'true' || value === 'false') return value === 'true';
  if (value === 'null') return null;
  return /^-?(?:0|[1-9]\d*)$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function placed(values: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(values) && /^\d+$/.test(step)) return Object.assign([...values], { [step]: placed(values[Number(step)], rest, value) });
  if (!isPlainObject(values) && /^\d+$/.test(step)) return Object.assign([], { [step]: placed(undefined, rest, value) });
  const map = mapOf(values);
  return { ...map, [step]: placed(map[step], rest, value) };
}

function mapOf(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
}
