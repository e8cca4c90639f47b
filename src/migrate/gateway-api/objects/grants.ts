import { PlannedListeners } from './listeners';
import { PlannedRoute } from './routes';
import { GATEWAY_GROUP, gatewayApiKind } from '../../../programs/gateway-api/kinds';
import { isAvailable } from '../../../programs/gateway-api/target';
import { ConversionTarget } from '../options';

/** What one ReferenceGrant takes. */
const MOST_ENTRIES = 16;

/** A reference from one namespace to an object of another one. */
export interface Reference {
  readonly group: string;
  readonly kind: string;
  readonly from: string;
  readonly to: { readonly kind: 'Secret' | 'Service'; readonly namespace: string; readonly name: string };
}

/** What namespaces have to allow: certificates for the Gateway, and Services for routes of other namespaces. */
export function grantObjects(
  { listeners }: Pick<PlannedListeners, 'listeners'>, routes: readonly PlannedRoute[], target: ConversionTarget, more: readonly Reference[] = [],
): any[] {
  const { gateway, api } = target;
  const certificates = listeners.flatMap(({ owner, certificates: secrets }) => secrets.filter(({ namespace }) => namespace !== gateway.namespace)
    .map((secret): Reference => ({ group: GATEWAY_GROUP, kind: owner.kind, from: gateway.namespace, to: { kind: 'Secret', ...secret } })));
  const backends = routes.flatMap(({ object, namespace }) => object.spec.rules.flatMap((rule: any) => [
    ...rule.backendRefs ?? [], ...(rule.filters ?? []).flatMap((filter: any) => filter.requestMirror?.backendRef ?? []),
  ]).flatMap((ref: any): Reference[] => ref.namespace === undefined ? []
    : [{ group: GATEWAY_GROUP, kind: object.kind, from: namespace, to: { kind: 'Service', namespace: ref.namespace, name: ref.name } }]));
  const groups = new Map<string, Reference[]>();
  for (const reference of [...certificates, ...more, ...backends]) {
    const key = [reference.to.namespace, reference.kind, reference.from, reference.to.kind].join('/');
    const group = groups.get(key) ?? [];
    if (!group.some(({ to }) => to.name === reference.to.name)) group.push(reference);
    groups.set(key, group);
  }
  const served = gatewayApiKind('ReferenceGrant')!.versions.find(each => isAvailable(each.served, api))!.version;
  return [...groups.values()].flatMap(group => Array.from({ length: Math.ceil(group.length / MOST_ENTRIES) }, (_, i) => {
    const [{ group: apiGroup, kind, from, to: { kind: toKind, namespace } }] = group;
    const own = group.slice(i * MOST_ENTRIES, (i + 1) * MOST_ENTRIES);
    const name = `${kind.toLowerCase()}s-of-${from}-to-${toKind.toLowerCase()}s${i === 0 ? '' : `-${i + 1}`}`;
    return {
      apiVersion: `${GATEWAY_GROUP}/${served}`,
      kind: 'ReferenceGrant',
      metadata: { name, namespace },
      spec: { from: [{ group: apiGroup, kind, namespace: from }], to: own.map(({ to }) => ({ group: '', kind: toKind, name: to.name })) },
    };
  }));
}
