import { describeReference } from '../../../cluster/inventory/object-reference';
import { gatewayParents } from '../../../dataplane/requests/gateway/attachment';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayParentNotInInput: GatewayApiRule = {
  id: 'gateway-parent-not-in-input',
  title: 'Parent of a route that is not in the input',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A route whose parent does not exist gets no traffic, and no controller writes a status for it. Where the input is not a whole cluster, the Gateway may be '
    + 'elsewhere: then the rules about listeners cannot look at the route, and the finding is for information only.',
  remediation: 'Correct the name and namespace in parentRefs (without a namespace, it is that of the route), or add the Gateway to the input.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#attaching-to-gateways'],
  * check(context) {
    const objects = context.model.routes.flatMap(route => gatewayParents(route).filter(parent => !context.isInInput(parent))
      .map(parent => ({ object: context.referenceOf(route), detail: `${describeReference(parent)} is not in the input` })));
    yield* whereAny(objects, {
      message: context.showsCluster ? 'Routes name a parent that does not exist, so they get no traffic by it.' : 'Routes name a parent that is not in the input, so findings about '
        + 'listeners are missing.',
      severity: context.showsCluster ? FindingSeverity.BLOCKER : FindingSeverity.INFO,
    });
  },
};
