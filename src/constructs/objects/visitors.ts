import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

/** Changes an object where that is called for, and says what is wrong with it. It can come to an object more than once. */
export type Visitor = (object: ApiObject) => string[];

const VISITORS = new WeakMap<IConstruct, Visitor[]>();

/**
 * What an aspect is in the AWS CDK, which neither cdk8s nor constructs has: a visitor that comes to every object of a scope, also to those that are made
 * afterwards. A validation is the only thing that cdk8s runs over all constructs before it writes them; what reads the objects of an app earlier, such as
 * checks, has to call `visitObjects` before.
 */
export function addVisitor(scope: IConstruct, visitor: Visitor): void {
  const visitors = VISITORS.get(scope) ?? [];
  VISITORS.set(scope, [...visitors, visitor]);
  scope.node.addValidation({ validate: () => visit(scope, [visitor]) });
}

/** Brings the visitors to the objects of a scope, also those of what is around it. */
export function visitObjects(scope: IConstruct): void {
  visit(scope, scope.node.scopes.flatMap(each => VISITORS.get(each) ?? []));
  for (const construct of scope.node.findAll()) if (construct !== scope) visit(construct, VISITORS.get(construct) ?? []);
}

function visit(scope: IConstruct, visitors: readonly Visitor[]): string[] {
  if (visitors.length === 0) return [];
  const objects = scope.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each));
  return visitors.flatMap(visitor => objects.flatMap(visitor));
}
