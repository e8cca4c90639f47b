import { CalicoState } from './calico';
import { Cidr } from '../../base/ip/cidr';
import { PlainObject } from '../../base/objects/fields';
import { shellWord } from '../../base/text/shell';
import { MergePatch } from '../../programs/calico/kubectl';

/** The autodetection of addresses that no interface of Cilium can be taken by. */
const BY_KUBERNETES = 'NodeInternalIP';

/** A change of the Installation, and the way back. */
export interface InstallationPatches {
  readonly patch: MergePatch;
  readonly back: MergePatch;
}

/** The change of the Installation for addresses of nodes, and the way back; undefined where nothing has to change. */
export function installationPatches({ isOperator, autodetection }: CalicoState): InstallationPatches | undefined {
  if (!isOperator || autodetection.length === 0) return undefined;
  const patchOf = (fieldsOf: (installed: PlainObject) => MergePatch): MergePatch => ({
    spec: { calicoNetwork: Object.fromEntries(autodetection.map(({ field, installed }) => [field.split('.').at(-1)!, fieldsOf(installed)])) },
  });
  return {
    // The operator takes one method alone: the others go.
    patch: patchOf(installed => ({ ...Object.fromEntries(Object.keys(installed).map(name => [name, null])), kubernetes: BY_KUBERNETES })),
    back: patchOf(installed => Object.keys(installed).length === 0 ? { firstFound: true, kubernetes: null } : { kubernetes: null, ...installed }),
  };
}

/** The same for the DaemonSet of manifests: commands, or none. */
export function environmentChanges(
  { isOperator, namespace, autodetection }: CalicoState,
): { readonly change: string; readonly back: string } | undefined {
  if (isOperator || autodetection.length === 0) return undefined;
  const command = (assignments: readonly string[]) => `kubectl set env -n ${shellWord(namespace)} daemonset/calico-node -c calico-node ${assignments.join(' ')}`;
  return {
    change: command(autodetection.map(({ field }) => `${field}=kubernetes-internal-ip`)),
    // A hyphen removes a variable.
    back: command(autodetection.map(({ field, value }) => value === undefined ? `${field}-` : shellWord(`${field}=${value}`))),
  };
}

/**
 * Pools that give no addresses, and keep Calico from masquerading what goes there. Without Calico's API server they are written as it would
 * store them, with every default.
 */
export function disabledPools(podCidrs: readonly Cidr[], { hasApiServer }: CalicoState): PlainObject[] {
  return podCidrs.map(({ family, text, prefixLength }) => {
    const name = podCidrs.length > 1 && family === 'ip6' ? 'cilium-pods-v6' : 'cilium-pods';
    const spec = { cidr: text, disabled: true, natOutgoing: false };
    if (hasApiServer) return { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name }, spec };
    const blockSize = Math.max(family === 'ip' ? 26 : 122, prefixLength);
    return {
      apiVersion: 'crd.projectcalico.org/v1',
      kind: 'IPPool',
      metadata: { name },
      spec: { ...spec, blockSize, ipipMode: 'Never', vxlanMode: 'Never', nodeSelector: 'all()', allowedUses: ['Workload', 'Tunnel'] },
    };
  });
}
