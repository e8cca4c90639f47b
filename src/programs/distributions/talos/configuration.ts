import { DOCUMENT, isMachineConfig } from './settings';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { flagValue } from '../../kube-proxy/command-line';
import { configurationOfFlags } from '../../kube-proxy/configuration-flags';
import { at, Evidence, listAt } from '../evidence';

/** Talos' own defaults: pkg/machinery/constants, `DefaultIPv4PodNet`, and its manifest of kube-proxy. */
export function clusterDefaults(evidence: Evidence): PlainObject {
  const files = evidence.files.filter(isMachineConfig).map(({ document }) => document);
  const subnets = files.map(document => listAt(document, 'cluster', 'network', 'podSubnets').map(String)).find(list => list.length > 0);
  const flags = files.flatMap(document => Object.entries(at(document, 'cluster', 'proxy', 'extraArgs') ?? {}).map(([name, value]) => `--${name}=${String(value)}`));
  const [own] = evidence.objects(DOCUMENT);
  const config = isPlainObject(own?.config) ? own.config : {};
  return { clusterCIDR: (subnets ?? ['10.244.0.0/16']).join(','), conntrack: { maxPerCore: 0 }, ...configurationOfFlags(name => flagValue(flags, name)), ...config };
}
