import { Node } from '../../cluster/served/node';
import { MigrationPlan } from '../plan';

/** The names that the commands of a cluster use. */
export interface Names {
  readonly namespace: string;
  readonly configMap: string;
  readonly daemonSet: string;
  /** What kubectl's `-l` takes to find kube-proxy's pods. */
  readonly labels: string;
  /** Where kube-proxy answers about itself, as it is seen from its node: `127.0.0.1:10249`. */
  readonly metrics: string;
  readonly nodes: readonly Node[];
  /** For `--max-log-requests`, without which kubectl follows five pods. */
  readonly pods: number;
  /** A node to try commands on: one of those that go first. */
  readonly exampleNode: string;
}

export function namesOf({ configMap, daemonSet, configuration, cluster, canaryNodes }: MigrationPlan): Names {
  const nodes = [...cluster.nodes.values()].filter(({ operatingSystem }) => operatingSystem !== 'windows');
  return {
    namespace: configMap.reference.namespace ?? 'kube-system',
    configMap: configMap.reference.name,
    daemonSet: daemonSet?.name ?? 'kube-proxy',
    labels: daemonSet?.labels || 'k8s-app=kube-proxy',
    metrics: metricsAddress(configuration.metricsBindAddress, configuration.bindAddress),
    nodes,
    pods: Math.max(nodes.length, 5),
    exampleNode: canaryNodes[0] ?? nodes[0]?.name ?? 'NODE',
  };
}

/** Upstream `pkg/proxy/apis/config/v1alpha1/defaults.go`; the unspecified address answers on the loopback one, too. */
function metricsAddress(metricsBindAddress: string | undefined, bindAddress: string | undefined): string {
  const byDefault = bindAddress?.includes(':') ? '[::1]:10249' : '127.0.0.1:10249';
  if (!metricsBindAddress) return byDefault;
  const withPort = /^(?:\[.*\]|[^:]*):\d+$/.test(metricsBindAddress) ? metricsBindAddress
    : `${metricsBindAddress.includes(':') ? `[${metricsBindAddress}]` : metricsBindAddress}:10249`;
  return withPort.replace(/^0\.0\.0\.0:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:');
}
