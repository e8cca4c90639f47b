import { CurrentMode, NftablesContext } from './context';
import { Rule } from '../../findings/rule';

/** One thing that can go wrong, or that changes, with the move to nftables mode. */
export interface NftablesRule extends Rule<NftablesContext> {
  /** The modes from which a cluster is concerned. */
  readonly from: readonly CurrentMode[];
}
