import { intersection } from './hostnames';
import { GatewayModel, Listener, ListenerOwnerKind, nameOf, ParentReference, Route } from './model';
import { EXPERIMENTAL_GROUP, GATEWAY_GROUP } from '../../../programs/gateway-api/kinds';

/** Why a route gets no traffic by one of its parents: the reason of its condition `Accepted`. Source: apis/v1/shared_types.go, `RouteReason…`. */
export type NotAttachedReason = 'NoMatchingParent' | 'NotAllowedByListeners' | 'NoMatchingListenerHostname';

/** A listener that takes a route, with the hostnames that the route has there. */
export interface Attachment {
  readonly listener: Listener;
  readonly route: Route;
  /** An empty text stands for every host. */
  readonly hostnames: readonly string[];
}

/** What became of one of a route's parents. */
export interface ParentResult {
  readonly parent: ParentReference;
  readonly attachments: readonly Attachment[];
  /** Set where no listener takes it. */
  readonly reason?: NotAttachedReason;
  /** The listeners that the reference means, the ones that don't take the route included. */
  readonly candidates: readonly Listener[];
  /** Namespaces whose labels would decide, but are not among the objects. */
  readonly unknownNamespaces: readonly string[];
}

const OWNERS: readonly string[] = ['Gateway', 'ListenerSet', 'XListenerSet'] satisfies readonly ListenerOwnerKind[];
const GROUPS: readonly string[] = [GATEWAY_GROUP, EXPERIMENTAL_GROUP];

/** The parents of a route that are Gateways or sets of listeners; a Service is the parent of a mesh's route. */
export function gatewayParents({ parents }: Route): ParentReference[] {
  return parents.filter(({ group, kind }) => GROUPS.includes(group) && OWNERS.includes(kind));
}

const byOwner = new WeakMap<readonly Listener[], Map<string, Listener[]>>();

/** The listeners of a Gateway or ListenerSet. */
function listenersOf({ listeners }: GatewayModel, { kind, namespace, name }: ParentReference): readonly Listener[] {
  let known = byOwner.get(listeners);
  if (!known) {
    known = new Map();
    for (const listener of listeners) {
      const key = `${listener.owner.kind} ${nameOf(listener.owner)}`;
      const own = known.get(key);
      if (own) own.push(listener);
      else known.set(key, [listener]);
    }
    byOwner.set(listeners, known);
  }
  return known.get(`${kind} ${nameOf({ namespace, name })}`) ?? [];
}

/** How a route fares with one of its parents. */
export function attach(route: Route, parent: ParentReference, model: GatewayModel): ParentResult {
  const candidates = listenersOf(model, parent).filter(({ name, port }) => (parent.sectionName === undefined || name === parent.sectionName)
    && (parent.port === undefined || port === parent.port));
  const result = { parent, candidates, attachments: [], unknownNamespaces: [] };
  if (candidates.length === 0) return { ...result, reason: 'NoMatchingParent' };

  const verdicts = candidates.map(listener => ({ listener, allowed: isAllowed(route, listener, model) }));
  const unknownNamespaces = verdicts.some(({ allowed }) => allowed === undefined) ? [route.namespace] : [];
  const allowed = verdicts.filter(verdict => verdict.allowed === true).map(({ listener }) => listener);
  if (allowed.length === 0) return { ...result, unknownNamespaces, ...unknownNamespaces.length === 0 && { reason: 'NotAllowedByListeners' } };

  const attachments = allowed.flatMap((listener): Attachment[] => {
    const hostnames = hostnamesAt(route, listener);
    return hostnames.length === 0 ? [] : [{ listener, route, hostnames }];
  });
  return { ...result, attachments, unknownNamespaces, ...attachments.length === 0 && { reason: 'NoMatchingListenerHostname' } };
}

/** The hostnames of a route that a listener takes; those that miss it are passed over. */
function hostnamesAt({ kind, hostnames }: Route, listener: Listener): string[] {
  // Only these kinds have hostnames.
  if (kind === 'TCPRoute' || kind === 'UDPRoute') return [listener.hostname];
  const own = hostnames.length === 0 ? [''] : hostnames;
  return [...new Set(own.map(hostname => intersection(listener.hostname, hostname)).filter(hostname => hostname !== undefined))];
}

/** Whether a listener takes routes of the kind and namespace; `undefined` where labels decide that are not known. */
function isAllowed({ kind, namespace }: Route, listener: Listener, { namespaces }: GatewayModel): boolean | undefined {
  const { allowedKinds, allowedNamespaces: { from, selector }, owner } = listener;
  if (!allowedKinds.includes(kind)) return false;
  if (from === 'All') return true;
  if (from === 'Same') return namespace === owner.namespace;
  const labels = namespaces.get(namespace);
  return labels && selects(selector ?? {}, labels);
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** Whether a label selector selects, as `metav1.LabelSelectorAsSelector` has it; an empty one selects all. */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(({ key, operator, values = [] }) => {
    switch (operator) {
      case 'In': return key in labels && values.includes(labels[key]);
      case 'NotIn': return !(key in labels && values.includes(labels[key]));
      case 'Exists': return key in labels;
      default: return !(key in labels);
    }
  });
}
