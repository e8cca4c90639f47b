import { specOf } from '../../../cluster/mesh/mesh';
import { meshRoutesOf, serviceOfHost, virtualServicesOf } from '../../../cluster/mesh/routes';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const drSubsetHttproute: AmbientRule = {
  id: 'dr-subset-httproute',
  title: 'Subsets that a route cannot reach',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Subsets of a DestinationRule are named by VirtualServices only. A route of Gateway API sends requests to Services, so with one for '
    + 'the host and no VirtualService the subsets are never used.',
  remediation: 'Make a Service for each version, with the labels of the subset in its selector, and name these in backendRefs.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/l7-features/',
    'https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset',
  ],
  * check(context) {
    const { mesh } = context;
    const found = mesh.ofKind('networking.istio.io', 'DestinationRule').filter(each => {
      const { subsets, host } = specOf(each);
      const service = serviceOfHost(host, each.namespace ?? 'default');
      return Array.isArray(subsets) && subsets.length > 0 && service && meshRoutesOf(mesh, service).length > 0
        && virtualServicesOf(mesh, service).length === 0;
    });
    yield* whereAny(found.map(object => ({ object, detail: `host ${String(specOf(object).host)}` })), { message: 'DestinationRules have subsets for Services whose routes cannot name them.' });
  },
};
