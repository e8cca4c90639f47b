import { FieldReader, PlainObject } from '../../base/objects/fields';

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
