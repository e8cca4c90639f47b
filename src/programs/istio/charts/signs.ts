import { isPlainObject, PlainObject } from '../../../base/objects/fields';

/** Istio's charts: https://istio-release.storage.googleapis.com/charts */
export const ISTIO_CHARTS = ['base', 'istiod', 'cni', 'ztunnel', 'gateway'] as const;

export type IstioChart = typeof ISTIO_CHARTS[number];

/** How a plain file shows that it has the values of one of Istio's charts. */
interface IstioChartSigns {
  /** Undefined where the values are Istio's, but nothing shows for which chart. */
  readonly chart?: IstioChart;
  readonly path: RegExp;
  readonly reads: (values: PlainObject) => boolean;
}

/** A word in the name of a file or its folder: `istiod-values.yaml`, `values.istiod.yaml` and `istiod/values.yaml`. */
const word = (text: string): RegExp => new RegExp(`(?:^|[/\\\\._-])(?:${text})(?=[/\\\\._-])[^/\\\\]*[/\\\\]?[^/\\\\]*$`, 'i');

/** The same for a word that other programs use as well: `gateway-values.yaml`, but not `envoy-gateway-values.yaml`. */
const whole = (text: string): RegExp => new RegExp(`(?:^|[/\\\\])(?:(?:${text})[-._/\\\\]values|values[-._](?:${text})\\.)[^/\\\\]*$`, 'i');

const either = (one: RegExp, other: RegExp): RegExp => new RegExp(`${one.source}|${other.source}`, 'i');

const has = (values: PlainObject, ...path: readonly string[]): boolean => {
  let here: unknown = values;
  for (const key of path) {
    if (!isPlainObject(here) || !Object.hasOwn(here, key)) return false;
    here = here[key];
  }
  return true;
};

const hasAny = (values: PlainObject, ...keys: readonly string[]): boolean => keys.some(key => has(values, key));

/** Keys that all charts read. */
const COMMON = ['profile', 'platform', 'compatibilityVersion', 'global', 'revision', 'defaultRevision', 'hub', 'tag', 'variant', 'ambient', 'env', 'resources'];

/**
 * Keys are those of each chart's values.yaml, from 1.24 to 1.31, that no other of the charts reads. A file that has several charts' values
 * in it, or only those that all of them share, shows none of them.
 */
const SIGNS: readonly IstioChartSigns[] = [
  {
    chart: 'ztunnel',
    path: word('ztunnel'),
    reads: values => hasAny(values, 'resourceName', 'xdsAddress', 'caAddress', 'peerCaCrl'),
  },
  {
    chart: 'cni',
    path: either(word('istio-?cni'), whole('cni')),
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
    path: either(word('istio-?(?:ingress|egress|eastwest)?-?gateway'), whole('gateway')),
    reads: values => hasAny(values, 'networkGateway', 'networkGatewayPorts', 'unprivilegedPort'),
  },
  {
    chart: 'base',
    path: either(word('istio-?base'), whole('base')),
    reads: values => hasAny(values, 'base') && !hasAny(values, 'gateways'),
  },
  {
    path: word('istio'),
    reads: values => hasAny(values, 'profile', 'platform', 'compatibilityVersion') && Object.keys(values).every(key => COMMON.includes(key)),
  },
];

export const ISTIO_CHART_SIGNS = SIGNS.map(sign => ({ ...sign, program: 'istio' }));
