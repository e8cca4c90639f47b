import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { InputError } from '../../base/errors';
import { validateIstioObject } from '../../programs/istio/objects/validate';
import { IstioVersion, istioVersion, NEWEST_ISTIO } from '../../programs/istio/releases';
import { pathText } from '../../programs/istio/values-problem';
import { plainData } from '../props/plain-data';

/** By app. The context of a node cannot be changed once it has children. */
const VERSIONS = new WeakMap<object, string>();

/** Says the version of the mesh for all objects of the app that are made afterwards. */
export function stateVersion(scope: Construct, version: string): void {
  VERSIONS.set(scope.node.root, version);
}

/** The version that objects are checked for: that of the mesh in the app, or else the newest release. */
export function versionFor(scope: Construct): IstioVersion {
  return istioVersion(VERSIONS.get(scope.node.root) ?? NEWEST_ISTIO);
}

/** What a construct makes of its properties. */
interface ObjectContent {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ApiObjectMetadata;
  readonly spec: object;
}

/** Makes an object of Istio. @throws InputError that lists what istiod's webhook refuses */
export function createIstioObject(scope: Construct, id: string, { apiVersion, kind, metadata, spec }: ObjectContent): ApiObject {
  const plain = { apiVersion, kind, spec: plainData(spec) };
  const problems = validateIstioObject({ ...plain, metadata: { name: 'checked', ...metadata } }, versionFor(scope));
  if (problems.length > 0) {
    throw new InputError(problems.map(({ path, message }) => `${scope.node.path}: ${pathText(path).replace(/^spec\./, '')}: ${message}`).join('\n'));
  }
  return new ApiObject(scope, id, { ...plain, ...metadata && { metadata } });
}
