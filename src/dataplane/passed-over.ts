import { Features } from './versions/features';
import { ProxyLabels } from '../cluster/served/proxy-labels';

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
