import { quoted } from '../../../base/errors';
import { didYouMean } from '../../../base/text/suggest';
import { labelsOf } from '../../../cluster/mesh/waypoint';
import { ISTIO, TRAFFIC_TYPES } from '../../../programs/istio/names';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const waypointForValue: AmbientRule = {
  id: 'waypoint-for-value',
  title: 'Word that istio.io/waypoint-for does not know',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The label istio.io/waypoint-for says what goes through a waypoint: service (the default), workload, all or none. With any other word '
    + 'nothing goes through it, and what names the waypoint goes direct.',
  remediation: 'Set the label to service, workload, all or none.',
  references: ['https://istio.io/latest/docs/reference/config/labels/#IoIstioWaypointFor'],
  * check({ cluster }) {
    const all = [...cluster.gatewayApiObjects.values()].filter(({ kind }) => kind === 'Gateway' || kind === 'GatewayClass');
    yield* whereAny(all.map(each => ({ object: each, type: labelsOf(each.object)[ISTIO.waypointFor] }))
      .filter(({ type }) => type !== undefined && !TRAFFIC_TYPES.some(known => known === type))
      .map(({ object, type }) => ({ object, detail: `${ISTIO.waypointFor}: ${quoted(type)}${didYouMean(type, TRAFFIC_TYPES)}` })), {
      message: 'A label names a kind of traffic that does not exist, so nothing goes through the waypoint.',
    });
  },
};
