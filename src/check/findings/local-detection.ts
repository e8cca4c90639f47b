import { Family } from '../../base/ip/address';
import { parseCidr } from '../../base/ip/cidr';
import { KubeProxyConfiguration } from '../../programs/kube-proxy/kube-proxy-configuration';

/**
 * Whether kube-proxy can tell the traffic of pods from other traffic
 * (upstream: cmd/kube-proxy/app, getLocalDetectors). Other modes than ClusterCIDR take what they need from the Node or are refused without it.
 */
export function detectsPods({ detectLocalMode, clusterCIDR }: KubeProxyConfiguration, family: Family): boolean {
  if (detectLocalMode !== undefined && detectLocalMode !== '' && detectLocalMode !== 'ClusterCIDR') return true;
  return (clusterCIDR ?? '').split(',').some(text => parseCidr(text.trim())?.family === family);
}
