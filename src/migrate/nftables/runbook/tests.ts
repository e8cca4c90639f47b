import { DEBUG_IMAGE, onNode } from './commands';
import { row, shell } from '../../markdown';
import { Block } from '../../step';
import { changedTraffic } from '../behavior-page';
import { MigrationPlan } from '../plan';
import { SmokeTest } from '../smoke-tests';

const ORIGINS = { pod: 'a pod on the node', node: 'the node itself', outside: 'a host outside of the cluster' } as const;

/** Connections to try on a node, with what is to be expected. */
export function smokeTestLines(plan: MigrationPlan, node: string): Block[] {
  const { behavior, paths } = plan;
  return [...connectionLines(plan, node), ...behavior ? changedTraffic(behavior, paths.behavior) : []];
}

function connectionLines({ smokeTests }: MigrationPlan, node: string): Block[] {
  if (smokeTests.length === 0) {
    return ['Try the traffic: a Service by its ClusterIP from a pod and from the node, a NodePort and a load balancer from outside, and whatever the warnings above are about.'];
  }
  return [
    `Try the traffic on ${node}. These connections work now, according to the objects, and must work the same way in nftables mode:`,
    [
      row('from', 'to', 'expected'),
      row('---', '---', '---'),
      ...smokeTests.map(({ from, destination, expected }) => row(ORIGINS[from], destination, expected)),
    ],
    shell(...smokeTests.flatMap(test => [`# ${test.destination}, from ${ORIGINS[test.from]}`, commandOf(test, node)])),
    '`open` is right; a refused connection or a timeout is not. Pods that have moved since then have other addresses. Then try what the warnings above are about.',
  ];
}

function commandOf({ from, address, port }: SmokeTest, node: string): string {
  // Not every busybox has -z; -e runs a program once the connection is there.
  const connect = `sh -c 'nc -w 5 ${address} ${port} -e true && echo open'`;
  switch (from) {
    // The name of the node takes the place of the scheduler, so that a drained node runs the pod.
    case 'pod': return `kubectl run nftables-smoke-test --rm -it --restart=Never --image=${DEBUG_IMAGE} --overrides='{"apiVersion":"v1","spec":{"nodeName":"${node}"}}' -- ${connect}`;
    case 'node': return onNode(node, connect);
    case 'outside': return `timeout 5 bash -c '< /dev/tcp/${address}/${port}' && echo open`;
  }
}

/** When to stop. */
export function stopCriteria({ names }: MigrationPlan, what: string): Block[] {
  return [
    [
      `**Stop and go back** (${what}) as soon as one of these is true:`,
      '',
      '- one of the connections above does not do what is expected',
      '- a kube-proxy pod restarts, or is not ready after 5 minutes',
      '- `kubeproxy_sync_proxy_rules_nftables_sync_failures_total` of a node increases, or its log has `sync failed`',
      '- the error rate or the latency of a Service rises for more than a few minutes after its node has changed',
    ],
    `Both counters of a node, as root on it: \`curl -s http://${names.metrics}/metrics | grep -E 'kubeproxy_sync_proxy_rules_nftables_(sync|cleanup)_failures_total'\``,
  ];
}
