import { specOf } from '../../../cluster/mesh/mesh';
import { ISTIO } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { valueIn } from '../../goals/ambient/charts';
import { policiesAtZtunnel } from '../../goals/ambient/policies';
import { AmbientRule } from '../../goals/ambient/rule';

export const authzSelectorOnWaypoint: AmbientRule = {
  id: 'authz-selector-on-waypoint',
  title: 'Policy that selects the pods of a waypoint',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Waypoints only enforce policies with targetRefs. A policy whose selector has the label gateway.networking.k8s.io/gateway-name of a '
    + 'waypoint selects its pods, but they never apply it.',
  remediation: 'Target the Gateway with targetRefs instead of selecting its pods.',
  references: ['https://istio.io/latest/docs/ambient/usage/l7-features/'],
  * check(context) {
    const names = context.mesh.waypoints.map(({ namespace, name }) => `${namespace}/${name}`);
    const found = policiesAtZtunnel(context, 'ALLOW', 'DENY', 'CUSTOM', 'AUDIT').flatMap(policy => {
      const name = valueIn(specOf(policy), ['selector', 'matchLabels', ISTIO.gatewayName]);
      return name !== undefined && names.includes(`${policy.namespace}/${String(name)}`) ? [{ object: policy, detail: `Gateway ${policy.namespace}/${String(name)}` }] : [];
    });
    yield* whereAny(found, { message: 'Policies select the pods of waypoints, which do not apply such policies.' });
  },
};
