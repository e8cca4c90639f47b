import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { NetworkObjectProps } from './network-object-props';
import { InputError } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { apiVersionsOf, NetworkKind, networkObjectProblems } from '../../programs/cilium/network/network-objects';
import { NEWEST_CILIUM_MINOR, readCiliumMinor } from '../../programs/cilium/target';
import { withoutNamespace } from '../objects/cluster-scoped';
import { plainData } from '../props/plain-data';
import { withPath } from '../props/with-path';

/**
 * Makes an object in the newest API version that the version of Cilium serves.
 *
 * @throws InputError that lists what the API server would refuse, or drop
 */
export function networkObject(scope: Construct, kind: NetworkKind, { metadata, ciliumVersion }: NetworkObjectProps, spec: () => object): ApiObject {
  const minor = withPath(scope.node.path, () => ciliumVersion === undefined ? NEWEST_CILIUM_MINOR : readCiliumMinor(ciliumVersion, 'ciliumVersion'));
  const object = { apiVersion: apiVersionsOf(kind, minor)[0], kind, spec: plainData(withPath(scope.node.path, spec)) as PlainObject };
  const problems = networkObjectProblems(object, minor);
  if (problems.length > 0) throw new InputError(problems.map(({ field, message }) => `${scope.node.path}: ${field}: ${message}`).join('\n'));
  const apiObject = new ApiObject(scope, 'Resource', { ...object, ...metadata && { metadata } });
  withoutNamespace(apiObject);
  return apiObject;
}
