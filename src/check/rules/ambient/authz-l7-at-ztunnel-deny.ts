import { listOf } from '../../../base/text/words';
import { specOf } from '../../../cluster/mesh/mesh';
import { emptiedPartOf, rulesOf } from '../../../programs/istio/l7';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { policiesAtZtunnel } from '../../goals/ambient/policies';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzL7AtZtunnelDeny: AmbientRule = {
  id: 'authz-l7-at-ztunnel-deny',
  title: 'DENY rules about requests that deny nothing or too much at ztunnel',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Without targetRefs an AuthorizationPolicy goes to ztunnel, which reads no requests. From a rule of a DENY policy it cuts the '
    + 'conditions on methods, paths, hosts, headers and tokens. Where the same element of `to` or `from` also has ports or a source, that is what is '
    + 'left of it, and more is denied than is written. Where none of the elements of `to` or `from` has anything left, or a condition of `when` is about '
    + 'requests, the rule never matches and denies nothing, whatever its other parts say.',
  remediation: 'Give the policy targetRefs with the Service, and the Service a waypoint; keep only conditions on identities, addresses and ports in '
    + 'policies with a selector.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/l4-policy/',
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/serviceregistry/ambient/authorization.go',
  ],
  * check(context) {
    const found = policiesAtZtunnel(context, 'DENY').filter(policy => context.mesh.concernsAmbient(policy)).flatMap(policy => rulesOf(specOf(policy))
      .flatMap(({ rule, l7 }, i) => {
        if (l7.length === 0) return [];
        const emptied = emptiedPartOf(rule);
        const effect = emptied === undefined ? 'denies without them' : `nothing is left of ${emptied}, so the rule denies nothing`;
        return [{ object: policy, detail: `rules[${i}]: ${listOf(l7)}; ${effect}` }];
      }));
    yield* whereAny(found, { message: 'DENY rules about requests are for ztunnel, which cuts those conditions out: what is left denies nothing, or more than is written.' });
  },
};
