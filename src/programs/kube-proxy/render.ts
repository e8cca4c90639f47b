import { KUBE_PROXY_CONFIGURATION_FIELDS } from './fields';
import { KubeProxyConfiguration } from './kube-proxy-configuration';
import { completeObject } from '../../base/schema/complete';
import { isObject } from '../../base/schema/decode';
import { goYaml } from '../../base/schema/go-yaml';

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

/** A copy without the fields that kube-proxy takes for unset: those that have the zero value which Go's encoder writes. */
export function sparseKubeProxyConfiguration(configuration: KubeProxyConfiguration): KubeProxyConfiguration {
  return withoutZeros({ ...configuration }, { ...completeKubeProxyConfiguration({}) }) as KubeProxyConfiguration;
}

function withoutZeros(value: Record<string, unknown>, zero: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(value)
    .map(([name, item]) => [name, isObject(item) && isObject(zero[name]) ? withoutZeros(item, zero[name]) : item] as const)
    .filter(([name, item]) => !isZero(item, zero[name]));
  return Object.fromEntries(entries);
}

function isZero(item: unknown, zero: unknown): boolean {
  return isObject(item) && isObject(zero) ? Object.keys(item).length === 0 : item === zero;
}
