import { specOf } from '../../../cluster/mesh/mesh';
import { actionOf } from '../../../programs/istio/objects/authorization-policy';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { policiesAtZtunnel } from '../../goals/ambient/policies';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzCustomAuditAtZtunnel: AmbientRule = {
  id: 'authz-custom-audit-at-ztunnel',
  title: 'Policy with CUSTOM or AUDIT that ztunnel does not get',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Without targetRefs an AuthorizationPolicy goes to ztunnel, which knows ALLOW and DENY only. istiod does not send it policies with '
    + 'CUSTOM or AUDIT and sets the status UnsupportedValue. A CUSTOM policy then asks nobody and lets everything through.',
  remediation: 'Give the policy targetRefs with the Service or its waypoint.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/l4-policy/',
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/serviceregistry/ambient/authorization.go',
  ],
  * check(context) {
    yield* whereAny(policiesAtZtunnel(context, 'CUSTOM', 'AUDIT').filter(policy => context.mesh.concernsAmbient(policy)).map(policy => ({
      object: policy, detail: `action: ${actionOf(specOf(policy))}`,
    })), { message: 'Policies are for ztunnel, which does not have their action, so they do not apply.' });
  },
};
