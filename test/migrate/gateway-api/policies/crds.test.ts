import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { ValidateFunction } from 'ajv';
import { loadAll } from 'js-yaml';
import { askingIngress, caseOf, targetOf } from './cases';
import { OWN_POLICIES, OwnPolicies } from '../../../../src/programs/gateway-api/own-policies';
import { validateIstioObject } from '../../../../src/programs/istio/objects/validate';
import { istioVersion } from '../../../../src/programs/istio/releases';
import { Plain } from '../../../support/builders';
import { Crd } from '../../../support/gateway-crds';
import { conversionOf } from '../conversions';

/** The implementations' CRDs as NAME-VERSION-*.yaml, such as envoy-gateway-1.9.0-backendtrafficpolicies.yaml: upstream's files are not copied into the project. */
const FOLDER = process.env.IMPLEMENTATION_CRDS_DIR;

/** The implementations and versions that the folder has. */
function versions(): [implementation: string, version: string][] {
  if (FOLDER === undefined || !existsSync(FOLDER)) return [['any implementation', '(needs the CRDs: set IMPLEMENTATION_CRDS_DIR)']];
  const found = readdirSync(FOLDER).flatMap(file => {
    const [, implementation, version] = /^(.+?)-(\d+\.\d+)\.\d+-.+\.yaml$/.exec(file) ?? [];
    return implementation === undefined ? [] : [`${implementation} ${version}`];
  });
  return [...new Set(found)].map(text => text.split(' ') as [string, string]);
}

/** Everything that is written for the rows of an implementation's table. */
function written(own: OwnPolicies, version: string): Plain[] {
  return own.rows.flatMap(({ id }) => {
    const cases = [caseOf(own.implementation, id)!.asked, ...(caseOf(own.implementation, id)!.refused ?? []).map(([annotations]) => annotations)];
    const target = { ...targetOf(own, version), isOpened: () => true };
    return cases.flatMap(asked => conversionOf([askingIngress(asked)], target).objects.ownPolicies as Plain[]);
  });
}

(FOLDER === undefined ? test.skip : test).each(versions())('%s %s: the schemas of its CRDs accept what is written', (implementation, version) => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const schemas = new Map<string, () => ValidateFunction>();
  for (const file of readdirSync(FOLDER!).filter(name => name.startsWith(`${implementation}-${version}.`))) {
    for (const crd of loadAll(readFileSync(join(FOLDER!, file), 'utf8')) as (Crd | undefined)[]) {
      if (crd?.kind !== 'CustomResourceDefinition') continue;
      for (const { name, schema } of crd.spec.versions) schemas.set(`${crd.spec.group}/${name} ${crd.spec.names.kind}`, once(() => ajv.compile(strict(schema.openAPIV3Schema))));
    }
  }
  const objects = written(OWN_POLICIES.find(own => own.implementation === implementation)!, version);
  const problems = objects.flatMap(object => {
    const kind = `${String(object.apiVersion)} ${String(object.kind)}`;
    const validate = schemas.get(kind)?.();
    if (!validate) return [`${kind} is not served`];
    return validate(object) === true ? [] : [`${kind}: ${ajv.errorsText(validate.errors)}`];
  });
  expect([...new Set(problems)]).toEqual([]);
  expect(objects.length).toBeGreaterThan(4);
});

test('Istio accepts what is written, by its own validation', () => {
  const istio = OWN_POLICIES.find(own => own.implementation === 'istio')!;
  const objects = written(istio, '1.30');
  expect(objects.flatMap(object => validateIstioObject(object, istioVersion('1.30')))).toEqual([]);
  expect(new Set(objects.map(({ kind }) => kind))).toEqual(new Set(['AuthorizationPolicy', 'DestinationRule']));
});

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}

/** A field that the schema does not have is dropped by the API server, which is as bad. */
function strict(schema: any): any {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(strict);
  const own = Object.fromEntries(Object.entries(schema).filter(([key]) => !key.startsWith('exclusive')).map(([key, value]) => [key, strict(value)]));
  const isClosed = schema.type === 'object' && schema.properties && !schema.additionalProperties && !schema['x-kubernetes-preserve-unknown-fields'] && schema.properties.apiVersion === undefined;
  if (schema['x-kubernetes-int-or-string']) return { anyOf: [{ type: 'string' }, { type: 'integer' }] };
  return isClosed ? { ...own, additionalProperties: false } : own;
}
