import { describeReference } from '../../../cluster/inventory/object-reference';
import { shadowedMatches } from '../../../dataplane/requests/gateway/shadowed';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayRuleNeverReached: GatewayApiRule = {
  id: 'gateway-rule-never-reached',
  title: 'Match that never gets a request',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'Which rule takes a request is decided by what the rules match: the most specific hostname, an exact path, the longest prefix, a method, the most headers, the most query parameters. Only '
    + 'then does the order in the route count. A match behind another one of the same hostname that matches all of its requests never gets any: an equal one, or one whose prefix differs by nothing but the slash '
    + 'at its end, which makes it longer.',
  remediation: 'Remove the match, or add the condition that should distinguish it from the other one.',
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#matches'],
  * check(context) {
    const shadowed = shadowedMatches(context.attachments)
      .filter(({ candidate, by, isTie }) => !isTie || candidate.attachment.route === by.attachment.route);
    yield* whereAny(shadowed.map(({ candidate: { attachment: { route }, ruleIndex, matchIndex }, by }) => {
      const other = by.attachment.route === route ? '' : ` of ${describeReference(by.attachment.route)}`;
      return { object: context.referenceOf(route), detail: `rules[${ruleIndex}].matches[${matchIndex}]: rules[${by.ruleIndex}].matches[${by.matchIndex}]${other} takes all of its requests` };
    }), { message: 'Another match takes all requests of a match before it is considered.' });
  },
};
