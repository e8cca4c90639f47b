import { PlainObject } from '../../base/objects/fields';
import { mappingOf } from '../../base/objects/loose';

/**
 * How many pods of a DaemonSet a rollout replaces at a time. The default is one; a percentage is rounded up (kubernetes
 * `pkg/apis/apps/v1/defaults.go`, `pkg/controller/daemon/util/daemonset_util.go`).
 */
export function podsAtATime(daemonSet: PlainObject | undefined, nodes: number): number {
  const most = mappingOf(mappingOf(mappingOf(daemonSet?.spec).updateStrategy).rollingUpdate).maxUnavailable;
  if (typeof most === 'number') return Math.max(1, most);
  const percentage = /^(\d+)%$/.exec(String(most));
  return percentage ? Math.max(1, Math.ceil(Number(percentage[1]) * nodes / 100)) : 1;
}

/** A rough duration for a reader to plan with: kube-proxy ends at once, and its successor is ready within half a minute. */
export function rolloutDuration(nodes: number, atATime: number): string {
  const seconds = Math.ceil(nodes / atATime) * 30;
  if (seconds < 90) return `about ${Math.max(seconds, 30)} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} minutes` : `about ${Math.round(minutes / 60)} hours`;
}
