import { GatewayObject } from './gateway-object';
import { ReferenceGrant } from './reference-grant';
import { Reference } from './resolve';

/**
 * Adds what the references of an object need in other namespaces. An object whose namespace is not known (it is that of the context in
 * which it is applied) can't be granted anything: it has to have one.
 */
export function addGrants(object: GatewayObject, references: readonly Reference[]): void {
  const source = object.namespaceName;
  const elsewhere = references.filter(({ namespace }) => namespace !== undefined && namespace !== source);
  if (source === undefined) return;
  for (const namespace of [...new Set(elsewhere.map(each => each.namespace!))].sort()) {
    const targets = new Map(elsewhere.filter(each => each.namespace === namespace).map(({ group, kind, name }) => [`${kind}/${name}`, { group, kind, name }]));
    new ReferenceGrant(object, `grant-${namespace}`, {
      metadata: { namespace },
      sources: [{ kind: object.kind, namespaceName: source }],
      targets: [...targets.values()],
    });
  }
}
