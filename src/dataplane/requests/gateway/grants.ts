import { Grant } from './model';

interface Referrer {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

/** Whether an object may refer to one in another namespace: a grant there names both. */
export function isGranted(grants: readonly Grant[], from: Referrer, to: Referrer & { readonly name: string }): boolean {
  return grants.some(grant => grant.namespace === to.namespace
    && grant.from.some(({ group, kind, namespace }) => group === from.group && kind === from.kind && namespace === from.namespace)
    && grant.to.some(({ group, kind, name }) => group === to.group && kind === to.kind && (name === undefined || name === to.name)));
}
