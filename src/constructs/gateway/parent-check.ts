import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Parent } from './parent';
import { targetOf } from './target-of';
import { InputError } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { enumeration } from '../../base/text/words';
import { attach, gatewayParents, NotAttachedReason, ParentResult } from '../../dataplane/requests/gateway/attachment';
import { hostnameText } from '../../dataplane/requests/gateway/match-text';
import { Listener, Route } from '../../dataplane/requests/gateway/model';
import { readGatewayModel } from '../../dataplane/requests/gateway/read';

const NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * Checks that the listeners of this app that a route names as its parents take it. Listeners of others can't be looked at, and neither
 * can namespaces that are not known, or whose labels are not.
 *
 * @throws InputError that says why a listener does not take it, and what would be right
 */
export function checkParents(route: IConstruct, apiObject: ApiObject, parents: readonly Parent[]): void {
  const own = parents.flatMap(({ _object }, i) => _object ? [{ i, owner: _object }] : []);
  if (own.length === 0) return;
  const owners = [...new Set(own.map(({ owner }) => owner))];
  const namespace = apiObject.metadata.namespace;
  const objects = [...owners, apiObject].map(each => inNamespace(each.toJson() as PlainObject));
  const labels = namespace === undefined ? undefined : labelsOf(route.node.root, namespace);
  const named = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } };
  const model = readGatewayModel([...objects, ...namespace === undefined ? [] : [named]].map(object => ({ object })), targetOf(route));
  const [read] = model.routes;
  for (const { i } of own) {
    const result = attach(read, gatewayParents(read)[gatewayIndex(read, i)], model);
    if (result.reason === undefined || !isCertain(result, namespace, labels)) continue;
    throw new InputError(`${route.node.path}: parents[${i}]: ${WHY[result.reason](read, result)}`);
  }
}

/** The place of a parent among those that are Gateways or ListenerSets. */
function gatewayIndex(route: Route, i: number): number {
  return gatewayParents(route).indexOf(route.parents[i]);
}

/** Objects without a namespace are in that of the context in which they are applied, all in the same one. */
function inNamespace(object: PlainObject): PlainObject {
  const metadata = isPlainObject(object.metadata) ? object.metadata : {};
  return { ...object, metadata: { ...metadata, namespace: metadata.namespace ?? '' } };
}

/** The labels of a Namespace that the app has; undefined where it has none of the name. */
function labelsOf(root: IConstruct, name: string): PlainObject | undefined {
  const found = root.node.findAll().find((each): each is ApiObject => ApiObject.isApiObject(each) && each.kind === 'Namespace' && each.name === name);
  if (!found) return undefined;
  const { metadata } = found.toJson() as { readonly metadata?: { readonly labels?: PlainObject } };
  return metadata?.labels ?? {};
}

/** Whether nothing that is not known could make a listener take the route. */
function isCertain({ reason, candidates }: ParentResult, namespace: string | undefined, labels: PlainObject | undefined): boolean {
  if (reason !== 'NotAllowedByListeners') return true;
  return candidates.every(({ owner, allowedNamespaces: { from, selector } }) => {
    if (from === 'Same') return namespace !== undefined && owner.namespace !== '';
    return from !== 'Selector' || (namespace !== undefined && (labels !== undefined || asksForNameAlone(selector ?? {})));
  });
}

function asksForNameAlone({ matchLabels, matchExpressions }: PlainObject): boolean {
  const expressions = (Array.isArray(matchExpressions) ? matchExpressions : []) as readonly { readonly key: string }[];
  return [...Object.keys(isPlainObject(matchLabels) ? matchLabels : {}), ...expressions.map(({ key }) => key)].every(key => key === NAME_LABEL);
}

const names = (listeners: readonly Listener[]): string => enumeration(listeners.map(({ name }) => name));
const which = (listeners: readonly Listener[]): string => `${listeners.length === 1 ? 'listener' : 'listeners'} ${names(listeners)}`;

const WHY: Readonly<Record<NotAttachedReason, (route: Route, result: ParentResult) => string>> = {
  NoMatchingParent: (_, { parent }) => `${parent.kind} ${parent.name} has no listener ${parent.sectionName ?? `on port ${parent.port}`}`,
  NotAllowedByListeners: ({ kind, namespace }, { parent, candidates }) => {
    const takesKind = candidates.filter(({ allowedKinds }) => allowedKinds.includes(kind));
    if (takesKind.length === 0) {
      const kinds = [...new Set(candidates.flatMap(({ allowedKinds }) => allowedKinds))];
      return `${which(candidates)} of ${parent.kind} ${parent.name} takes ${kinds.length === 0 ? 'no routes' : `${enumeration(kinds)} only`}, and not ${kind}`;
    }
    return `${which(takesKind)} of ${parent.kind} ${parent.name} does not take routes of namespace ${namespace}; expected allowedNamespaces with it, `
      + `for example, AllowedNamespaces.fromNames('${namespace}')`;
  },
  NoMatchingListenerHostname: ({ hostnames }, { parent, candidates }) => `no hostname of the route (${enumeration(hostnames.map(hostnameText))}) is one of ${which(candidates)} of ${
    parent.kind} ${parent.name} (${enumeration(candidates.map(({ hostname }) => hostnameText(hostname)))})`,
};
