import { propertyOfField } from './fields-from-props';
import { KubeadmProxyConfigProps } from './kubeadm-proxy-config-props';
import { noticesOf } from './notices';
import { settingsFromProps } from './settings-from-props';
import { InputError, quoted } from '../../base/errors';
import { decode, isObject } from '../../base/schema/decode';
import { Problem } from '../../base/schema/problem';
import { report } from '../../base/schema/report';
import { noKubernetesVersion, parseKubernetesVersion } from '../../base/version/kubernetes-version';
import { validateKubeProxyConfiguration } from '../../programs/kube-proxy/validate';
import { versionErrors } from '../../programs/kube-proxy/version-rules';
import { apiVersionProblem, defaultApiVersion, KubeadmApiVersion } from '../../programs/kubeadm/api-versions';
import { phaseCommands } from '../../programs/kubeadm/commands';
import { KUBELET_CONFIGURATION_FIELDS, NEWEST_KUBELET_MINOR } from '../../programs/kubeadm/kubelet-fields';
import { PhaseFile, phaseFiles } from '../../programs/kubeadm/phase-files';
import { KubeadmSettings, settingsProblems } from '../../programs/kubeadm/settings';
import { metadataProblems } from '../objects/metadata-problems';

/** The files that are to be, with everything checked. */
export interface KubeadmPlan {
  readonly files: readonly PhaseFile[];
  readonly commands: string;
  readonly notices: readonly string[];
  readonly kubeProxyConfiguration: KubeadmSettings['kubeProxy'];
}

/**
 * @param path the construct's path, for messages
 * @throws InputError that lists all that is wrong, a line for each problem
 */
export function planKubeadm(props: KubeadmProxyConfigProps, path: string): KubeadmPlan {
  const version = parseKubernetesVersion(props.kubernetesVersion);
  if (!version) throw inputError(path, [{ field: 'kubernetesVersion', message: noKubernetesVersion(props.kubernetesVersion) }]);

  const newest = defaultApiVersion(version.minor);
  if (newest === undefined) {
    throw inputError(path, report('kubernetesVersion', `${quoted(props.kubernetesVersion)} is older than kubeadm's v1beta3: expected Kubernetes 1.22 or newer`));
  }
  const apiVersion = props.apiVersion ?? newest;
  const apiProblem = apiVersionProblem(apiVersion, version.minor);
  if (apiProblem !== undefined) throw inputError(path, report('apiVersion', apiProblem));

  const { settings, problems: unusable, hasPlainText } = settingsFromProps(props, version, apiVersion as KubeadmApiVersion);
  const problems = [
    ...choiceProblems(props),
    ...unusable,
    ...without(unusable, settingsProblems(settings).map(({ field, message }) => ({ field: propertyOfField(field), message }))),
    ...kubeletProblems(props.kubeletConfiguration, version.minor),
    ...kubeProxyProblems(props, settings),
    ...metadataProblems(props.transport?._metadata, 'transport.metadata'),
    ...hasPlainText && props.transport?._kind === 'ConfigMap'
      ? report('transport', 'is a ConfigMap, which credentials of plain text may not be in: expected KubeadmTransport.secret(), or placeholders') : [],
  ];
  if (problems.length > 0) throw inputError(path, problems);

  const files = phaseFiles(settings);
  const notices = noticesOf(settings);
  return { files, commands: phaseCommands(settings, files, notices), notices, kubeProxyConfiguration: settings.kubeProxy };
}

/** What was dropped for its type would else be reported as missing, too. */
function without(known: readonly Problem[], problems: readonly Problem[]): Problem[] {
  const fields = new Set(known.map(({ field }) => field));
  return problems.filter(({ field }) => !fields.has(field));
}

function choiceProblems({ kubeProxy, kubeProxyConfiguration }: KubeadmProxyConfigProps): Problem[] {
  return kubeProxy && kubeProxyConfiguration !== undefined ? report('kubeProxyConfiguration', 'can\'t stand beside kubeProxy: expected one of both') : [];
}

function kubeletProblems(kubelet: any, minor: number): Problem[] {
  if (kubelet === undefined) return [];
  const isRight = isObject(kubelet) && kubelet.kind === 'KubeletConfiguration' && kubelet.apiVersion === 'kubelet.config.k8s.io/v1beta1';
  if (isRight) {
    return decode(kubelet, KUBELET_CONFIGURATION_FIELDS, minor).problems
      .filter(({ isUnknownField }) => !isUnknownField || minor <= NEWEST_KUBELET_MINOR)
      .map(({ field, message }) => ({ field: `kubeletConfiguration.${field}`, message }));
  }
  return report('kubeletConfiguration', 'is no KubeletConfiguration: expected apiVersion "kubelet.config.k8s.io/v1beta1" and kind "KubeletConfiguration"');
}

function kubeProxyProblems({ kubeProxy }: KubeadmProxyConfigProps, { kubeProxy: document, version }: KubeadmSettings): Problem[] {
  const problems = validateKubeProxyConfiguration(document, version.minorText);
  // A document with a field of a wrong type can't be asked for its mode.
  const all = problems.length > 0 ? problems : versionErrors(document, version.minor);
  const part = kubeProxy ? 'kubeProxy' : 'kubeProxyConfiguration';
  return all.map(({ field, message }) => ({ field: field === '' ? part : `${part}.${field}`, message }));
}

function inputError(path: string, problems: readonly Problem[]): InputError {
  return new InputError(problems.map(({ field, message }) => `${path}: ${field}: ${message}`).join('\n'));
}
