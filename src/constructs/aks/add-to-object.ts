import { isDeepStrictEqual } from 'node:util';
import { ApiObject, JsonPatch } from 'cdk8s';
import { asoApiVersionProblem } from './api-versions';
import { ClusterFacts, clusterProblems } from './cluster-rules';
import { kubeProxyConfig } from './kube-proxy-config';
import { AksKubeProxySettings } from './kube-proxy-settings';
import { managedClusterMergePatch } from './merge-patch';
import { InputError, quoted } from '../../base/errors';
import { isObject } from '../../base/schema/decode';
import { Problem } from '../../base/schema/problem';

const CAPZ_API_VERSION = 'infrastructure.cluster.x-k8s.io/v1beta1';

/** Where the CAPZ kinds that have the fields of an AKS cluster have them. */
const CAPZ_SPECS: Readonly<Record<string, readonly string[]>> = {
  AzureManagedControlPlane: ['spec'],
  AzureManagedControlPlaneTemplate: ['spec', 'template', 'spec'],
};

/**
 * Sets the kubeProxyConfig of an Azure Service Operator ManagedCluster.
 *
 * @param cluster what is known of the cluster, where the object does not tell
 */
export function addToManagedCluster(object: ApiObject, settings: AksKubeProxySettings, cluster: ClusterFacts): void {
  if (object.kind !== 'ManagedCluster') fail(object, [{ field: 'kind', message: `${quoted(object.kind)} is not "ManagedCluster"` }]);
  const versionProblem = asoApiVersionProblem(object.apiVersion, settings);
  if (versionProblem !== undefined) fail(object, [{ field: 'apiVersion', message: versionProblem }]);

  const networkProfile = ['spec', 'networkProfile'];
  const spec = valueAt(object, ['spec']);
  const profile = valueAt(object, networkProfile);
  const facts = factsOf(cluster, { ...profile, kubernetesVersion: spec?.kubernetesVersion });
  fail(object, clusterProblems(settings, facts)
    .map(({ field, message }) => ({ field: field === 'kubernetesVersion' ? `spec.${field}` : `spec.networkProfile.${field}`, message })));

  set(object, networkProfile, { kubeProxyConfig: kubeProxyConfig(settings) });
}

/**
 * Has Cluster API Provider Azure use a preview API, and patch the ManagedCluster that it makes. The patches that the object
 * has stay, in their order.
 */
export function addToAzureManagedControlPlane(object: ApiObject, settings: AksKubeProxySettings, cluster: ClusterFacts): void {
  if (!Object.hasOwn(CAPZ_SPECS, object.kind)) {
    fail(object, [{ field: 'kind', message: `${quoted(object.kind)} is not ${Object.keys(CAPZ_SPECS).map(quoted).join(' or ')}` }]);
  }
  if (object.apiVersion !== CAPZ_API_VERSION) fail(object, [{ field: 'apiVersion', message: `${quoted(object.apiVersion)} is not known: expected "${CAPZ_API_VERSION}"` }]);

  const path = CAPZ_SPECS[object.kind];
  const spec = valueAt(object, path) ?? {};
  const facts = factsOf(cluster, { ...spec, kubernetesVersion: spec.version });
  fail(object, clusterProblems(settings, facts)
    .map(({ field, message }) => ({ field: `${path.join('.')}.${field === 'kubernetesVersion' ? 'version' : field}`, message })));

  const patches: unknown = spec.asoManagedClusterPatches ?? [];
  if (!Array.isArray(patches)) return fail(object, [{ field: `${path.join('.')}.asoManagedClusterPatches`, message: `${quoted(patches)} is not a list` }]);
  const patch = JSON.stringify(managedClusterMergePatch(kubeProxyConfig(settings)));
  // Patches are applied in their order, so that the last one wins.
  set(object, path, { enablePreviewFeatures: true, asoManagedClusterPatches: [...patches.filter(item => item !== patch), patch] });
}

/** What the object says, and else what is known anyway. */
function factsOf(known: ClusterFacts, said: Record<string, unknown>): ClusterFacts {
  const fact = (name: keyof ClusterFacts) => typeof said[name] === 'string' ? said[name] : known[name];
  return {
    kubernetesVersion: fact('kubernetesVersion'),
    networkPlugin: fact('networkPlugin'),
    networkPolicy: fact('networkPolicy'),
    networkDataplane: fact('networkDataplane'),
  };
}

function valueAt(object: ApiObject, path: readonly string[]): Record<string, unknown> | undefined {
  const value = path.reduce<unknown>((parent, name) => isObject(parent) ? parent[name] : undefined, object.toJson());
  return isObject(value) ? value : undefined;
}

function set(object: ApiObject, path: readonly string[], fields: Record<string, unknown>): void {
  for (let length = 1; length <= path.length; length++) {
    const parent = path.slice(0, length);
    if (valueAt(object, parent) === undefined) object.addJsonPatch(JsonPatch.add(`/${parent.join('/')}`, {}));
  }
  for (const [name, value] of Object.entries(fields)) object.addJsonPatch(JsonPatch.add(`/${[...path, name].join('/')}`, value));

  // Classes made by `cdk8s import` write the fields of their CRD only (cdk8s-team/cdk8s-core#72).
  const written = valueAt(object, path);
  fail(object, Object.entries(fields).filter(([name, value]) => !isDeepStrictEqual(written?.[name], value)).map(([name]) => (
    { field: [...path, name].join('.'), message: 'the object\'s class does not write this field: expected a plain ApiObject, or a class of a CRD that has it' })));
}

function fail(object: ApiObject, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputError(problems.map(({ field, message }) => `${object.node.path}: ${field}: ${message}`).join('\n'));
}
