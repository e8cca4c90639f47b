/** The group of an apiVersion, as in `v1` or `discovery.k8s.io/v1`; that of the core group is empty. */
export function groupOf(apiVersion: unknown): string | undefined {
  if (typeof apiVersion !== 'string') return undefined;
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
