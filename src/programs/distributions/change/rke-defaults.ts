import { PlainObject } from '../../../base/objects/fields';
import { flagValue } from '../../kube-proxy/command-line';
import { configurationOfFlags } from '../../kube-proxy/configuration-flags';
import { at, Evidence, textAt } from '../evidence';
import { nodeArguments, nodeSetting } from '../mode';

/** What k3s and RKE2 pass to kube-proxy (k3s pkg/daemons/agent/agent_linux.go; the range of pods is that of pkg/cli/cmds/server.go): the pods' addresses of the servers' settings, and kube-proxy-arg. */
export function rkeConfiguration(evidence: Evidence, program: 'k3s' | 'rke2'): PlainObject {
  const ofFiles = evidence.files.map(({ document }) => textAt(document, 'cluster-cidr')).find(cidr => cidr !== '');
  const flags = nodeArguments(evidence, program)[0]?.flags ?? evidence.files.flatMap(({ document }) => [at(document, 'kube-proxy-arg') ?? []].flat().map(String));
  const words = flags.map(flag => `--${flag.replace(/^-+/, '')}`);
  return { clusterCIDR: nodeSetting(evidence, program, 'cluster-cidr') ?? ofFiles ?? '10.42.0.0/16', ...configurationOfFlags(name => flagValue(words, name)) };
}
