import { isObject } from '../../base/schema/decode';

/** A property that has another name or place than the field that it sets, or another form. */
export interface PropertyField {
  /** The path of the property, as in `ipPools[].disableBgpExport`. */
  readonly property: string;
  /** The path of the field, as in `calicoNetwork.ipPools[].disableBGPExport`; several fields of the object where the value has them all. */
  readonly field: string | readonly string[];
  /** What the field is set to, where it is not the value of the property itself. */
  readonly value?: (value: any) => unknown;
}

/** One table of what properties set, read in both directions: from properties to fields, and in messages from fields to properties. */
export class PropertyTable {
  private readonly rows: readonly PropertyField[];

  constructor(rows: readonly PropertyField[]) {
    // Of several that fit, the longest path says most.
    this.rows = [...rows].sort((a, b) => b.property.length - a.property.length);
  }

  /** The fields that properties set. What the table does not name keeps its name and place, even what nobody knows: decoding reports it. */
  public fields(properties: object): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    this.place(properties, '', fields);
    return fields;
  }

  /** The same for those properties alone that the table has rows for. */
  public fieldsOfKnown(properties: object): Record<string, unknown> {
    return this.fields(Object.fromEntries(Object.entries(properties).filter(([name]) => this.rows.some(({ property }) => /^[^.[]+/.exec(property)![0] === name))));
  }

  /** The property that sets a field. */
  public propertyOf(field: string): string {
    const found = this.rows
      .flatMap(row => [row.field].flat().map(path => ({ row, path })))
      .sort((a, b) => b.path.length - a.path.length)
      .find(({ path }) => beginningOf(path).test(field));
    if (!found) return field;
    const { row, path } = found;
    const property = field.replace(beginningOf(path), replacementOf(row.property));
    // What has another form has no property at the place of a part of it.
    return row.value ? property.slice(0, property.length - (field.length - field.match(beginningOf(path))![0].length)) : property;
  }

  private place(value: unknown, path: string, fields: Record<string, unknown>): void {
    if (value === undefined) return;
    const row = this.rows.find(({ property }) => property === withoutNumbers(path));
    if (row?.value) {
      if (typeof row.field === 'string') put(fields, this.fieldOf(path), row.value(value));
      else Object.assign(fields, row.value(value));
    } else if (Array.isArray(value) && this.leadsOn(`${path}[`)) {
      put(fields, this.fieldOf(path), []);
      value.forEach((item, i) => this.place(item, `${path}[${i}]`, fields));
    } else if (isObject(value) && (path === '' || this.leadsOn(`${path}.`))) {
      const known = Object.entries(value).filter(([name]) => !/[.[\]]/.test(name));
      // Names that would look like paths are of no property.
      const others = Object.fromEntries(Object.entries(value).filter(([name]) => /[.[\]]/.test(name)));
      if (path === '') Object.assign(fields, others);
      else put(fields, this.fieldOf(path), others);
      for (const [name, item] of known) this.place(item, path === '' ? name : `${path}.${name}`, fields);
    } else {
      put(fields, this.fieldOf(path), value);
    }
  }

  /** Whether the table has rows for parts of a value. */
  private leadsOn(path: string): boolean {
    return this.rows.some(({ property }) => property.startsWith(withoutNumbers(path)));
  }

  private fieldOf(path: string): string {
    const row = this.rows.find(({ property }) => beginningOf(property).test(path));
    return row && typeof row.field === 'string' ? path.replace(beginningOf(row.property), replacementOf(row.field)) : path;
  }
}

function withoutNumbers(path: string): string {
  return path.replace(/\[\d+\]/g, '[]');
}

/** A path at the beginning of another one, with the numbers of items captured. */
function beginningOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\./g, '\\.').replace(/\[\]/g, '\\[(\\d+)\\]')}(?=$|[.[])`);
}

function replacementOf(path: string): string {
  let items = 0;
  return path.replace(/\[\]/g, () => `[$${++items}]`);
}

/** Sets what is at a path, with the objects and lists on the way to it. */
function put(fields: Record<string, unknown>, path: string, value: unknown): void {
  if (value === undefined) return;
  const names = path.match(/[^.[\]]+/g)!;
  const isItem = [...path.matchAll(/[^.[\]]+/g)].map(({ index }) => path[index - 1] === '[');
  let at: any = fields;
  names.forEach((name, i) => {
    if (i === names.length - 1) Object.defineProperty(at, name, { value, enumerable: true, configurable: true, writable: true });
    else at = Object.hasOwn(at, name) ? at[name] : (at[name] = isItem[i + 1] ? [] : {});
  });
}
