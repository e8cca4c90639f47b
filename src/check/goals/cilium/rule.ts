import { CiliumContext } from './context';
import { Rule } from '../../findings/rule';

/** One thing that keeps Cilium from working as its configuration reads. */
export type CiliumRule = Rule<CiliumContext>;
