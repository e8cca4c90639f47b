import { annotationsOf } from '../../../cluster/mesh/waypoint';
import { ISTIO } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { policiesAtZtunnel } from '../../goals/ambient/policies';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzDryRun: AmbientRule = {
  id: 'authz-dry-run',
  title: 'Dry run of a policy at ztunnel',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'istiod does not send a policy with the annotation istio.io/dry-run to ztunnel unless AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY is '
    + 'set, so nothing is logged either. A ztunnel before 1.29 does not know dry runs and would enforce the policy.',
  remediation: 'Set pilot.env.AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY to "true" in Istio 1.29 or later, or try the policy at a waypoint.',
  references: [
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/features/ambient.go',
    'https://istio.io/latest/docs/tasks/security/authorization/authz-dry-run/',
  ],
  * check(context) {
    const isOn = context.has('1.29') && context.settings('istiod').some(settings => String(settings.at('env', 'AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY')) === 'true');
    const dry = policiesAtZtunnel(context, 'ALLOW', 'DENY').filter(policy => /^(?:1|t|true)$/i.test(annotationsOf(policy.object)[ISTIO.dryRun] ?? '') && context.mesh.concernsAmbient(policy));
    yield* whereAny(isOn ? [] : dry.map(object => ({ object })), { message: 'Policies ask for a dry run at ztunnel, which does not get them.' });
  },
};
