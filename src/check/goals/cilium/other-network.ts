import { CiliumContext } from './context';
import { ObjectReference } from '../../../cluster/inventory/object-reference';

/** A network plugin that runs in the cluster beside Cilium, or before it. */
export interface OtherNetwork {
  readonly name: string;
  readonly object: ObjectReference;
  /** The port of its VXLAN. */
  readonly vxlanPort?: number;
}

/** The images of other plugins, by the last part of their names. Calico's VXLAN is on 4789, which nothing of Cilium uses. */
const IMAGES: Readonly<Record<string, { readonly name: string; readonly vxlanPort?: number }>> = {
  'node': { name: 'Calico', vxlanPort: 4789 },
  'calico': { name: 'Calico', vxlanPort: 4789 },
  'flannel': { name: 'flannel', vxlanPort: 8472 },
  'hardened-flannel': { name: 'flannel', vxlanPort: 8472 },
  'weave-kube': { name: 'Weave Net', vxlanPort: 6784 },
  'antrea-agent-ubuntu': { name: 'Antrea' },
  'kube-router': { name: 'kube-router' },
};

/** The network plugin that the input shows besides Cilium; `undefined` where there is none. */
export function otherNetwork(context: CiliumContext): OtherNetwork | undefined {
  const { calicoInstallation } = context.cluster;
  if (calicoInstallation) return { name: 'Calico', object: calicoInstallation.reference, vxlanPort: 4789 };
  for (const workload of context.cluster.workloads.values()) {
    if (workload.pods !== 'per-node') continue;
    for (const { image } of workload.containers) {
      const isOther = Object.hasOwn(IMAGES, image.name) && (image.name !== 'node' || /calico/.test(image.repository));
      if (isOther) return { ...IMAGES[image.name], object: workload };
    }
  }
  return undefined;
}
