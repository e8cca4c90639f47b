import { KubeProxyConfig } from './kube-proxy-config';
import { bicepString, bicepText, jsonText } from './texts';

const RESOURCE_TYPE = 'Microsoft.ContainerService/managedClusters';

/** The part of an ARM template's resource, to be merged into the cluster's own one. */
export function armFragment(apiVersion: string, clusterName: string, kubeProxyConfig: KubeProxyConfig): string {
  return jsonText({ type: RESOURCE_TYPE, apiVersion, name: clusterName, properties: { networkProfile: { kubeProxyConfig } } });
}

/** The same in Bicep. */
export function bicepFragment(apiVersion: string, clusterName: string, kubeProxyConfig: KubeProxyConfig): string {
  const body = bicepText({ name: clusterName, properties: { networkProfile: { kubeProxyConfig } } });
  return `// To be merged into the cluster's own resource, which sets all the rest.\nresource managedCluster ${bicepString(`${RESOURCE_TYPE}@${apiVersion}`)} = ${body}\n`;
}
