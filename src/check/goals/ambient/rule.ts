import { AmbientContext } from './context';
import { Rule } from '../../findings/rule';

/** One thing that keeps a mesh in ambient mode from doing what its objects ask for. */
export type AmbientRule = Rule<AmbientContext>;
