import { isPlainObject } from '../../../base/objects/fields';
import { specOf } from '../../../cluster/mesh/mesh';
import { targetRefsOf } from '../../../programs/istio/l7';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzSelectorAndTargetrefs: AmbientRule = {
  id: 'authz-selector-and-targetrefs',
  title: 'Policy with both a selector and targets',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A policy with a selector is for ztunnels and sidecars, one with targetRefs for waypoints and gateways. istiod\'s webhook refuses a '
    + 'policy that has both.',
  remediation: 'Write two policies: one with the selector, and one with targetRefs.',
  references: ['https://github.com/istio/istio/blob/1.30.3/pkg/config/validation/validation.go'],
  * check({ objects }) {
    const kinds = ['AuthorizationPolicy', 'RequestAuthentication', 'Telemetry', 'WasmPlugin'];
    yield* whereAny(objects.filter(each => kinds.includes(each.kind) && isPlainObject(specOf(each).selector)
      && targetRefsOf(specOf(each)).length > 0).map(object => ({ object })), {
      message: 'Policies have a selector together with targetRefs, which the webhook refuses.',
    });
  },
};
