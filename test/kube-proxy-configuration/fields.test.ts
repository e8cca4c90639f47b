import { readFileSync } from 'fs';
import { join } from 'path';
import { Field, Fields } from '../../src/configuration/fields';
import { KUBE_PROXY_CONFIGURATION_FIELDS } from '../../src/kube-proxy-configuration/fields';

const schema = JSON.parse(readFileSync(join(__dirname, '../fixtures/schemas/kubeproxy-v1alpha1.json'), 'utf8'));

const SCHEMA_TYPES: Readonly<Record<string, string>> = {
  duration: 'string',
  durationOrNanoseconds: 'string|integer',
  int32: 'integer',
  list: 'array',
  map: 'object',
  quantity: 'string|number',
  uint32: 'integer',
};

function describeField(field: Field): unknown {
  if (field.kind === 'object') return describeFields(field.fields);
  return `${SCHEMA_TYPES[field.kind] ?? field.kind}${field.nullable ? '|null' : ''}`;
}

function describeFields(fields: Fields): unknown {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, describeField(field)]));
}

function describeSchema(node: any): unknown {
  if (node.$ref) return describeSchema(schema.definitions[node.$ref.replace('#/definitions/', '')]);
  if (node.properties) return Object.fromEntries(Object.entries(node.properties).map(([name, property]) => [name, describeSchema(property)]));
  return node.anyOf ? node.anyOf.map(describeSchema).join('|') : [node.type].flat().join('|');
}

test('the table has the fields and types of the upstream type\'s schema', () => {
  expect(describeFields(KUBE_PROXY_CONFIGURATION_FIELDS)).toEqual(describeSchema(schema.definitions.v1alpha1_KubeProxyConfiguration));
});
