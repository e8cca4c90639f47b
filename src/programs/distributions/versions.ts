import { Evidence, textAt } from './evidence';

/** The minor of a Kubernetes version, as in `v1.34.2+k3s1`; undefined where the text has none. */
export function minorOf(version: string): number | undefined {
  const match = /^v?1\.(\d+)/.exec(version);
  return match ? Number(match[1]) : undefined;
}

/** The kubelet's version of the first Node. */
export function kubeletVersionOf({ nodes }: Evidence): string {
  return textAt(nodes[0], 'status', 'nodeInfo', 'kubeletVersion');
}
