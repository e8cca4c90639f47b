import { CurrentMode, NftablesContext } from './context';
import { ChangeTopic } from '../../../dataplane/modes/compare/topics';
import { Rule } from '../../findings/rule';

/** One thing that can go wrong, or that changes, with the move to nftables mode. */
export interface NftablesRule extends Rule<NftablesContext> {
  /** The modes from which a cluster is concerned. */
  readonly from: readonly CurrentMode[];
  /** The reasons for which traffic changes that the rule is about: each belongs to one rule. */
  readonly topics?: readonly ChangeTopic[];
}
