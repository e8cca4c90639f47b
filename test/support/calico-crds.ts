import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Ajv, { ValidateFunction } from 'ajv';
import { load } from 'js-yaml';

/**
 * Where the upstream CustomResourceDefinitions are: they are not part of this repository. `installations-operator-vVERSION.yaml.gz`
 * and `felixconfigurations.yaml.gz`, in CALICO_CRDS_DIR or beside the repository.
 */
const FOLDER = process.env.CALICO_CRDS_DIR ?? join(__dirname, '..', '..', '..', 'shared', 'reference', 'crds');

const HAS_CRDS = existsSync(join(FOLDER, 'felixconfigurations.yaml.gz'));

/** `test.each`, reported as skipped where there are no CustomResourceDefinitions. With CALICO_CRDS_DIR set, that is an error instead. */
export const eachWithCrds: Pick<typeof test, 'each'> = HAS_CRDS || process.env.CALICO_CRDS_DIR !== undefined ? test : test.skip;

/** What the name of such a test ends with where it is skipped. */
export const WITHOUT_CRDS = HAS_CRDS ? '' : ' (needs the CustomResourceDefinitions: set CALICO_CRDS_DIR)';

const compiled = new Map<string, ValidateFunction>();

/** What the API server would refuse or drop of an object, by the schema in a file of the folder. */
export function crdProblems(file: string, object: unknown): string[] {
  const validate = compiled.get(file) ?? compile(file);
  compiled.set(file, validate);
  return validate(object) ? [] : validate.errors!.map(({ instancePath, message, params }) => `${instancePath}: ${message} ${JSON.stringify(params)}`);
}

function compile(file: string): ValidateFunction {
  return compileCrd(join(FOLDER, file));
}

/** A validator of the schema in a CustomResourceDefinition, in which no field is unknown. */
export function compileCrd(path: string, version?: string): ValidateFunction {
  const crd: any = load(gunzipSync(readFileSync(path)).toString('utf8'));
  const versions: { readonly name: string; readonly schema: any }[] = crd.spec.versions;
  return compileSchema((versions.find(({ name }) => name === version) ?? versions[0]).schema.openAPIV3Schema);
}

/** A validator of a structural schema, in which no field is unknown. */
export function compileSchema(schema: Schema): ValidateFunction {
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, code: { regExp: goRegExp } }).compile(strict(schema));
}

/** Go writes the flag for either case into the pattern. */
const goRegExp = Object.assign(
  (pattern: string, flags: string) => pattern.startsWith('^(?i)') ? new RegExp(pattern.replace('(?i)', ''), `${flags}i`) : new RegExp(pattern, flags),
  { code: 'new RegExp' },
);

type Schema = { readonly [keyword: string]: any };

/** A structural schema as a JSON Schema that refuses unknown fields, which the API server drops. */
function strict(schema: Schema): Schema {
  const { properties, items, additionalProperties, description, default: _default, anyOf, ...rest } = schema;
  const keywords = Object.fromEntries(Object.entries(rest).filter(([keyword]) => !keyword.startsWith('x-kubernetes-')));
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    ...keywords,
    ...isIntOrString ? { type: ['integer', 'string'] } : anyOf && { anyOf: anyOf.map(strict) },
    ...items && { items: strict(items) },
    ...properties && { properties: Object.fromEntries(Object.entries<Schema>(properties).map(([name, value]) => [name, strict(value)])) },
    ...properties && !isOpen && { additionalProperties: false },
    ...typeof additionalProperties === 'object' && { additionalProperties: strict(additionalProperties) },
  };
}
