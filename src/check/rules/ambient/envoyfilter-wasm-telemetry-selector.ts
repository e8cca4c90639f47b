import { isPlainObject } from '../../../base/objects/fields';
import { specOf } from '../../../cluster/mesh/mesh';
import { targetRefsOf } from '../../../programs/istio/l7';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const envoyfilterWasmTelemetrySelector: AmbientRule = {
  id: 'envoyfilter-wasm-telemetry-selector',
  title: 'Extension of a proxy that no waypoint gets',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'EnvoyFilters, WasmPlugins, TrafficExtensions and Telemetries change Envoy, which pods in ambient mode do not have. Waypoints only '
    + 'apply those with targetRefs, and EnvoyFilters to a limited extent. One that selects workloads has no effect on them.',
  remediation: 'Give the object targetRefs with the Gateway of the waypoint, or with a Service where the kind allows that.',
  references: [
    'https://istio.io/latest/docs/ambient/usage/extend-waypoint-wasm/',
    'https://istio.io/latest/docs/reference/config/networking/envoy-filter/',
  ],
  * check(context) {
    const kinds = ['EnvoyFilter', 'WasmPlugin', 'TrafficExtension', 'Telemetry'];
    const found = context.objects.filter(each => kinds.includes(each.kind) && !context.problems.has(each)).filter(each => {
      const { selector, workloadSelector } = specOf(each);
      const labels = isPlainObject(workloadSelector) ? { matchLabels: workloadSelector.labels } : selector;
      if (!isPlainObject(labels) || targetRefsOf(specOf(each)).length > 0) return false;
      return context.mesh.concernsAmbient({ ...each, object: { ...each.object, spec: { selector: labels } } });
    });
    yield* whereAny(found.map(object => ({ object })), { message: 'Objects that change proxies select workloads in ambient mode, which have none.' });
  },
};
