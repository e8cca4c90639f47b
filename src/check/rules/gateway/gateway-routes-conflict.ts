import { describeReference } from '../../../cluster/inventory/object-reference';
import { shadowedMatches } from '../../../dataplane/requests/gateway/shadowed';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayRoutesConflict: GatewayApiRule = {
  id: 'gateway-routes-conflict',
  title: 'Routes that match the same requests',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'If two routes of a listener match the same requests equally well, the one that was created first takes all of them, and then the first by namespace and name. Creating the older '
    + 'one anew, as some deployment tools do, moves the traffic to the other one. No condition of the routes shows it.',
  remediation: 'Put both into one route, with weights if the requests should be split, or add a condition that distinguishes them.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#matches', 'https://gateway-api.sigs.k8s.io/guides/traffic-splitting/'],
  * check(context) {
    const shadowed = shadowedMatches(context.attachments)
      .filter(({ candidate, by, isTie }) => isTie && candidate.attachment.route !== by.attachment.route);
    yield* whereAny(shadowed.map(({ candidate: { attachment: { route }, ruleIndex, matchIndex }, by }) => ({
      object: context.referenceOf(route),
      detail: `rules[${ruleIndex}].matches[${matchIndex}]: the same as rules[${by.ruleIndex}].matches[${by.matchIndex}] of ${describeReference(by.attachment.route)}`,
    })), { message: 'Two routes match the same requests, and only their age decides which one takes them.' });
  },
};
