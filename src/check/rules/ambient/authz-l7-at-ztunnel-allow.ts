import { listOf } from '../../../base/text/words';
import { specOf } from '../../../cluster/mesh/mesh';
import { rulesOf } from '../../../programs/istio/l7';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { policiesAtZtunnel } from '../../goals/ambient/policies';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzL7AtZtunnelAllow: AmbientRule = {
  id: 'authz-l7-at-ztunnel-allow',
  title: 'ALLOW rules about requests that ztunnel drops',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Without targetRefs an AuthorizationPolicy goes to ztunnel, which reads no requests. From an ALLOW policy it drops every rule with a '
    + 'method, path, host, header, token or address from X-Forwarded-For. If all rules drop, the policy allows nothing, so everything to the '
    + 'selected pods is denied.',
  remediation: 'Give the policy targetRefs with the Service, and the Service a waypoint; keep only conditions on identities, addresses and ports in '
    + 'policies with a selector.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/l4-policy/',
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/serviceregistry/ambient/authorization.go',
  ],
  * check(context) {
    const found = policiesAtZtunnel(context, 'ALLOW').filter(policy => context.mesh.concernsAmbient(policy)).flatMap(policy => {
      const rules = rulesOf(specOf(policy));
      const isEmptied = rules.every(({ l7 }) => l7.length > 0);
      return rules.flatMap(({ l7 }, i) => l7.length === 0 ? [] : [{ object: policy, detail: `rules[${i}]: ${listOf(l7)}${isEmptied ? '; no rule is left, so everything is denied' : ''}` }]);
    });
    yield* whereAny(found, { message: 'Rules about requests are for ztunnel, which drops them from the policy.' });
  },
};
