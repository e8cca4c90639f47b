import { CalicoRelease } from './features';
import { kubectlPatch, MergePatch } from './kubectl';
import { orderBack, orderToNftables } from './switch-order';
import { isObject } from '../../base/schema/decode';

/** A change of one object that is in the cluster, with the way to it. */
export interface ObjectChange {
  /** The kind with its group, as kubectl names it. */
  readonly resource: string;
  readonly name: string;
  readonly patch: MergePatch;
  readonly command: string;
  /** What comes first, in whole sentences. */
  readonly order: string;
}

export const INSTALLATION = { resource: 'installation.operator.tigera.io', name: 'default' };

/** What a patch of the Installation sets in spec.calicoNetwork; null removes a field. */
type NetworkPatch = Readonly<Record<string, unknown>>;

/**
 * The change of an Installation to the nftables data plane.
 *
 * @param installation the Installation in the cluster, as plain data; nothing where it is not known
 */
export function installationToNftables(release: CalicoRelease, installation?: unknown): ObjectChange {
  const current = calicoNetworkOf(installation);
  return installationChange({
    linuxDataplane: 'Nftables',
    // Removed in the same patch, since the operator refuses the one while the other is set: projectcalico/calico#10348.
    ...release.features.refusesPolicySetupTimeout && { linuxPolicySetupTimeoutSeconds: null },
    // The operator refuses it with any data plane but BPF.
    ...current.bpfNetworkBootstrap === 'Enabled' && { bpfNetworkBootstrap: 'Disabled' },
  }, orderToNftables(release.features).text);
}

/**
 * The way back to the data plane that an Installation had.
 *
 * @param installation the Installation as it was before the change; nothing where it had the default, Iptables
 */
export function installationBack(release: CalicoRelease, installation?: unknown): ObjectChange {
  const before = calicoNetworkOf(installation);
  const timeout = before.linuxPolicySetupTimeoutSeconds;
  return installationChange({
    linuxDataplane: before.linuxDataplane ?? 'Iptables',
    // A zero is the operator's own default, which it writes again by itself.
    ...release.features.refusesPolicySetupTimeout && typeof timeout === 'number' && timeout > 0 && { linuxPolicySetupTimeoutSeconds: timeout },
    ...before.bpfNetworkBootstrap === 'Enabled' && { bpfNetworkBootstrap: 'Enabled' },
  }, orderBack(release.features).text);
}

export function installationChange(calicoNetwork: NetworkPatch, order: string): ObjectChange {
  const patch = { spec: { calicoNetwork } };
  return { ...INSTALLATION, patch, command: kubectlPatch(INSTALLATION.resource, INSTALLATION.name, patch), order };
}

export function calicoNetworkOf(installation: unknown): Record<string, unknown> {
  const spec = isObject(installation) ? installation.spec : undefined;
  const network = isObject(spec) ? spec.calicoNetwork : undefined;
  return isObject(network) ? network : {};
}
