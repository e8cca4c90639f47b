import { SessionPersistence, ValueMatch } from './http-rule';

/** The property that sets a field of a route. */
export function propertyOf(field: string): string {
  return field.replace(/^parentRefs/, 'parents').replace(/\.backendRefs\b/g, '.backends')
    .replace(/((?:headers|queryParams)\[\d+\])\.type$/, '$1.matchType').replace(/sessionPersistence\.type$/, 'sessionPersistence.persistenceType');
}

export function valueField({ matchType: type, ...rest }: ValueMatch): object {
  return { type, ...rest };
}

export function sessionField(session: SessionPersistence | undefined): object {
  if (!session) return {};
  const { persistenceType: type, ...rest } = session;
  return { sessionPersistence: { ...rest, type } };
}
