/** What of an object's metadata the API server writes itself, or refuses to take from others. */
export const SERVER_METADATA: readonly string[] = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid'];
