import { ServiceFilter } from './frontends';
import { ExplainAllOptions } from './vocabulary';
import { InputError, quoted } from '../../base/errors';
import { didYouMean } from '../../base/text/suggest';
import { RulesetInputs } from '../nftables/generate';

/**
 * The Services that options ask for.
 *
 * @throws InputError where a namespace or Service is not there
 */
export function serviceFilter({ namespaceName: namespace, serviceName }: ExplainAllOptions, { cluster: { services } }: RulesetInputs): ServiceFilter {
  if (namespace !== undefined) {
    const namespaces = new Set([...services.values()].map(service => service.namespace));
    if (!namespaces.has(namespace)) throw new InputError(`namespace ${quoted(namespace)} has no Services${didYouMean(namespace, [...namespaces])}`);
  }
  if (serviceName !== undefined && !services.has(serviceName)) {
    const expected = serviceName.includes('/') ? '' : '; expected NAMESPACE/NAME, for example shop/web';
    throw new InputError(`Service ${quoted(serviceName)} is not in the input${didYouMean(serviceName, [...services.keys()]) || expected}`);
  }
  return service => (namespace === undefined || service.namespace === namespace)
    && (serviceName === undefined || `${service.namespace}/${service.name}` === serviceName);
}
