import { NftablesKubeProxyProps } from './nftables-kube-proxy-props';
import { daemonSetNameOf, namespaceOf } from './object-metadata';
import { quoted } from '../../base/errors';
import { configMapKeyProblem, labelValueProblem, pathSegmentProblem, subdomainNameProblem } from '../../base/objects/names';
import { Problem } from '../../base/schema/problem';
import { KubernetesVersion } from '../../base/version/kubernetes-version';
import { labelProblems, mapProblems, metadataProblems, textProblems } from '../objects/metadata-problems';

type Check = (props: NftablesKubeProxyProps, version: KubernetesVersion) => Problem | undefined;

/** What is wrong with properties beyond the fields of KubeProxyConfiguration that they set. */
export function propsProblems(props: NftablesKubeProxyProps, version: KubernetesVersion): Problem[] {
  return [...nameProblems(props), ...CHECKS.map(check => check(props, version)).filter(problem => problem !== undefined)];
}

/** What the API server would refuse of names, labels, selectors and keys. */
function nameProblems({ metadata, configurationKey, extraData, addon }: NftablesKubeProxyProps): Problem[] {
  const daemonSet = addon && daemonSetNameOf(metadata, addon);
  return [
    ...metadataProblems(metadata),
    ...textProblems(configurationKey, 'configurationKey', configMapKeyProblem),
    ...mapProblems(extraData, 'extraData', configMapKeyProblem, () => undefined),
    ...metadataProblems(addon?.daemonSetMetadata, 'addon.daemonSetMetadata'),
    // The DaemonSet's pods have its name as a label.
    ...daemonSet === undefined || subdomainNameProblem(daemonSet) !== undefined ? []
      : textProblems(daemonSet, addon?.daemonSetMetadata?.name === undefined ? 'metadata.name' : 'addon.daemonSetMetadata.name', labelValueProblem),
    ...labelProblems(addon?.nodeSelector, 'addon.nodeSelector'),
    ...textProblems(addon?.serviceAccountName, 'addon.serviceAccountName', subdomainNameProblem),
    ...textProblems(addon?.clusterRoleBindingName, 'addon.clusterRoleBindingName', pathSegmentProblem),
    ...textProblems(addon?.bootstrapTokenGroup, 'addon.bootstrapTokenGroup', text => text === '' ? 'is empty; expected the name of a group' : undefined),
  ];
}

const HTTPS_URL = /^https:\/\/(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?(\/[\w./~-]*)?$/;

const CHECKS: readonly Check[] = [
  // An empty CIDR is valid upstream and switches the detection off, which nobody who names a detector wants.
  ({ localDetector }) => localDetector?._fields.detectLocalMode === '' && localDetector._fields.clusterCIDR === ''
    ? { field: 'localDetector', message: 'clusterCidr has no CIDR: expected the cluster\'s pod CIDR, as in "10.244.0.0/16"' } : undefined,

  ({ addon }) => {
    if (!addon || HTTPS_URL.test(addon.controlPlaneEndpoint)) return undefined;
    const url = `https://${addon.controlPlaneEndpoint}`;
    const hint = typeof addon.controlPlaneEndpoint === 'string' && HTTPS_URL.test(url) ? `did you mean "${url}"?` : 'expected such as "https://k8s.example.internal:6443"';
    return { field: 'addon.controlPlaneEndpoint', message: `${quoted(addon.controlPlaneEndpoint)} is no https URL: ${hint}` };
  },

  ({ addon, kubernetesVersion }, { full, minorText }) => addon && addon.image === undefined && full === undefined
    ? { field: 'addon.image', message: `is missing, and kubernetesVersion ${quoted(kubernetesVersion)} names no patch release: expected an image, or a full kubernetesVersion of the form "${minorText}.<patch>"` } : undefined,

  ({ addon }) => addon?.image !== undefined && !/^\S+$/.test(addon.image)
    ? { field: 'addon.image', message: `${quoted(addon.image)} is no image: expected such as "registry.k8s.io/kube-proxy:<version>"` } : undefined,

  ({ addon, configurationKey }) => addon && configurationKey === 'kubeconfig.conf'
    ? { field: 'configurationKey', message: '"kubeconfig.conf" is the key that the addon puts its kubeconfig in; expected another one, for example "config.conf"' } : undefined,

  ({ addon, metadata }) => ![undefined, namespaceOf(metadata)].includes(addon?.daemonSetMetadata?.namespace)
    ? { field: 'addon.daemonSetMetadata.namespace', message: `${quoted(addon?.daemonSetMetadata?.namespace)} is not the ConfigMap's namespace, ${quoted(namespaceOf(metadata))}, which the pods mount it from: set metadata.namespace instead` } : undefined,
];
