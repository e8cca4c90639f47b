import { MARK_FOR_MASQUERADE } from './names';
import { Family } from '../../../base/ip/address';
import { NodeIps } from '../../../cluster/served/node';
import { LocalDetector } from '../../node/local-detector';
import { NodePortIps } from '../../node/node-port-ips';
import { Settings } from '../../settings';
import { Features } from '../../versions/features';
import { bitwise, MARK } from '../model/expressions';
import { jump, setMark, Statement, verdict } from '../model/statements';
import { TableBuilder } from '../model/table-builder';

/** All that decides one table beside the Services and EndpointSlices. */
export interface TableContext {
  readonly builder: TableBuilder;
  readonly family: Family;
  readonly features: Features;
  readonly settings: Settings;
  readonly nodeName: string;
  readonly zone: string;
  readonly nodeIps: NodeIps;
  readonly detector?: LocalDetector;
  readonly nodePortIps: NodePortIps;
  /** The ranges whose unallocated addresses are dropped, as the ServiceCIDR objects have them. */
  readonly serviceCidrs: readonly string[];
  /** The statement that asks for a packet to be masqueraded. */
  readonly markForMasquerade: Statement;
}

/** The statement that asks for a packet to be masqueraded, as the version at hand does it. */
export function markForMasquerade(settings: Settings, features: Features): Statement {
  return features.masqueradeMark === 'inline'
    ? setMark(bitwise(MARK, 'or', settings.masqueradeMark))
    : verdict(jump(MARK_FOR_MASQUERADE));
}
