import { KUBE_PROXY_CONFIGURATION_FIELDS } from './fields';
import { KubeProxyConfiguration } from './kube-proxy-configuration';
import { completeObject } from '../configuration/complete';
import { goYaml } from '../configuration/go-yaml';

/** The YAML of a configuration as kubeadm writes it into `config.conf`, without a line feed at its end. */
export function renderKubeProxyConfiguration(configuration: KubeProxyConfiguration): string {
  return goYaml({ ...completeKubeProxyConfiguration(configuration) });
}

/**
 * A copy with every field that Go's encoder writes: what is not set has its zero value, `windowsRunAsService` and
 * the like are left out where they are zero, and durations are written as Go prints them.
 */
export function completeKubeProxyConfiguration(configuration: KubeProxyConfiguration): KubeProxyConfiguration {
  return completeObject(configuration, KUBE_PROXY_CONFIGURATION_FIELDS) as KubeProxyConfiguration;
}
