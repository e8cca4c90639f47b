import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { createObject } from './create-object';
import { GatewayObject } from './gateway-object';
import { addGrants } from './grants';
import { Parent } from './parent';
import { checkParents } from './parent-check';
import { Reference } from './resolve';
import { InputError } from '../../base/errors';

/** What a route makes of its properties. */
export interface RouteContent {
  readonly kind: string;
  readonly metadata?: ApiObjectMetadata;
  readonly parents?: readonly Parent[];
  readonly spec: object;
  readonly propertyOfField: (field: string) => string;
  /** What its backends and filters refer to. */
  readonly references: readonly Reference[];
}

/**
 * Makes the object of a route, and what its references need.
 *
 * @throws InputError where the CustomResourceDefinition refuses it, or a listener of the app does not take it
 */
export function createRoute(route: GatewayObject, { kind, metadata, parents, spec, propertyOfField, references }: RouteContent): ApiObject {
  const apiObject = createObject(route, { kind, metadata, spec: { parentRefs: parents, ...spec }, propertyOfField });
  if ((parents ?? []).length === 0 && !('useDefaultGateways' in spec && spec.useDefaultGateways !== undefined)) {
    throw new InputError(`${route.node.path}: parents is missing; expected at least one, for example, gateway.listener('https')`);
  }
  checkParents(route, apiObject, parents ?? []);
  addGrants(route, apiObject, references);
  return apiObject;
}
