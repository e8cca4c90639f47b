import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayClassNotFound: GatewayApiRule = {
  id: 'gateway-class-not-found',
  title: 'Gateway of a class that does not exist',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The class of a Gateway decides which controller serves it. If there is no GatewayClass of the name, no controller does: the Gateway gets no address, and none of its '
    + 'routes gets traffic. The rule applies where the input has GatewayClasses.',
  remediation: 'Correct spec.gatewayClassName, or create the GatewayClass.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/gatewayclass/'],
  * check({ objects, problems, severityOfMissing }) {
    const classes = new Set(objects.filter(({ kind }) => kind === 'GatewayClass').map(({ name }) => name));
    if (classes.size === 0) return;
    const classOf = (object: { readonly spec?: unknown }): string => (object.spec as { readonly gatewayClassName: string }).gatewayClassName;
    const lost = objects.filter(each => each.kind === 'Gateway' && !problems.has(each) && !classes.has(classOf(each.object)));
    yield* whereAny(lost.map(object => ({ object, detail: `GatewayClass ${classOf(object.object)} is not in the input` })), {
      message: 'Gateways name a class that does not exist, so no controller serves them.', severity: severityOfMissing,
    });
  },
};
