import { NodeDecision as DecisionOf } from '../../../node-facts/decision';
import { NftablesContext } from '../context';

/** How facts of nodes decide what a rule of this goal finds. */
export type NodeDecision = DecisionOf<NftablesContext>;
