import { PlainObject } from '../../../base/objects/fields';
import { flagValue } from '../../kube-proxy/command-line';
import { configurationOfFlags } from '../../kube-proxy/configuration-flags';
import { at, Evidence, listAt, textAt } from '../evidence';

/** The operator makes kube-proxy's configuration of arguments (cluster-network-operator pkg/network/kube_proxy.go). */
export function defaults(evidence: Evidence): PlainObject {
  const [network] = [...evidence.objects('operator.openshift.io/Network', /^cluster$/), ...evidence.objects('config.openshift.io/Network', /^cluster$/)];
  const ranges = listAt(network, 'spec', 'clusterNetwork').map(entry => textAt(entry, 'cidr')).filter(cidr => cidr !== '');
  const flags = Object.entries(at(network, 'spec', 'kubeProxyConfig', 'proxyArguments') ?? {}).map(([name, values]) => `--${name}=${[values].flat().map(String).join(',')}`);
  return { ...ranges.length > 0 && { clusterCIDR: ranges.join(',') }, ...configurationOfFlags(name => flagValue(flags, name)) };
}
