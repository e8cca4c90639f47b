import { frontendsOf, nodeAddressesOf } from './destinations';
import { ServedPort } from '../../endpoints/served-port';
import { takesNodePorts } from '../node-view';
import { ModePacket } from '../packet';
import { ModeModel } from '../procedure';

/**
 * How many states a client has that uses all frontends of a Service port with session affinity: one where they share it. 0 without
 * session affinity.
 */
export function affinityStates({ view, procedure }: ModeModel, served: ServedPort): number {
  if (served.service.affinityTimeoutSeconds === undefined) return 0;
  const { port: { nodePort, protocol } } = served;
  const nodeAddresses = nodePort === 0 ? [] : nodeAddressesOf(view).filter(address => takesNodePorts(view, address));
  const frontends = [...frontendsOf(served), ...nodeAddresses.map(address => ({ address, port: nodePort, protocol }))];
  const keys = frontends.map(({ address, port }) => {
    const packet: ModePacket = { family: view.family, protocol, sender: { place: 'external' }, destination: address, port };
    return procedure.affinity({ ...packet, source: address })?.key;
  });
  return new Set(keys.filter(key => key !== undefined)).size;
}

/** Whether clients of several frontends of a port have another number of endpoints in another mode: one for all, or one for each. */
export function isSharedOtherwise(before: ModeModel, after: ModeModel, served: ServedPort): boolean {
  const [was, becomes] = [affinityStates(before, served), affinityStates(after, served)];
  return (was > 1) !== (becomes > 1);
}
