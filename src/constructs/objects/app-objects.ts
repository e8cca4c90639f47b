import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { visitObjects } from './visitors';
import { PlainObject } from '../../base/objects/fields';

/** An object that a construct makes. */
export interface AppObject {
  readonly object: PlainObject;
  /** `construct shop/web/Service`, for messages. */
  readonly source: string;
}

/**
 * The API objects of a construct and all that is below it, as they would be synthesized now.
 *
 * @param kinds the kinds to be looked at. Other objects are not even resolved: they may not be complete yet. Default: all
 */
export function appObjects(scope: IConstruct, kinds?: ReadonlySet<string>): AppObject[] {
  visitObjects(scope);
  return scope.node.findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && (kinds?.has(construct.kind) ?? true))
    .map(apiObject => ({ object: apiObject.toJson() as PlainObject, source: `construct ${apiObject.node.path}` }));
}
