import { versionText } from '../../base/version/version';
import { Cluster } from '../../cluster/cluster';
import { Calico, calicoOf } from '../../cluster/inventory/calico';
import { CalicoFeatures, CalicoRelease, calicoRelease, OLDEST_CALICO, readCalicoRelease } from '../../programs/calico/features';
import { FelixApiVersion, felixBack, felixToNftables } from '../../programs/calico/felix-configuration';
import { installationBack, installationToNftables, ObjectChange } from '../../programs/calico/installation-patch';

interface CalicoFacts {
  /** `3.31.5`; undefined where no object shows it. */
  readonly version?: string;
  /** Undefined where the version is not known. */
  readonly features?: CalicoFeatures;
  readonly isOperatorManaged: boolean;
}

/** What is to be done about Calico: a patch and the way back, or nothing, for a reason. */
export type CalicoPlan = CalicoFacts & (
  | { readonly kind: 'patch'; readonly change: ObjectChange; readonly back: ObjectChange }
  | { readonly kind: 'follows' | 'done' | 'other-dataplane' | 'too-old'; readonly reason: string }
);

/** Where no object shows Calico's version, the patch is made for the one whose operator asks the most of it; newer ones take it as well. */
const MOST_DEMANDING = '3.30';

/** Calico from manifests, of which the input has nothing. */
const BUNDLED: Pick<Calico, 'version' | 'isOperatorManaged' | 'linuxDataplane'> = { isOperatorManaged: false, linuxDataplane: 'Iptables' };

/**
 * What is to be done about the cluster's Calico, if it has one.
 *
 * @param bundled the version that the distribution brings, for an input that does not show Calico
 */
export function planCalico(cluster: Cluster, bundled?: string): CalicoPlan | undefined {
  const calico = calicoOf(cluster) ?? (bundled === undefined ? undefined : BUNDLED);
  if (!calico) return undefined;
  const version = calico.version === undefined ? bundled : versionText(calico.version);
  const release = version === undefined ? undefined : readCalicoRelease(version, undefined);
  const { isOperatorManaged, linuxDataplane } = calico;
  if (typeof release === 'string') {
    const reason = `Calico ${version} does not have an nftables data plane: first upgrade it to 3.${OLDEST_CALICO} or later (3.31 for general availability), then run this again.`;
    return { kind: 'too-old', version, isOperatorManaged, reason };
  }
  const facts: CalicoFacts = { version, features: release?.features, isOperatorManaged };
  if (linuxDataplane === 'BPF' || linuxDataplane === 'VPP') {
    return { ...facts, kind: 'other-dataplane', reason: `Calico runs its ${linuxDataplane} data plane, which does not depend on kube-proxy's mode.` };
  }
  if (linuxDataplane === 'Nftables') return { ...facts, kind: 'done', reason: 'Calico already runs its nftables data plane.' };
  const changes = (isOperatorManaged ? installation : felix)(cluster, release ?? calicoRelease(MOST_DEMANDING));
  if (changes) return { ...facts, kind: 'patch', ...changes };
  return { ...facts, kind: 'follows', reason: `Felix of Calico ${version} follows kube-proxy's mode by itself, node by node.` };
}

interface Changes {
  readonly change: ObjectChange;
  readonly back: ObjectChange;
}

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
