import { featuresReportedAs } from './needed-features';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayFeatureNotReported: GatewayApiRule = {
  id: 'gateway-feature-not-reported',
  title: 'Feature that the implementation does not report',
  severity: FindingSeverity.INFO,
  confidence: FindingConfidence.MANIFEST,
  description: 'The conformance report of the implementation lists the feature neither as supported nor as unsupported: the tests of that release did not know it, or were not run. That does not mean that '
    + 'it is missing.',
  remediation: 'Look into the documentation of the implementation, or try it.',
  references: ['https://gateway-api.sigs.k8s.io/implementations/', 'https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance/reports'],
  * check(context) {
    const concerned = featuresReportedAs(context, 'not reported');
    yield* whereAny(concerned, { message: 'Objects need features of which the report of the implementation says nothing.' });
  },
};
