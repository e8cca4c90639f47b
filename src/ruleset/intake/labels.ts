import { FieldReader, PlainObject } from './fields';
import { Features } from '../versions/features';

/** The labels by which kube-proxy passes objects over: each acts by being there, whatever its value. */
export interface ProxyLabels {
  /** `service.kubernetes.io/service-proxy-name`: another proxy serves this one. */
  readonly proxyName: boolean;
  /** `service.kubernetes.io/headless`, which the EndpointSlice controller sets. */
  readonly headless: boolean;
}

const PROXY_NAME = 'service.kubernetes.io/service-proxy-name';
const HEADLESS = 'service.kubernetes.io/headless';

const NO_PROXY_LABELS: ProxyLabels = { proxyName: false, headless: false };

export function readProxyLabels(metadata: PlainObject, reader: FieldReader): ProxyLabels {
  const labels = reader.map(metadata.labels, 'metadata.labels');
  const proxyName = PROXY_NAME in labels;
  const headless = HEADLESS in labels;
  return proxyName || headless ? { proxyName, headless } : NO_PROXY_LABELS;
}

/** Which label passes an object of a kind over, where each kind has a selector of its own. */
const SPLIT_SELECTORS: Record<'Service' | 'EndpointSlice' | 'ServiceCIDR', (labels: ProxyLabels) => boolean> = {
  Service: labels => labels.proxyName,
  EndpointSlice: labels => labels.headless,
  ServiceCIDR: () => false,
};

/** Whether kube-proxy does not see an object of the kind because of its labels. */
export function isPassedOver(kind: keyof typeof SPLIT_SELECTORS, labels: ProxyLabels, features: Features): boolean {
  return features.labelSelectors === 'joint' ? labels.proxyName || labels.headless : SPLIT_SELECTORS[kind](labels);
}
