import { Distribution } from './distribution';
import { commandOf, containersOf, Evidence, textAt } from './evidence';
import { RecognizedMode } from './mode';
import { PlainObject } from '../../base/objects/fields';
import { flagValue } from '../kube-proxy/command-line';
import { configurationOfFlags } from '../kube-proxy/configuration-flags';

/**
 * kube-proxy's configuration as a distribution makes it, where the input does not have it: what static pods are started with, over what the settings say,
 * over the distribution's defaults. Undefined for a distribution of which neither is known.
 */
export function distributionConfiguration(distribution: Distribution, evidence: Evidence, mode: RecognizedMode): PlainObject | undefined {
  const [pod] = evidence.objects('/Pod', /^kube-proxy-/).filter(object => textAt(object, 'metadata', 'annotations', 'kubernetes.io/config.mirror') !== '');
  const words = containersOf(pod).flatMap(commandOf);
  const flags = configurationOfFlags(name => flagValue(words, name));
  if (!distribution.defaults && Object.keys(flags).length === 0) return undefined;
  const isMode = mode === 'iptables' || mode === 'ipvs' || mode === 'nftables';
  return { ...distribution.defaults?.(evidence), ...flags, ...isMode && { mode } };
}
