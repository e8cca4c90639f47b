import { Version, versionText } from '../base/version/version';
import { Cluster } from '../cluster/cluster';
import { calicoOf } from '../cluster/inventory/calico';
import { CalicoRelease, calicoRelease, FirstToSwitch, OLDEST_CALICO, readCalicoRelease } from '../programs/calico/features';
import { FelixApiVersion, felixBack, felixToNftables } from '../programs/calico/felix-configuration';
import { installationBack, installationToNftables, ObjectChange } from '../programs/calico/installation-patch';

/** What is to be done about Calico. */
export interface CalicoPlan {
  /** Undefined where nothing tells. */
  readonly version?: Version;
  /** Undefined where the version is not known: it decides. */
  readonly first?: FirstToSwitch;
  readonly isOperatorManaged: boolean;
  /** Undefined where Calico follows by itself, or is in nftables mode already, or runs another data plane. */
  readonly change?: ObjectChange;
  readonly back?: ObjectChange;
  /** Why there is nothing to change. */
  readonly nothingToChange?: string;
}

/** Where no object tells Calico's version, the patch is made for one whose operator asks the most of it; newer ones take it as well. */
const MOST_DEMANDING = '3.30';

/** What is to be done about the cluster's Calico, if it has one. */
export function planCalico(cluster: Cluster): CalicoPlan | undefined {
  const calico = calicoOf(cluster);
  if (!calico) return undefined;
  const { version } = calico;
  const release = version === undefined ? undefined : readCalicoRelease(versionText(version), undefined);
  const common = { version, isOperatorManaged: calico.isOperatorManaged };
  if (typeof release === 'string') {
    return { ...common, nothingToChange: `Calico ${versionText(version!)} has no nftables data plane: upgrade it to 3.${OLDEST_CALICO} or newer (3.31 for general availability) first, and run this again.` };
  }
  if (calico.linuxDataplane === 'BPF' || calico.linuxDataplane === 'VPP') {
    return { ...common, nothingToChange: `Calico runs its data plane ${calico.linuxDataplane}, which does not depend on kube-proxy's mode.` };
  }
  const first = release?.features.first;
  if (calico.linuxDataplane === 'Nftables') return { ...common, first, nothingToChange: 'Calico is on its nftables data plane already.' };
  const made = (calico.isOperatorManaged ? installation : felix)(cluster, release ?? calicoRelease(MOST_DEMANDING));
  return made ? { ...common, first, ...made } : { ...common, first, nothingToChange: `Felix of Calico ${versionText(version!)} follows kube-proxy's mode by itself, node by node.` };
}

type Changes = Required<Pick<CalicoPlan, 'change' | 'back'>>;

function installation(cluster: Cluster, release: CalicoRelease): Changes {
  const { object } = cluster.calicoInstallation!;
  return { change: installationToNftables(release, object), back: installationBack(release, object) };
}

function felix(cluster: Cluster, release: CalicoRelease): Changes | undefined {
  const kept = cluster.felixConfigurations.find(({ reference }) => reference.name === 'default');
  const apiVersion: FelixApiVersion = kept?.object.apiVersion === 'projectcalico.org/v3' ? 'projectcalico.org/v3' : 'crd.projectcalico.org/v1';
  const change = felixToNftables(release, apiVersion, kept?.object);
  return change && { change, back: felixBack(release, apiVersion, kept?.object) };
}
