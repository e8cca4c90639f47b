import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeProxyAddonOptions } from './addon-options';
import { addonNameOf, nameOf, namespaceOf } from './object-metadata';
import { withoutNamespace } from '../objects/cluster-scoped';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * What kube-proxy's pods are allowed, and who may read its ConfigMap: upstream
 * `cmd/kubeadm/app/phases/addons/proxy/proxy.go`.
 *
 * @returns the ServiceAccount's name
 */
export function createAccess(scope: Construct, metadata: ApiObjectMetadata | undefined, options: KubeProxyAddonOptions): string {
  const configMapName = nameOf(metadata);
  const namespace = namespaceOf(metadata);
  const addonName = addonNameOf(metadata);
  const serviceAccountName = options.serviceAccountName ?? addonName;
  new ApiObject(scope, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: serviceAccountName, namespace } });

  withoutNamespace(new ApiObject(scope, 'ClusterRoleBinding', {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: options.clusterRoleBindingName ?? (addonName === 'kube-proxy' ? 'kubeadm:node-proxier' : `kubeadm:node-proxier:${addonName}`) },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'system:node-proxier' },
    subjects: [{ kind: 'ServiceAccount', name: serviceAccountName, namespace }],
  }));

  new ApiObject(scope, 'Role', {
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata: { name: configMapName, namespace },
    rules: [{ apiGroups: [''], resourceNames: [configMapName], resources: ['configmaps'], verbs: ['get'] }],
  });

  new ApiObject(scope, 'RoleBinding', {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name: configMapName, namespace },
    roleRef: { apiGroup: RBAC, kind: 'Role', name: configMapName },
    subjects: [{ kind: 'Group', name: options.bootstrapTokenGroup ?? 'system:bootstrappers:kubeadm:default-node-token' }],
  });

  return serviceAccountName;
}
