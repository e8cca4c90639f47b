import { leadingVersion, Version } from '../../../base/version/version';
import { Situation } from '../change/situation';
import { at, InstallerFile, textAt } from '../evidence';

export const DOCUMENT = '/KubeProxyConfig';

/** A machine configuration, or a patch of one. */
export function isMachineConfig({ document }: InstallerFile): boolean {
  return at(document, 'machine') !== undefined || at(document, 'cluster', 'proxy') !== undefined;
}

/** The version of Talos: what is said, or what the nodes run. */
export function talosVersion({ evidence, ownVersion }: Situation): Version | undefined {
  return ownVersion ?? evidence.nodes.map(node => leadingVersion(/^Talos \((v[^)]*)\)/.exec(textAt(node, 'status', 'nodeInfo', 'osImage'))?.[1] ?? '')).find(version => version !== undefined);
}
