import { ASO_API_VERSION } from './api-versions';
import { shellWord } from '../../base/text/shell';

/** The cluster as `az` and `kubectl` name it. */
export interface ClusterNames {
  readonly resourceGroup: string;
  readonly clusterName: string;
}

const FEATURE = '--namespace Microsoft.ContainerService --name KubeProxyConfigurationPreview';

/** azure-aks-docs, configure-kube-proxy. */
export function updateCommands(names: ClusterNames, configFile: string): string {
  return lines(
    '# The options are those of a preview: of the CLI\'s extension, and of the subscription.',
    'az extension add --name aks-preview --upgrade',
    `az feature register ${FEATURE}`,
    '# It takes some minutes to be registered.',
    `until [ "$(az feature show ${FEATURE} --query properties.state --output tsv)" = Registered ]; do sleep 15; done`,
    'az provider register --namespace Microsoft.ContainerService --wait',
    '',
    '# What to go back to: compare it with the file that rollback uses.',
    `az aks show ${clusterOptions(names)} --query networkProfile.kubeProxyConfig`,
    '',
    ...changeCommands(names, configFile),
  );
}

export function rollbackCommands(names: ClusterNames, configFile: string): string {
  return lines(...changeCommands(names, configFile));
}

/** A script that ends with the first command that fails. */
export function script(commands: string): string {
  return `#!/bin/sh\n# Run it in the app's output folder.\nset -eu\n\n${commands}`;
}

/**
 * The resource is named with its API version: by its name alone kubectl takes the newest stable one, which would drop the
 * field.
 */
export function managedClusterPatchCommand(name: string, namespace: string, mergePatch: string): string {
  const [group, version] = ASO_API_VERSION.split('/');
  return `kubectl patch managedclusters.${version}.${group} ${objectOptions(name, namespace)} --type=merge --patch=${shellWord(mergePatch)}\n`;
}

/** A merge patch would replace the list of patches, and a JSON patch can append to a list that is there only. */
export function azureManagedControlPlanePatchCommand(name: string, namespace: string, mergePatch: string): string {
  const resource = `azuremanagedcontrolplanes.v1beta1.infrastructure.cluster.x-k8s.io ${objectOptions(name, namespace)}`;
  const whole = JSON.stringify({ spec: { enablePreviewFeatures: true, asoManagedClusterPatches: [mergePatch] } });
  const appended = JSON.stringify([
    { op: 'add', path: '/spec/enablePreviewFeatures', value: true },
    { op: 'add', path: '/spec/asoManagedClusterPatches/-', value: mergePatch },
  ]);
  return lines(
    '# The patches that the object has stay.',
    `patches=$(kubectl get ${resource} --output=jsonpath='{.spec.asoManagedClusterPatches}') &&`,
    'case "$patches" in',
    `  ''|'[]') kubectl patch ${resource} --type=merge --patch=${shellWord(whole)} ;;`,
    `  *) kubectl patch ${resource} --type=json --patch=${shellWord(appended)} ;;`,
    'esac',
  );
}

function changeCommands(names: ClusterNames, configFile: string): string[] {
  return [
    '# Service traffic may be interrupted shortly while kube-proxy changes.',
    `az aks update ${clusterOptions(names)} --kube-proxy-config ${shellWord(configFile)}`,
    `az aks show ${clusterOptions(names)} --query networkProfile.kubeProxyConfig`,
  ];
}

function clusterOptions({ resourceGroup, clusterName }: ClusterNames): string {
  return `--resource-group ${shellWord(resourceGroup)} --name ${shellWord(clusterName)}`;
}

function objectOptions(name: string, namespace: string): string {
  return `${shellWord(name)} --namespace=${shellWord(namespace)}`;
}

function lines(...all: readonly string[]): string {
  return all.map(line => `${line}\n`).join('');
}
