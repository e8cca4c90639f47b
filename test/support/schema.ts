import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Field, Fields } from '../../src/base/schema/fields';

/** The JSON Schemas in fixtures/schemas, and tables of fields in a form that compares with them. */

export function readSchema(name: string): any {
  return JSON.parse(readFileSync(join(__dirname, '../fixtures/schemas', `${name}.json`), 'utf8'));
}

const SCHEMA_TYPES: Readonly<Record<string, string>> = {
  duration: 'string',
  time: 'string',
  int64: 'integer',
  durationOrNanoseconds: 'string|integer',
  int32: 'integer',
  quantity: 'string|number',
  uint32: 'integer',
};

/** What stands for «or null» beside an object, a list or a map. */
const OR_NULL = 'or null';

/** The fields that a minor knows, and their types. */
export function describeFields(fields: Fields, minor = Infinity): unknown {
  const known = Object.entries(fields).filter(([, field]) => (field.since ?? 0) <= minor);
  return Object.fromEntries(known.map(([name, field]) => [name, describeField(field, minor)]));
}

function describeField(field: Field, minor: number): unknown {
  const structure = structureOf(field, minor);
  if (structure === undefined) return `${SCHEMA_TYPES[field.kind] ?? field.kind}${field.nullable ? '|null' : ''}`;
  return field.nullable ? [structure, OR_NULL] : structure;
}

function structureOf(field: Field, minor: number): unknown {
  switch (field.kind) {
    case 'object': return describeFields(field.fields, minor);
    case 'list': return { list: describeField(field.items, minor) };
    case 'map': return { map: describeField(field.values, minor) };
    default: return undefined;
  }
}

/** The same of a definition in a schema. */
export function describeSchema(schema: any, definition: string): unknown {
  const describe = (node: any): unknown => {
    if (node.$ref) return describe(schema.definitions[node.$ref.replace('#/definitions/', '')]);
    if (node.properties) return Object.fromEntries(Object.entries(node.properties).map(([name, property]) => [name, describe(property)]));
    const types: string[] = [node.type ?? []].flat();
    if (node.items || node.additionalProperties) {
      const structure = node.items ? { list: describe(node.items) } : { map: describe(node.additionalProperties) };
      return types.includes('null') ? [structure, OR_NULL] : structure;
    }
    if (!node.anyOf) return types.join('|');
    const options: unknown[] = node.anyOf.map(describe);
    const structure = options.find(option => typeof option !== 'string');
    if (structure !== undefined) return options.includes('null') ? [structure, OR_NULL] : structure;
    return [...new Set(options.flatMap(option => (option as string).split('|')))].join('|');
  };
  return describe(schema.definitions[definition]);
}
