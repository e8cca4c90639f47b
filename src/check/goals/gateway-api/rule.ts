import { GatewayApiContext } from './context';
import { Rule } from '../../findings/rule';

/** One thing that keeps routes from getting the traffic that they are meant for. */
export type GatewayApiRule = Rule<GatewayApiContext>;
