import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { ObjectReference } from '../../cluster/inventory/object-reference';
import { KeptObject } from '../../cluster/software-objects';
import { KubeProxyConfiguration } from '../../programs/kube-proxy/kube-proxy-configuration';

/** What the commands of a migration are about, as kubectl names it. */
export interface KubeProxyNames {
  readonly namespace: string;
  readonly configMap: string;
  readonly daemonSet: string;
  /** What kubectl's `-l` takes to find kube-proxy's pods. */
  readonly labels: string;
  /** Where kube-proxy answers questions about itself, as seen from its node: `127.0.0.1:10249`. */
  readonly metrics: string;
}

export function kubeProxyNames(
  configMap: ObjectReference | undefined, daemonSet: KeptObject | undefined, configuration: KubeProxyConfiguration,
): KubeProxyNames {
  return {
    namespace: configMap?.namespace ?? 'kube-system',
    configMap: configMap?.name ?? 'kube-proxy',
    daemonSet: daemonSet?.reference.name ?? 'kube-proxy',
    labels: (daemonSet && selectorOf(daemonSet.object)) || 'k8s-app=kube-proxy',
    metrics: metricsAddress(configuration.metricsBindAddress, configuration.bindAddress),
  };
}

/** The selector as kubectl's `-l` takes it. */
function selectorOf(daemonSet: PlainObject): string {
  const spec = isPlainObject(daemonSet.spec) ? daemonSet.spec : {};
  const selector = isPlainObject(spec.selector) && isPlainObject(spec.selector.matchLabels) ? spec.selector.matchLabels : {};
  return Object.entries(selector).map(([key, value]) => `${key}=${String(value)}`).join(',');
}

/** Upstream `pkg/proxy/apis/config/v1alpha1/defaults.go`; the unspecified address answers on the loopback one, too. */
function metricsAddress(metricsBindAddress: string | undefined, bindAddress: string | undefined): string {
  const byDefault = bindAddress?.includes(':') ? '[::1]:10249' : '127.0.0.1:10249';
  if (!metricsBindAddress) return byDefault;
  const withPort = /^(?:\[.*\]|[^:]*):\d+$/.test(metricsBindAddress) ? metricsBindAddress
    : `${metricsBindAddress.includes(':') ? `[${metricsBindAddress}]` : metricsBindAddress}:10249`;
  return withPort.replace(/^0\.0\.0\.0:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:');
}
