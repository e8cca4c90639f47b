import { Installation, installationsOf } from './installations';
import { InputError } from '../../../base/errors';
import { Cluster } from '../../../cluster/cluster';
import { CILIUM_MINORS, CiliumMinor, ciliumMinorOf, readCiliumMinor } from '../../../programs/cilium/target';
import { GoalAnswers } from '../question';

/** What rules look at: Cilium as it is to be installed, its own objects, and the cluster that it works in. */
export class CiliumContext {
  public readonly minor: CiliumMinor;
  /** What installs Cilium, each with what the chart and the agent make of its values. */
  public readonly installations: readonly Installation[];

  /** @throws InputError where the version is missing, or is not of a known minor */
  constructor(public readonly cluster: Cluster, { ciliumVersion, apiVersions }: GoalAnswers) {
    this.minor = ciliumVersion === undefined ? shownMinor(cluster) : readCiliumMinor(ciliumVersion);
    const stated = apiVersions?.split(',').map(each => each.trim()).filter(each => each !== '');
    this.installations = installationsOf(cluster.cilium.installations, this.minor, stated ?? []);
  }
}

/** The minor of what installs Cilium, or of what runs. */
function shownMinor(cluster: Cluster): CiliumMinor {
  const texts = [
    ...cluster.cilium.installations.flatMap(({ version }) => version ?? []),
    ...[...cluster.workloads.values()].filter(({ name }) => name === 'cilium').flatMap(({ containers }) => containers.flatMap(({ image }) => image.tag ?? [])),
  ];
  for (const text of texts) {
    const minor = ciliumMinorOf(/\d+\.\d+(?:\.\d+)?/.exec(text)?.[0] ?? '');
    if (minor) return minor;
  }
  throw new InputError(`Cilium version: the input does not show it; state it with --cilium-version, for example, --cilium-version ${CILIUM_MINORS.at(-1)}`);
}
