import { ChartValues } from '../../../programs/cilium/values/chart-values';
import { CiliumPlan } from '../plan';

const CHART = 'helm upgrade --install cilium cilium --repo https://helm.cilium.io --namespace kube-system';

/** Installs Cilium, or changes its values. */
export function helm({ version }: CiliumPlan, values: string, ...more: readonly string[]): string {
  return [CHART, `--version ${version}`, `--values ${values}`, ...more].join(' ');
}

/** What reads the configuration at its start: agents, and the operator. */
export const RESTART: readonly string[] = [
  'kubectl rollout restart -n kube-system daemonset/cilium deployment/cilium-operator',
  'kubectl rollout status -n kube-system deployment/cilium-operator --timeout=10m',
  'kubectl rollout status -n kube-system daemonset/cilium --timeout=30m',
];

/** A new agent on one node. */
export const NEW_AGENT: readonly string[] = [
  'kubectl delete pod -n kube-system -l k8s-app=cilium --field-selector spec.nodeName="$NODE"',
  'kubectl rollout status -n kube-system daemonset/cilium --timeout=10m',
];

export const DRAIN = 'kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data';

/** A node counts as Ready for a while after it went down: that it has started again shows by its boot ID. */
export const BEFORE_REBOOT = 'BOOT=$(kubectl get node "$NODE" -o jsonpath=\'{.status.nodeInfo.bootID}\')';
export const AFTER_REBOOT: readonly string[] = [
  'until NOW=$(kubectl get node "$NODE" -o jsonpath=\'{.status.nodeInfo.bootID}\') && [ -n "$NOW" ] && [ "$NOW" != "$BOOT" ]; do sleep 5; done',
  'kubectl wait --for=condition=Ready "node/$NODE" --timeout=15m',
];

/** What policies would drop, of all nodes: an agent knows its own node alone. */
export function auditCommands({ values: { moved, final }, minor }: CiliumPlan): string[] {
  const observe = new ChartValues(moved ?? final, minor).isTrue('hubble.enabled') ? 'hubble observe --verdict AUDIT --last 1000' : 'timeout 60 cilium-dbg monitor --type policy-verdict | grep audit';
  return [
    'for POD in $(kubectl get pods -n kube-system -l k8s-app=cilium -o name); do',
    `  kubectl exec -n kube-system "$POD" -c cilium-agent -- ${observe.includes('|') ? `sh -c '${observe}'` : observe}`,
    'done',
  ];
}
