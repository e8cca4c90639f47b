import { quoted } from '../../../../base/errors';
import { ChartValues } from '../../values/chart-values';
import { problemAt, ValuesRule } from '../rule';

const VALIDATE = 'templates/validate.yaml';

/** What asks for the L7 proxy. */
function l7Feature(values: ChartValues): string | undefined {
  if (values.isTrue('gatewayAPI.enabled')) return 'gatewayAPI.enabled';
  if (values.isTrue('ingressController.enabled')) return 'ingressController.enabled';
  return values.text('loadBalancer.l7.backend') === 'envoy' ? 'loadBalancer.l7.backend' : undefined;
}

const MONITORED = ['prometheus', 'operator.prometheus', 'envoy.prometheus', 'hubble.relay.prometheus'] as const;

/** Whether any template that asks for the address of the API server is rendered. */
function rendersApiServer(values: ChartValues): boolean {
  return values.isTrue('agent') || values.isTrue('operator.enabled') || values.isTrue('preflight.enabled');
}

export const SERVICE_REFUSALS: readonly ValuesRule[] = [
  {
    id: 'k8s-service-host-two',
    since: '1.18',
    source: VALIDATE,
    check: values => values.isTrue('k8sServiceHostRef.name') && values.isTrue('k8sServiceHostRef.key') && values.isTrue('k8sServiceHost')
      ? problemAt('k8sServiceHost', 'cannot be combined with k8sServiceHostRef; set only one of them') : undefined,
  },
  {
    id: 'k8s-service-host-auto-offline',
    since: '1.19',
    source: 'templates/_helpers.tpl',
    check: (values, { isOffline }) => isOffline && values.text('k8sServiceHost') === 'auto' && rendersApiServer(values)
      ? problemAt('k8sServiceHost', 'is "auto", which the chart looks up in the cluster: without one (helm template, Argo CD, cdk8s) it refuses to render; '
        + 'expected the address of the API server, for example, "10.0.0.10"') : undefined,
  },
  {
    id: 'l7-proxy',
    source: VALIDATE,
    check: values => {
      const feature = l7Feature(values);
      return feature !== undefined && values.at('l7Proxy') !== undefined && !values.isTrue('l7Proxy')
        ? problemAt('l7Proxy', `is false, but ${feature} needs the proxy; set l7Proxy: true`) : undefined;
    },
  },
  {
    id: 'ingress-traffic-policy',
    source: VALIDATE,
    check: values => {
      const path = 'ingressController.service.externalTrafficPolicy';
      return values.isTrue('ingressController.enabled') && ['LoadBalancer', 'NodePort'].includes(values.text('ingressController.service.type'))
        && !['Cluster', 'Local'].includes(values.text(path))
        ? problemAt(path, `${quoted(values.at(path))} is not supported; expected Cluster or Local`) : undefined;
    },
  },
  {
    id: 'gateway-traffic-policy',
    source: VALIDATE,
    check: values => values.isTrue('gatewayAPI.enabled') && !['Cluster', 'Local'].includes(values.text('gatewayAPI.externalTrafficPolicy'))
      ? problemAt('gatewayAPI.externalTrafficPolicy', `${quoted(values.at('gatewayAPI.externalTrafficPolicy'))} is not supported; expected Cluster or Local`) : undefined,
  },
  {
    id: 'envoy-kpr-disabled',
    source: VALIDATE,
    check: values => values.text('kubeProxyReplacement') === 'disabled'
      && (values.isTrue('envoyConfig.enabled') || values.isTrue('ingressController.enabled') || values.isTrue('gatewayAPI.enabled'))
      ? problemAt('kubeProxyReplacement', '"disabled" is not supported; expected true or false') : undefined,
  },
  {
    id: 'spire-authentication',
    source: VALIDATE,
    check: values => values.isTrue('authentication.mutual.spire.enabled') && !values.isTrue('authentication.enabled')
      ? problemAt('authentication.mutual.spire.enabled', 'is true without authentication.enabled; set authentication.enabled: true') : undefined,
  },
  {
    id: 'servicemonitor-trust',
    source: VALIDATE,
    check: (values, { apiVersions }) => {
      if (apiVersions.includes('monitoring.coreos.com/v1') || values.isTrue('prometheus.serviceMonitor.trustCRDsExist')) return undefined;
      const path = MONITORED.find(each => values.isTrue(`${each}.enabled`) && values.isTrue(`${each}.serviceMonitor.enabled`));
      return path === undefined ? undefined
        : problemAt(`${path}.serviceMonitor.enabled`, 'is true, and the chart does not know of the API monitoring.coreos.com/v1; '
          + 'set prometheus.serviceMonitor.trustCRDsExist: true, or state the API with --api-versions monitoring.coreos.com/v1');
    },
  },
  {
    id: 'gke-labels',
    source: 'templates/cilium-agent/daemonset.yaml',
    check: (values, { namespace }) => values.isTrue('agent') && !values.isTrue('preflight.enabled') && values.isTrue('keepDeprecatedLabels') && values.isTrue('gke.enabled')
      && (values.text('namespaceOverride') || namespace) === 'kube-system'
      ? problemAt('keepDeprecatedLabels', 'is true in kube-system, where GKE removes what has these labels; set it to false, or install into another namespace') : undefined,
  },
];
