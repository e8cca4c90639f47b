import { ApiObject, JsonPatch } from 'cdk8s';

/** cdk8s stamps the chart's namespace on cluster-scoped objects, too (cdk8s-team/cdk8s-core#731). */
export function withoutNamespace(clusterScoped: ApiObject): void {
  if (clusterScoped.metadata.namespace !== undefined) clusterScoped.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
}
