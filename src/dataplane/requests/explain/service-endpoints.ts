import { FindEndpoints } from './explain-request';
import { BackendEndpoint } from './way';
import { InputError } from '../../../base/errors';
import { FAMILIES } from '../../../base/ip/address';
import { Explanation } from '../../explain/explanation';
import { hostPort } from '../../explain/phrases';
import { PacketVerdict } from '../../explain/vocabulary';
import { Ruleset } from '../../ruleset';

/**
 * The endpoints that a node's rules choose for a connection to a Service's ClusterIP, as the program that takes requests in opens it.
 *
 * @param source who opens it; a pod on the node where it is not given
 */
export function serviceEndpoints(ruleset: Ruleset, source?: string): FindEndpoints {
  const { network } = ruleset._explainer;
  const sources = source === undefined ? FAMILIES.map(family => network.podAddress(family, true)) : [source];
  return backend => {
    let problem = '';
    for (const from of sources) {
      try {
        return endpointsOf(ruleset.explain({ source: from, destination: `svc:${backend}` }));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problem ||= error.message;
      }
    }
    return { note: `the endpoints are not known: ${problem}` };
  };
}

function endpointsOf(explanation: Explanation): { readonly endpoints: readonly BackendEndpoint[]; readonly note?: string } {
  const endpoints = explanation.endpoints.map(({ address, port, probability, podName, nodeName }): BackendEndpoint => ({
    address: hostPort(explanation, address, port),
    share: probability,
    ...podName !== undefined && { pod: podName },
    ...nodeName !== undefined && { node: nodeName },
  }));
  return { endpoints, ...explanation.verdict !== PacketVerdict.DELIVERED && { note: `${explanation.verdict}: ${explanation.reason}` } };
}
