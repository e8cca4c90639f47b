import { Evidence, textAt } from './evidence';
import { leadingVersion } from '../../base/version/version';

/** The minor of a Kubernetes version, as in `v1.34.2+k3s1`; undefined where the text has none. */
export function minorOf(version: string): number | undefined {
  const { major, minor } = leadingVersion(version) ?? {};
  return major === 1 ? minor : undefined;
}

/** The kubelet's version of the first Node. */
export function kubeletVersionOf({ nodes }: Evidence): string {
  return textAt(nodes[0], 'status', 'nodeInfo', 'kubeletVersion');
}
