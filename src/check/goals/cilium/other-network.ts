import { calicoNodeOf } from './calico-autodetection';
import { CiliumContext } from './context';
import { isPlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { ObjectReference } from '../../../cluster/inventory/object-reference';

/** A network plugin that runs in the cluster beside Cilium, or before it. */
export interface OtherNetwork {
  readonly name: string;
  readonly object: ObjectReference;
  /** The port of its VXLAN. */
  readonly vxlanPort?: number;
}

/** The images of other plugins, by the last part of their names. */
const IMAGES: Readonly<Record<string, { readonly name: string; readonly vxlanPort?: number }>> = {
  'node': { name: 'Calico' },
  'calico': { name: 'Calico' },
  'flannel': { name: 'flannel', vxlanPort: 8472 },
  'hardened-flannel': { name: 'flannel', vxlanPort: 8472 },
  'weave-kube': { name: 'Weave Net', vxlanPort: 6784 },
  'antrea-agent-ubuntu': { name: 'Antrea' },
  'kube-router': { name: 'kube-router' },
};

/** The network plugin that the input shows besides Cilium; `undefined` where there is none. */
export function otherNetwork(context: CiliumContext): OtherNetwork | undefined {
  const { calicoInstallation } = context.cluster;
  if (calicoInstallation) return { name: 'Calico', object: calicoInstallation.reference, vxlanPort: calicoVxlanPort(context.cluster) };
  for (const workload of context.cluster.workloads.values()) {
    if (workload.pods !== 'per-node') continue;
    for (const { image } of workload.containers) {
      const isOther = Object.hasOwn(IMAGES, image.name) && (image.name !== 'node' || /calico/.test(image.repository));
      if (!isOther) continue;
      const other = IMAGES[image.name];
      return { ...other, ...other.name === 'Calico' && { vxlanPort: calicoVxlanPort(context.cluster) }, object: workload };
    }
  }
  return undefined;
}

/** Felix's port where nothing else is set, which nothing of Cilium uses: https://docs.tigera.io/calico/latest/reference/resources/felixconfig */
const CALICO_VXLAN_PORT = 4789;

/** The UDP port of Calico's VXLAN: that of the environment of calico-node, or else of FelixConfigurations. */
export function calicoVxlanPort(cluster: Cluster): number {
  const environment = calicoNodeOf(cluster)?.containers.find(({ name }) => name === 'calico-node')?.environment ?? {};
  const set = cluster.felixConfigurations.map(({ object: { spec } }) => isPlainObject(spec) ? spec.vxlanPort : undefined).find(port => typeof port === 'number');
  return Number(environment.FELIX_VXLANPORT ?? set ?? CALICO_VXLAN_PORT) || CALICO_VXLAN_PORT;
}
