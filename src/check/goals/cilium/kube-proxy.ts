import { PlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { ObjectReference } from '../../../cluster/inventory/object-reference';
import { at } from '../../../programs/distributions/evidence';

/** The DaemonSet of a kube-proxy that runs on all nodes; `undefined` where there is none, or nodes with a label are left out. */
export function kubeProxyOnAllNodes({ kubeProxyDaemonSet }: Cluster): ObjectReference | undefined {
  return kubeProxyDaemonSet && !isExcludedByLabel(kubeProxyDaemonSet.object) ? kubeProxyDaemonSet.reference : undefined;
}

/** Whether nodes with a label do not get a kube-proxy: the way that goes node by node. */
function isExcludedByLabel({ spec }: PlainObject): boolean {
  return /"operator":"(?:NotIn|DoesNotExist)"/.test(JSON.stringify(at(spec, 'template', 'spec', 'affinity', 'nodeAffinity') ?? null))
    || at(spec, 'template', 'spec', 'nodeSelector', 'non-calico') !== undefined;
}
