import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** The part of an app that is for one cluster. */
export interface Stage {
  readonly scope: IConstruct;
  /** Why it is not the whole app: an object that is there and elsewhere. */
  readonly repeated?: string;
}

/**
 * The stage that a construct is in. An app has stages where charts of it hold the same objects, for several clusters: the parts below the
 * construct that holds them all. Where nothing of the construct's part is elsewhere as well, the whole app is one stage.
 */
export function stageOf(construct: IConstruct): Stage {
  const path = construct.node.scopes;
  let stage: Stage = { scope: construct.node.root };
  for (let i = 0; i + 1 < path.length; i++) {
    const repeated = repeatedOutside(path[i + 1], path[i]);
    if (repeated !== undefined) stage = { scope: path[i + 1], repeated };
  }
  return stage;
}

/** An object of a part that a chart outside of it has as well. Twice in one chart is a mistake, and no stage. */
function repeatedOutside(part: IConstruct, whole: IConstruct): string | undefined {
  const inside = new Map(objectsBelow(part).map(object => [keyOf(object), object]));
  const others = objectsBelow(whole).filter(object => !object.node.scopes.includes(part));
  const repeated = others.find(object => {
    const own = inside.get(keyOf(object));
    return own !== undefined && Chart.of(own) !== Chart.of(object);
  });
  if (!repeated) return undefined;
  const { kind, metadata: { namespace }, name } = repeated;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function objectsBelow(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

/** By what is known without making the object, which may not be complete yet. */
function keyOf({ apiGroup, kind, metadata: { namespace }, name }: ApiObject): string {
  return JSON.stringify([apiGroup, kind, namespace, name]);
}
