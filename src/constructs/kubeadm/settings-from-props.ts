import { KubeadmCredential } from './credential';
import { FieldsFromProps, fieldsFromProps } from './fields-from-props';
import { KubeadmInitOptions } from './init-options';
import { KubeadmProxyConfigProps } from './kubeadm-proxy-config-props';
import { isObject } from '../../base/schema/decode';
import { Problem } from '../../base/schema/problem';
import { KubernetesVersion } from '../../base/version/kubernetes-version';
import { sparseKubeProxyConfiguration } from '../../programs/kube-proxy/render';
import { KubeadmApiVersion } from '../../programs/kubeadm/api-versions';
import { BOOTSTRAP_TOKEN_VARIABLE } from '../../programs/kubeadm/placeholders';
import { KubeadmSettings } from '../../programs/kubeadm/settings';

/** Settings that are not checked yet. */
export interface DraftSettings {
  readonly settings: KubeadmSettings;
  /** What can't be turned into settings. */
  readonly problems: readonly Problem[];
  /** Whether a credential will be in the output. */
  readonly hasPlainText: boolean;
}

/** The settings that properties ask for. */
export function settingsFromProps(props: KubeadmProxyConfigProps, version: KubernetesVersion, apiVersion: KubeadmApiVersion): DraftSettings {
  const parts = {
    init: fieldsFromProps(props.init && withTokens(props.init), 'init'),
    cluster: fieldsFromProps(props.cluster ?? {}, 'cluster'),
    joinWorker: fieldsFromProps(props.joinWorker, 'joinWorker'),
    joinControlPlane: fieldsFromProps(props.joinControlPlane, 'joinControlPlane'),
    upgrade: fieldsFromProps(props.upgrade, 'upgrade'),
    reset: fieldsFromProps(props.reset, 'reset'),
  };
  const all: readonly FieldsFromProps[] = Object.values(parts);
  return {
    settings: {
      version,
      apiVersion,
      init: parts.init.fields,
      // Without it kubeadm would take the newest release of all minors. `stable-1.36` is the newest one of 1.36.
      cluster: { ...parts.cluster.fields, kubernetesVersion: version.full ?? `stable-${version.minorText}` },
      joinWorker: parts.joinWorker.fields,
      joinControlPlane: props.joinControlPlane && asControlPlane(parts.joinControlPlane.fields),
      upgrade: parts.upgrade.fields,
      reset: parts.reset.fields,
      kubelet: props.kubeletConfiguration,
      kubeProxy: kubeProxyOf(props),
      kubeProxyInJoinFiles: props.kubeProxyConfigurationInJoinFiles,
    },
    problems: all.flatMap(({ problems }) => problems),
    hasPlainText: all.some(({ hasPlainText }) => hasPlainText),
  };
}

const HEAD = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' };

function kubeProxyOf({ kubeProxy, kubeProxyConfiguration }: KubeadmProxyConfigProps): any {
  if (kubeProxy) return sparseKubeProxyConfiguration(kubeProxy.configuration);
  if (kubeProxyConfiguration === undefined) return { ...HEAD, mode: 'nftables' };
  return isObject(kubeProxyConfiguration) ? structuredClone({ ...HEAD, ...kubeProxyConfiguration }) : kubeProxyConfiguration;
}

/** Tokens that are not given are placeholders, each of its own. */
function withTokens(init: KubeadmInitOptions): object {
  if (!Array.isArray(init.bootstrapTokens)) return init;
  const bootstrapTokens = init.bootstrapTokens.map((options, i) => ({
    ...options,
    token: options.token ?? KubeadmCredential.placeholder(i === 0 ? BOOTSTRAP_TOKEN_VARIABLE : `${BOOTSTRAP_TOKEN_VARIABLE}_${i + 1}`),
  }));
  return { ...init, bootstrapTokens };
}

/** Whether there is a `controlPlane`, even an empty one, tells kubeadm what the node is to be. */
function asControlPlane({ localAPIEndpoint, certificateKey, ...join }: Record<string, unknown>): Record<string, unknown> {
  const controlPlane = { ...localAPIEndpoint !== undefined && { localAPIEndpoint }, ...certificateKey !== undefined && { certificateKey } };
  return { ...join, controlPlane };
}
