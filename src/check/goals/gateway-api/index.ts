import { GatewayApiContext } from './context';
import { GATEWAY_API_QUESTIONS } from './questions';
import { GatewayApiRule } from './rule';
import { GATEWAY_API_RULES } from './rules';
import { describeTarget } from '../../../programs/gateway-api/target';
import { goalOf } from '../goal';

/** Objects of Gateway API that a cluster accepts, and that route requests as they are meant to. */
export const GATEWAY_API = goalOf<GatewayApiContext, GatewayApiRule>({
  questions: GATEWAY_API_QUESTIONS,
  rules: GATEWAY_API_RULES,
  contextOf: (cluster, answers) => new GatewayApiContext(cluster, answers),
  before: () => [],
  concerns: () => true,
  scopeOf: () => undefined,
  describe: ({ target, report, installed, objects, cluster }, { gatewayApi, channel }) => ({
    title: `${describeTarget(target)}${report ? `, with ${report.implementation} ${report.version}` : ''}`,
    from: '',
    facts: { channel: target.channel, ...report && { implementation: report.implementation, implementationVersion: report.version } },
    targetVersion: target.minor,
    notices: [
      ...objects.length === 0 ? ['the input has no objects of Gateway API'] : [],
      ...cluster.gatewayApiDefinitions.size > 0 && !installed && (gatewayApi === undefined || channel === undefined)
        ? ['the CustomResourceDefinitions in the input are of a release that is not known; state it and its channel (--gateway-api, --channel)'] : [],
      ...report && report.minor !== target.minor
        ? [`${report.implementation} has no conformance report for Gateway API ${target.minor}; its newest is for ${report.minor} (${report.source})`] : [],
    ],
  }),
});
