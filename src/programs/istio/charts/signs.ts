import { isPlainObject, PlainObject } from '../../../base/objects/fields';

/** Istio's charts: https://istio-release.storage.googleapis.com/charts */
export const ISTIO_CHARTS = ['base', 'istiod', 'cni', 'ztunnel', 'gateway'] as const;

export type IstioChart = typeof ISTIO_CHARTS[number];

/** How a plain file shows that it has the values of one of Istio's charts. */
interface IstioChartSigns {
  readonly chart: IstioChart;
  readonly path: RegExp;
  readonly reads: (values: PlainObject) => boolean;
}

/** A word of a path: `istiod-values.yaml`, `values.istiod.yaml` and `istiod/values.yaml`. */
const word = (text: string): RegExp => new RegExp(`(?:^|[/\\\\._-])(?:${text})(?=[/\\\\._-])`, 'i');

const has = (values: PlainObject, ...path: readonly string[]): boolean => {
  let here: unknown = values;
  for (const key of path) {
    if (!isPlainObject(here) || !Object.hasOwn(here, key)) return false;
    here = here[key];
  }
  return true;
};

const hasAny = (values: PlainObject, ...keys: readonly string[]): boolean => keys.some(key => has(values, key));

/**
 * Keys are those of each chart's values.yaml, from 1.24 to 1.31, that no other of the charts reads. A file that has several charts' values
 * in it, or only those that all of them share, shows none of them.
 */
export const ISTIO_CHART_SIGNS: readonly IstioChartSigns[] = [
  {
    chart: 'ztunnel',
    path: word('ztunnel'),
    reads: values => hasAny(values, 'resourceName', 'xdsAddress', 'caAddress', 'peerCaCrl'),
  },
  {
    chart: 'cni',
    path: word('istio-?cni|cni'),
    reads: values => hasAny(values, 'cni', 'cniBinDir', 'cniConfDir', 'cniConfFileName', 'cniNetnsDir', 'chained', 'excludeNamespaces', 'istioOwnedCNIConfig', 'repair')
      || ['enabled', 'dnsCapture', 'ipv6', 'reconcileIptablesOnStartup', 'enablementSelectors', 'shareHostNetworkNamespace', 'enableAmbientDetectionRetry']
        .some(key => has(values, 'ambient', key)),
  },
  {
    chart: 'istiod',
    path: word('istiod|istio-?discovery'),
    reads: values => hasAny(values, 'pilot', 'meshConfig', 'sidecarInjectorWebhook', 'istiodRemote', 'revisionTags', 'trustedZtunnelNamespace', 'trustedZtunnelName'),
  },
  {
    chart: 'gateway',
    path: word('istio-?(?:ingress|egress|eastwest)?-?gateway'),
    reads: values => hasAny(values, 'networkGateway', 'networkGatewayPorts', 'unprivilegedPort'),
  },
  {
    chart: 'base',
    path: word('istio-?base'),
    reads: values => hasAny(values, 'base') && !hasAny(values, 'gateways'),
  },
];
