import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { whereOf } from '../../goals/cilium/installations';
import { CiliumRule } from '../../goals/cilium/rule';

const PATH = 'hubble.metrics.serviceMonitor.enabled';

export const ciliumServiceMonitors: CiliumRule = {
  id: 'cilium-service-monitors',
  title: 'ServiceMonitor whose kind the cluster may not have',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'For the metrics of the agent, the operator, Envoy and the relay, the chart refuses ServiceMonitors where it does not see their kind. For those of Hubble it does not look: '
    + 'the API server refuses the object, and the installation fails half-way.',
  remediation: 'Install the CustomResourceDefinitions of the Prometheus operator first.',
  references: ['https://docs.cilium.io/en/stable/observability/metrics/'],
  * check({ installations }) {
    yield* whereAny(installations.filter(({ values, rendering }) => values.isTrue('hubble.enabled') && values.list('hubble.metrics.enabled').length > 0
      && values.isTrue(PATH) && !rendering.apiVersions.includes('monitoring.coreos.com/v1'))
      .map(installation => whereOf(installation, { field: PATH, message: 'is true, and the input does not show the API monitoring.coreos.com/v1' })), {
      message: 'The installation fails where the cluster does not have ServiceMonitors.',
    });
  },
};
