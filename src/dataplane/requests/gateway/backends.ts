import { Route } from './model';

/** A reference of a route to what its requests go to, and the path of the field. */
export interface BackendReference {
  readonly ref: any;
  /** `spec.rules[0].backendRefs[1]` */
  readonly at: string;
}

/** All references of a route to backends: those of its rules, and those of filters that mirror requests or ask for authorization. */
export function backendReferences({ rules }: Route): BackendReference[] {
  return rules.flatMap((rule, i) => [
    ...filterReferences(rule.filters ?? [], `spec.rules[${i}]`),
    ...(rule.backendRefs ?? []).flatMap((ref: any, j: number) => {
      const at = `spec.rules[${i}].backendRefs[${j}]`;
      return [{ ref, at }, ...filterReferences(ref.filters ?? [], at)];
    }),
  ]);
}

function filterReferences(filters: readonly any[], at: string): BackendReference[] {
  return filters.flatMap((filter, i) => ['requestMirror', 'externalAuth'].flatMap(field => {
    const ref = filter[field]?.backendRef;
    return ref === undefined ? [] : [{ ref, at: `${at}.filters[${i}].${field}.backendRef` }];
  }));
}
