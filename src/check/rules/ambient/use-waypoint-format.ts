import { quoted } from '../../../base/errors';
import { ISTIO } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';
import { usersOfWaypoints } from '../../goals/ambient/waypoint-users';

export const useWaypointFormat: AmbientRule = {
  id: 'use-waypoint-format',
  title: 'Value of istio.io/use-waypoint that is not a name',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The label istio.io/use-waypoint takes the bare name of a Gateway, or none. Some pages of the documentation have shown "#none" and '
    + '"namespace/name", which istiod looks for as names and never finds: traffic goes direct, without the policies of a waypoint.',
  remediation: 'Write the name alone, and the namespace in the label istio.io/use-waypoint-namespace; write none to use no waypoint.',
  references: [
    'https://istio.io/latest/docs/reference/config/labels/#IoIstioUseWaypoint',
    'https://github.com/istio/istio/blob/1.30.3/pilot/pkg/serviceregistry/ambient/waypoints.go',
  ],
  * check(context) {
    yield* whereAny(usersOfWaypoints(context).filter(({ labels }) => /[/#]/.test(labels[ISTIO.useWaypoint])).map(({ object, labels }) => ({
      object, detail: `${ISTIO.useWaypoint}: ${quoted(labels[ISTIO.useWaypoint])}`,
    })), { message: 'Labels name a waypoint in a form that istiod does not read.' });
  },
};
