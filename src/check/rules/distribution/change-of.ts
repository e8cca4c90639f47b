import { situationOf } from '../../../cluster/kube-proxy/situation';
import { Change, Missing } from '../../../programs/distributions/change/change';
import { NftablesContext } from '../../goals/nftables/context';

interface NamedChange {
  /** The distribution's name, with its form. */
  readonly name: string;
  readonly change: Change | Missing | string;
}

/** What the distribution of a cluster makes of nftables mode; undefined where nothing shows one, or kube-proxy is not there or in that mode already. */
export function changeOf({ cluster, targetVersion }: NftablesContext): NamedChange | undefined {
  const { distribution, name, currentMode } = cluster.recognition;
  if (!distribution?.way || currentMode === 'none' || currentMode === 'nftables') return undefined;
  return { name, change: distribution.way.change(situationOf(cluster, targetVersion)) };
}
