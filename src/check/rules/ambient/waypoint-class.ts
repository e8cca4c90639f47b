import { quoted } from '../../../base/errors';
import { specOf } from '../../../cluster/mesh/mesh';
import { labelsOf } from '../../../cluster/mesh/waypoint';
import { ISTIO, WAYPOINT_CLASSES } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const waypointClass: AmbientRule = {
  id: 'waypoint-class',
  title: 'Label istio.io/waypoint-for on a Gateway of another class',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The label istio.io/waypoint-for only acts on Gateways of a class for waypoints: istio-waypoint, and from Istio 1.31 on '
    + 'istio-agentgateway-waypoint. With another class the Gateway is an ingress or nothing at all, and what names it as its waypoint goes direct.',
  remediation: 'Set gatewayClassName to istio-waypoint.',
  references: ['https://istio.io/latest/docs/reference/config/labels/#IoIstioWaypointFor', 'https://istio.io/latest/docs/ambient/usage/waypoint/'],
  * check(context) {
    const classes = WAYPOINT_CLASSES.filter(({ since }) => context.has(since)).map(({ name }) => name);
    const gateways = [...context.cluster.gatewayApiObjects.values()].filter(({ kind }) => kind === 'Gateway');
    yield* whereAny(gateways.filter(({ object }) => labelsOf(object)[ISTIO.waypointFor] !== undefined
      && !classes.includes(String(specOf({ object }).gatewayClassName)))
      .map(gateway => ({ object: gateway, detail: `gatewayClassName: ${quoted(specOf(gateway).gatewayClassName)}` })), {
      message: `A Gateway has the label ${ISTIO.waypointFor}, but Istio ${context.version.minor} does not make a waypoint of its class.`,
    });
  },
};
