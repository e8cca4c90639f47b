import { KubeProxyNames } from '../names';

/** The image of debugging pods. A cluster that can't pull it sets IMAGE to one of its own. */
export const DEBUG_IMAGE = '"${IMAGE:-busybox}"';

/** What stands for a node where the input has none. */
export const ANY_NODE = 'NODE';

/** Asks the kube-proxy of a node for its mode. Node debugging pods share the node's network. */
export function proxyModeCommand({ metrics }: KubeProxyNames, node: string): string {
  return onNode(node, `wget -qO- http://${metrics}/proxyMode`);
}

/** Runs a command on a node's network. */
export function onNode(node: string, command: string): string {
  return `kubectl debug node/${node} -it --image=${DEBUG_IMAGE} -- ${command}`;
}

/** The same question without any image: the kubelet forwards the port of a pod on the host network from the node's loopback address. */
export function proxyModeByForward({ namespace, metrics, labels }: KubeProxyNames, node: string): string | undefined {
  const port = /^(?:127\.0\.0\.1|\[::1\]):(\d+)$/.exec(metrics)?.[1];
  if (port === undefined) return undefined;
  const pod = `"$(kubectl -n ${namespace} get pods -l ${labels} --field-selector spec.nodeName=${node} -o name)"`;
  return `kubectl -n ${namespace} port-forward ${pod} ${port} > /dev/null & sleep 3; curl -s http://127.0.0.1:${port}/proxyMode; kill $!`;
}

/** What kube-proxy's pods have logged about their mode. */
export function proxierLogs({ namespace }: KubeProxyNames, labels: string, nodes: number, pattern: string): string {
  // Without the last option kubectl follows five pods.
  return `kubectl -n ${namespace} logs -l ${labels} --prefix --tail=-1 --max-log-requests=${Math.max(nodes, 5)} | grep -E '${pattern}'`;
}
