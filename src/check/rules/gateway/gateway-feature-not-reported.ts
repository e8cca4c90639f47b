import { neededFeatures } from '../../../programs/gateway-api/features';
import { reportedSupport } from '../../../programs/gateway-api/implementations';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { ConcernedObject } from '../../findings/rule';
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
  * check({ report, objects, problems }) {
    if (!report) return;
    const concerned = objects.filter(object => !problems.has(object)).flatMap(object => neededFeatures(object.object)
      .filter(({ name }) => reportedSupport(report, name) === 'not reported')
      .map(({ name, field }): ConcernedObject => ({ object, detail: `${name}: ${field}` })));
    yield* whereAny(concerned, { message: 'Objects need features of which the report of the implementation says nothing.' });
  },
};
