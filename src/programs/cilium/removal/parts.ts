import { Block, shell } from './block';
import { DaemonSet } from './installers';

/** Where load balancers of clouds ask whether a node is well: kube-proxy's port, which is free only when kube-proxy is gone. */
export const HEALTH_CHECK = '0.0.0.0:10256';

/** The files of a plan, and what applies its values. */
export interface RemovalFiles {
  /** The CiliumNodeConfig for nodes with the label. */
  readonly nodeConfig: string;
  /** Applies the values that replace kube-proxy, without those for health checks. */
  readonly turnOn: string;
  /** Applies all of them. */
  readonly all: string;
  /** Applies those that leave Services to kube-proxy. */
  readonly back: string;
  /** The first node that changes; undefined where the input has none. */
  readonly node?: string;
  /** Whether they are to answer health checks. */
  readonly answersHealthChecks: boolean;
}

/** The file with what is removed. */
export const SAVED = 'kube-proxy-saved.yaml';

/** As kubectl takes them. */
export function objectsOf({ namespace, name, configMaps }: DaemonSet): string {
  return [`-n ${namespace} daemonset/${name}`, ...configMaps.map(each => `configmap/${each}`)].join(' ');
}

/** Values change nothing before they are in the ConfigMap of the cluster. */
export const BRING = 'Bring the values to the cluster with what installs Cilium there, such as helm upgrade. Then agents start anew:';

/** Starts all agents anew, with the values that they have now, and what is run then. */
export function rollOut(namespace: string, ...more: readonly string[]): Block {
  return shell(`kubectl rollout restart -n ${namespace} daemonset/cilium`, `kubectl rollout status -n ${namespace} daemonset/cilium --timeout=30m`, ...more);
}

/** Shows whether an agent replaces kube-proxy. */
export function replaces(namespace: string, agent: string): string {
  return `kubectl exec -n ${namespace} ${agent} -c cilium-agent -- cilium-dbg status | grep KubeProxyReplacement   # True`;
}
