import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ValidateFunction } from 'ajv';
import { Plain } from './builders';
import { compileSchema } from './calico-crds';

/**
 * Where the upstream schemas of what installs charts are: they are not part of this repository. `KIND_VERSION.json.gz`, in DEPLOY_SCHEMAS_DIR or
 * beside the repository.
 */
const FOLDER = process.env.DEPLOY_SCHEMAS_DIR ?? join(__dirname, '..', '..', '..', 'shared', 'reference', 'deploy');

const HAS_SCHEMAS = existsSync(join(FOLDER, 'helmrelease_v2.json.gz'));

/** `test.each`, reported as skipped where there are no schemas. With DEPLOY_SCHEMAS_DIR set, that is an error instead. */
export const eachWithSchemas: Pick<typeof test, 'each'> = HAS_SCHEMAS || process.env.DEPLOY_SCHEMAS_DIR !== undefined ? test : test.skip;

/** What the name of such a test ends with where it is skipped. */
export const WITHOUT_SCHEMAS = HAS_SCHEMAS ? '' : ' (needs schemas of Flux, Argo CD and k3s: set DEPLOY_SCHEMAS_DIR)';

const compiled = new Map<string, ValidateFunction>();

/** What the API server would refuse or drop of an object of Flux, Argo CD or the Helm controller of k3s. */
export function deployProblems(object: Plain): string[] {
  const { kind, apiVersion } = object;
  const file = `${String(kind).toLowerCase()}_${String(apiVersion).split('/')[1]}.json.gz`;
  const validate = compiled.get(file) ?? compileSchema(JSON.parse(gunzipSync(readFileSync(join(FOLDER, file))).toString('utf8')));
  compiled.set(file, validate);
  return validate(object) ? [] : validate.errors!.map(({ instancePath, message, params }) => `${String(kind)}${instancePath}: ${message} ${JSON.stringify(params)}`);
}
