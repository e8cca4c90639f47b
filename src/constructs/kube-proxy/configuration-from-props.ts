import { NftablesKubeProxyProps } from './nftables-kube-proxy-props';
import { PROPERTY_TABLE } from './property-of-field';
import { isObject } from '../../base/schema/decode';
import { defined, plainData } from '../props/plain-data';

/** Where kubeadm's DaemonSet mounts the ConfigMap. */
export const CONFIGURATION_DIRECTORY = '/var/lib/kube-proxy';

/**
 * The KubeProxyConfiguration that the properties ask for, not checked yet. Options are taken over as they are, even
 * those that TypeScript doesn't know, so that strict decoding reports a misspelled one to a JavaScript user.
 */
export function configurationFromProps(props: NftablesKubeProxyProps): Record<string, unknown> {
  const { kubernetesVersion, metadata, configurationKey, extraData, addon, extraConfiguration, ...settings } = props;
  const configuration = {
    ...DEFAULTS,
    ...PROPERTY_TABLE.fields(settings),
    clientConnection: { kubeconfig: `${CONFIGURATION_DIRECTORY}/kubeconfig.conf`, ...defined(props.clientConnection) },
  };
  return merge(plainData(configuration) as Record<string, unknown>, extraConfiguration ?? {});
}

const DEFAULTS = {
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  mode: 'nftables',
  bindAddress: '0.0.0.0',
};

/** Objects field by field, anything else as a whole. `fromEntries` takes `__proto__` for a field like any other. */
export function merge(under: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged = new Map(Object.entries(under));
  for (const [name, item] of Object.entries(over)) {
    const existing = merged.get(name);
    merged.set(name, isObject(existing) && isObject(item) ? merge(existing, item) : item);
  }
  return Object.fromEntries(merged);
}
