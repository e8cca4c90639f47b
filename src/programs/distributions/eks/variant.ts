import { carriersOf } from './addon';
import { Evidence, listAt, textAt } from '../evidence';

/** kubectl leaves managedFields out unless it is asked for them; then the objects don't tell. */
export function variantOf(evidence: Evidence): string | undefined {
  if (carriersOf(evidence).length > 0) return 'managed add-on';
  const managers = evidence.objects('apps/DaemonSet', /^kube-proxy$/).flatMap(object => listAt(object, 'metadata', 'managedFields').map(entry => textAt(entry, 'manager')));
  if (managers.includes('eks')) return 'managed add-on';
  return managers.some(manager => /^(?:kubectl|eksctl|helm)/.test(manager)) ? 'self-managed kube-proxy' : undefined;
}
