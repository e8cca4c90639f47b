import { ApiObjectMetadata } from 'cdk8s';

/** The metadata that an object has by default, with the user's over it. */
export function objectMetadata(defaults: ApiObjectMetadata & { readonly name: string }, users: ApiObjectMetadata | undefined): ApiObjectMetadata {
  return {
    ...users,
    name: users?.name ?? defaults.name,
    namespace: users?.namespace ?? defaults.namespace,
    labels: { ...defaults.labels, ...users?.labels },
    annotations: { ...defaults.annotations, ...users?.annotations },
  };
}
