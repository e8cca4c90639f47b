import { isPlainObject } from '../../../base/objects/fields';
import { specOf } from '../../../cluster/mesh/mesh';
import { targetRefsOf } from '../../../programs/istio/l7';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const requestauthSelector: AmbientRule = {
  id: 'requestauth-selector',
  title: 'RequestAuthentication that no waypoint gets',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Only waypoints check tokens, and they only have RequestAuthentications with targetRefs. One with a selector, or for a whole '
    + 'namespace, does nothing for pods in ambient mode: tokens are not checked, and a policy that allows requestPrincipals denies every request.',
  remediation: 'Give the RequestAuthentication targetRefs with the Service or Gateway, and the Service a waypoint.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/l7-features/',
    'https://istio.io/latest/docs/reference/config/security/request_authentication/',
  ],
  * check(context) {
    const found = context.accepted('security.istio.io', 'RequestAuthentication').filter(each => targetRefsOf(specOf(each)).length === 0 && context.mesh.concernsAmbient(each));
    yield* whereAny(found.map(object => ({ object, detail: isPlainObject(specOf(object).selector) ? 'selector' : 'for the whole namespace' })), {
      message: 'RequestAuthentications have no targets, so tokens are not checked in ambient mode.',
    });
  },
};
