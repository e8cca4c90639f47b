import { featuresReportedAs } from './needed-features';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayFeatureUnsupported: GatewayApiRule = {
  id: 'gateway-feature-unsupported',
  title: 'Feature that the implementation does not support',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Features beyond the core of Gateway API are optional. Implementations report which ones they support in the conformance reports of each release. An object that needs a feature '
    + 'that is reported as unsupported may be refused, or the field may have no effect.',
  remediation: 'Do without the field, use a policy of the implementation, or choose an implementation or version that has the feature.',
  references: ['https://gateway-api.sigs.k8s.io/implementations/', 'https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance/reports'],
  * check(context) {
    const concerned = featuresReportedAs(context, 'unsupported');
    yield* whereAny(concerned, { message: 'Objects need features that the implementation reports as unsupported.' });
  },
};
