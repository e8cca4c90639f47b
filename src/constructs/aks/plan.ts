import { AksKubeProxyConfigProps } from './aks-kube-proxy-config-props';
import { ARM_API_VERSION, armApiVersionProblem } from './api-versions';
import { AksNetworkDataplane, AksNetworkPlugin, AksNetworkPolicy } from './cluster-network';
import { clusterProblems } from './cluster-rules';
import { ClusterNames } from './commands';
import { KubeProxyConfig, kubeProxyConfig, modeOf, settingsProblems } from './kube-proxy-config';
import { AksKubeProxySettings } from './kube-proxy-settings';
import { InputError, quoted } from '../../base/errors';
import { Problem } from '../../base/schema/problem';
import { noKubernetesVersion, parseKubernetesVersion } from '../../base/version/kubernetes-version';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';
import { versionNotices } from '../../programs/kube-proxy/version-rules';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

/** What AKS is given, with everything checked. */
export interface AksPlan extends ClusterNames {
  readonly config: KubeProxyConfig;
  readonly previousConfig: KubeProxyConfig;
  readonly apiVersion: string;
  readonly folder: string;
  readonly notices: readonly string[];
}

/** The rules of Azure Resource Manager for the names of Microsoft.Resources/resourceGroups and of managedClusters. */
const RESOURCE_GROUP = /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u;
const CLUSTER_NAME = /^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

/** Values that TypeScript keeps right, and other languages may not. */
const ENUMS = [
  { property: 'networkPlugin', name: 'AksNetworkPlugin', values: AksNetworkPlugin },
  { property: 'networkPolicy', name: 'AksNetworkPolicy', values: AksNetworkPolicy },
  { property: 'networkDataplane', name: 'AksNetworkDataplane', values: AksNetworkDataplane },
] as const;

const SETTINGS: PropertyNames<AksKubeProxySettings> = { mode: true, enabled: true, ipvs: true };
const PROPERTIES: PropertyNames<AksKubeProxyConfigProps> = {
  ...SETTINGS,
  kubernetesVersion: true,
  networkPlugin: true,
  networkPolicy: true,
  networkDataplane: true,
  previous: true,
  resourceGroup: true,
  clusterName: true,
  apiVersion: true,
  folder: true,
};

/**
 * @param path the construct's path, for messages
 * @throws InputError that lists all that is wrong, a line for each problem
 */
export function planAksKubeProxy(props: AksKubeProxyConfigProps, path: string): AksPlan {
  refuseUnknown(path, props, PROPERTIES);
  refuseUnknown(`${path}: previous`, props.previous, SETTINGS);
  const previous = props.previous ?? { mode: ProxyMode.IPTABLES };
  const apiVersion = props.apiVersion ?? ARM_API_VERSION;
  const folder = props.folder ?? 'aks';
  const version = parseKubernetesVersion(props.kubernetesVersion);
  const ofCluster = clusterProblems(props, props);
  const apiVersionProblem = armApiVersionProblem(apiVersion, props);
  const problems = [
    ...version ? [] : [{ field: 'kubernetesVersion', message: noKubernetesVersion(props.kubernetesVersion) }],
    ...textProblems(props, folder),
    ...settingsProblems(props),
    ...ofCluster,
    ...apiVersionProblem === undefined ? [] : [{ field: 'apiVersion', message: apiVersionProblem }],
    ...props.previous ? previousProblems(props.previous, props, ofCluster) : [],
  ];
  if (problems.length > 0) throw new InputError(problems.map(({ field, message }) => `${path}: ${field}: ${message}`).join('\n'));

  const mode = modeOf(props);
  return {
    config: kubeProxyConfig(props),
    previousConfig: kubeProxyConfig(previous),
    apiVersion,
    folder,
    resourceGroup: props.resourceGroup ?? '<resource-group>',
    clusterName: props.clusterName ?? '<cluster-name>',
    notices: mode === undefined ? [] : versionNotices({ mode }, version!.minor),
  };
}

/** The API version is not asked: the way back is by `az`. What the cluster can't have either way is told once. */
function previousProblems(previous: AksKubeProxySettings, props: AksKubeProxyConfigProps, known: readonly Problem[]): Problem[] {
  return [
    ...settingsProblems(previous).map(({ field, message }) => ({ field: `previous.${field}`, message })),
    ...clusterProblems(previous, props)
      .filter(({ message }) => !known.some(problem => problem.message === message))
      .map(({ message }) => ({ field: 'previous', message })),
  ];
}

function textProblems(props: AksKubeProxyConfigProps, folder: string): Problem[] {
  const { resourceGroup, clusterName } = props;
  const problems: Problem[] = ENUMS
    .filter(({ property, values }) => props[property] !== undefined && !(Object.values(values) as unknown[]).includes(props[property]))
    .map(({ property, name, values }) => ({
      field: property,
      message: `${quoted(props[property])} is not known: expected ${Object.keys(values).map(key => `${name}.${key}`).join(', ')}`,
    }));
  if (resourceGroup !== undefined && !RESOURCE_GROUP.test(resourceGroup)) {
    problems.push({ field: 'resourceGroup', message: `${quoted(resourceGroup)} is not a name of a resource group: expected up to 90 letters, digits, ( ) . - _ and no dot at the end` });
  }
  if (clusterName !== undefined && !CLUSTER_NAME.test(clusterName)) {
    problems.push({ field: 'clusterName', message: `${quoted(clusterName)} is not a name of an AKS cluster: expected up to 63 letters, digits, - and _, with a letter or digit at both ends` });
  }
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(folder)) {
    problems.push({ field: 'folder', message: `${quoted(folder)} is not a folder: expected letters, digits, dots, hyphens and underscores, with slashes between, as in "aks/prod"` });
  }
  return problems;
}
