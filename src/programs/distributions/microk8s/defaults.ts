import { isArguments } from './settings';
import { PlainObject } from '../../../base/objects/fields';
import { flagValue } from '../../kube-proxy/command-line';
import { configurationOfFlags } from '../../kube-proxy/configuration-flags';
import { Evidence } from '../evidence';

/** The snap's default-args/kube-proxy, and the file of a node. */
export function defaults({ files }: Evidence): PlainObject {
  const flags = files.filter(isArguments).flatMap(({ text = '' }) => text.split('\n').map(line => line.trim()).filter(line => line.startsWith('-')));
  return { clusterCIDR: '10.1.0.0/16', ...configurationOfFlags(name => flagValue(flags, name)) };
}
