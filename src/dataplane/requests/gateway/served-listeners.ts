import { selects } from './attachment';
import { listenerConflicts } from './listener-conflicts';
import { GatewayModel, Listener, nameOf, ObjectName } from './model';

/** Whether a Gateway takes a ListenerSet; undefined where the objects do not show it. */
export function isListenerSetAllowed(set: ObjectName, gateway: ObjectName, { allowedListenerSets, namespaces }: GatewayModel): boolean | undefined {
  const allowed = allowedListenerSets.get(nameOf(gateway));
  if (!allowed) return undefined;
  const { from, selector } = allowed;
  if (from === 'All') return true;
  if (from === 'Same') return set.namespace === gateway.namespace;
  if (from === 'None') return false;
  const labels = namespaces.get(set.namespace);
  return labels && selector && selects(selector, labels);
}

/** Why listeners are not served, by listener: those in conflict, and those of ListenerSets that their Gateway does not take. */
export function unservedListeners(model: GatewayModel): Map<Listener, string> {
  const unserved = new Map(listenerConflicts(model).map(({ listener, with: other, reason }) => [listener, `${reason} with the listener ${other.name}`]));
  for (const listener of model.listeners) {
    if (listener.owner.kind === 'Gateway' || isListenerSetAllowed(listener.owner, listener.gateway, model) !== false) continue;
    unserved.set(listener, 'NotAllowed: the Gateway does not take the ListenerSet');
  }
  return unserved;
}
