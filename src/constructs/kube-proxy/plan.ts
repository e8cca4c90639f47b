import { configurationFromProps } from './configuration-from-props';
import { NftablesKubeProxyProps } from './nftables-kube-proxy-props';
import { propertyOfField } from './property-of-field';
import { propsProblems } from './props-problems';
import { InputError } from '../../base/errors';
import { Problem } from '../../base/schema/problem';
import { noKubernetesVersion, parseKubernetesVersion } from '../../base/version/kubernetes-version';
import { KubeProxyConfiguration } from '../../programs/kube-proxy/kube-proxy-configuration';
import { completeKubeProxyConfiguration } from '../../programs/kube-proxy/render';
import { validateKubeProxyConfiguration } from '../../programs/kube-proxy/validate';
import { versionErrors, versionNotices } from '../../programs/kube-proxy/version-rules';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

/** What a kube-proxy is to be, with everything checked. */
export interface KubeProxyPlan {
  /** The minor version, as in `1.36`. */
  readonly kubernetesMinor: string;
  readonly configuration: KubeProxyConfiguration;
  readonly notices: readonly string[];
  /** The image of the add-on's DaemonSet. */
  readonly image?: string;
}

const PROPERTIES: PropertyNames<NftablesKubeProxyProps> = {
  kubernetesVersion: true,
  mode: true,
  localDetector: true,
  nodePortAddresses: true,
  nftables: true,
  iptables: true,
  ipvs: true,
  conntrack: true,
  clientConnection: true,
  logging: true,
  featureGates: true,
  bindAddress: true,
  bindAddressHardFail: true,
  healthzBindAddress: true,
  metricsBindAddress: true,
  hostnameOverride: true,
  enableProfiling: true,
  showHiddenMetricsForVersion: true,
  oomScoreAdj: true,
  configSyncPeriod: true,
  extraConfiguration: true,
  metadata: true,
  configurationKey: true,
  extraData: true,
  addon: true,
};

/**
 * @param path the construct's path, for messages
 * @throws InputError that lists all that is wrong, a line for each problem
 */
export function planKubeProxy(props: NftablesKubeProxyProps, path: string): KubeProxyPlan {
  refuseUnknown(path, props, PROPERTIES);
  const version = parseKubernetesVersion(props.kubernetesVersion);
  if (!version) throw inputError(path, [{ field: 'kubernetesVersion', message: noKubernetesVersion(props.kubernetesVersion) }]);

  const document = configurationFromProps(props);
  const fieldProblems = validateKubeProxyConfiguration(document, version.minorText);
  // A document with a field of a wrong type can't be asked for its mode.
  const errors = fieldProblems.length > 0 ? [] : versionErrors(document, version.minor);
  const problems = [
    ...propsProblems(props, version),
    ...[...fieldProblems, ...errors].map(({ field, message }) => ({ field: propertyOfField(field, props.extraConfiguration), message })),
  ];
  if (problems.length > 0) throw inputError(path, problems);

  return {
    kubernetesMinor: version.minorText,
    configuration: completeKubeProxyConfiguration(document),
    notices: versionNotices(document, version.minor),
    image: props.addon && (props.addon.image ?? imageOf(props.addon.imageRepository, version.full!)),
  };
}

/** As kubeadm names it: a tag has no `+`, which a build's version may have. */
function imageOf(repository: string | undefined, version: string): string {
  return `${repository ?? 'registry.k8s.io'}/kube-proxy:${version.replace(/\+/g, '_')}`;
}

function inputError(path: string, problems: readonly Problem[]): InputError {
  return new InputError(problems.map(({ field, message }) => `${path}: ${field}: ${message}`).join('\n'));
}
