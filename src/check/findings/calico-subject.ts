import { ConcernedObject } from './rule';
import { versionText } from '../../base/version/version';
import { Calico } from '../../cluster/inventory/calico';
import { ObjectReference } from '../../cluster/inventory/object-reference';

/** Whether Felix writes the rules of policies itself, with iptables or nftables, and not with eBPF or VPP. */
export function writesRules({ linuxDataplane }: Calico): boolean {
  return linuxDataplane === 'Iptables' || linuxDataplane === 'Nftables';
}

/** The DaemonSet of calico-node with its version, or else what tells that Calico is there. */
export function calicoItself({ daemonSet, installation, felixConfiguration, version }: Calico): ConcernedObject[] {
  const detail = version ? `Calico ${versionText(version)}` : 'version unknown';
  return concerned(daemonSet ?? installation ?? felixConfiguration, detail);
}

/** Where the dataplane is set: the Installation, or Felix's configuration; calico-node where there is neither. */
export function dataplaneSetting({ installation, felixConfiguration, daemonSet }: Calico, detail: string): ConcernedObject[] {
  return concerned(installation ?? felixConfiguration ?? daemonSet, detail);
}

function concerned(object: ObjectReference | undefined, detail: string): ConcernedObject[] {
  return object ? [{ object, detail }] : [];
}

export const CALICO_NFTABLES_GUIDE = 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/nftables';
