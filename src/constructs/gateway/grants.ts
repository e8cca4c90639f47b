import { ApiObject } from 'cdk8s';
import { GatewayObject } from './gateway-object';
import { ReferenceGrant } from './reference-grant';
import { Reference } from './resolve';
import { InputError } from '../../base/errors';

/**
 * Adds what the references of an object need in other namespaces.
 *
 * @throws InputError where the object has no namespace of its own, so that it can't be granted anything
 */
export function addGrants(owner: GatewayObject, { kind, metadata: { namespace: source } }: ApiObject, references: readonly Reference[]): void {
  const elsewhere = references.filter(({ namespace }) => namespace !== undefined && namespace !== source);
  if (elsewhere.length === 0) return;
  if (source === undefined) {
    const [{ kind: target, namespace, name }] = elsewhere;
    throw new InputError(`${owner.node.path}: metadata.namespace is missing; a ReferenceGrant names it, which ${target} ${namespace}/${name} in another namespace requires: `
      + 'set it here or on the chart');
  }
  for (const namespace of [...new Set(elsewhere.map(each => each.namespace!))].sort()) {
    const targets = new Map(elsewhere.filter(each => each.namespace === namespace).map(({ group, kind: to, name }) => [`${group} ${to} ${name}`, { group, kind: to, name }]));
    new ReferenceGrant(owner, `grant-${namespace}`, { metadata: { namespace }, sources: [{ kind, namespaceName: source }], targets: [...targets.values()] });
  }
}
