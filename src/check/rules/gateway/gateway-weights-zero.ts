import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayWeightsZero: GatewayApiRule = {
  id: 'gateway-weights-zero',
  title: 'Rule whose backends all have the weight 0',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'A backend with the weight 0 gets no requests. If all backends of a rule have it, no backend can answer. The specification does not say how such requests are answered: implementations use '
    + '500 or 503.',
  remediation: 'Give at least one backend a weight, or remove the rule.',
  references: ['https://gateway-api.sigs.k8s.io/guides/traffic-splitting/', 'https://github.com/kumahq/kuma/issues/18266'],
  * check(context) {
    const objects = context.model.routes.flatMap(route => route.rules.flatMap(({ backendRefs = [] }, i): ConcernedObject[] => {
      const isDead = backendRefs.length > 0 && backendRefs.every(({ weight = 1 }: { readonly weight?: number }) => weight === 0);
      return isDead ? [{ object: context.referenceOf(route), detail: `spec.rules[${i}].backendRefs` }] : [];
    }));
    yield* whereAny(objects, { message: 'All backends of a rule have the weight 0, so its requests fail.' });
  },
};
