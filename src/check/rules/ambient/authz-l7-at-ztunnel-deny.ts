import { listOf } from '../../../base/text/words';
import { specOf } from '../../../cluster/mesh/mesh';
import { rulesOf } from '../../../programs/istio/l7';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { policiesAtZtunnel } from '../../goals/ambient/policies';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzL7AtZtunnelDeny: AmbientRule = {
  id: 'authz-l7-at-ztunnel-deny',
  title: 'DENY rules about requests that ztunnel widens',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Without targetRefs an AuthorizationPolicy goes to ztunnel, which reads no requests. From a rule of a DENY policy it cuts the '
    + 'conditions on methods, paths, hosts, headers and tokens, and enforces the rest: it denies more than is written, and a rule with nothing else '
    + 'denies all traffic.',
  remediation: 'Give the policy targetRefs with the Service, and the Service a waypoint; keep only conditions on identities, addresses and ports in '
    + 'policies with a selector.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/l4-policy/',
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/serviceregistry/ambient/authorization.go',
  ],
  * check(context) {
    const found = policiesAtZtunnel(context, 'DENY').filter(policy => context.mesh.concernsAmbient(policy)).flatMap(policy => rulesOf(specOf(policy))
      .flatMap(({ l7 }, i) => l7.length === 0 ? [] : [{ object: policy, detail: `rules[${i}]: ${listOf(l7)}` }]));
    yield* whereAny(found, { message: 'Rules about requests are for ztunnel, which enforces them without those conditions.' });
  },
};
