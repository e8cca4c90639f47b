import { equals, firstTrue, readsOneNamespace, synchronizesSecrets, usesEnvoyConfig } from './computed';
import { all, has, on, Row } from './row';

/** Ingress, the Gateway API, Envoy's objects and their Secrets. Source: templates/cilium-configmap.yaml. */
export const SERVICE_MESH_OPTIONS: readonly Row[] = [
  {
    when: usesEnvoyConfig,
    options: [
      { option: 'enable-envoy-config', text: 'true' },
      { option: 'envoy-config-retry-interval', from: 'envoyConfig.retryInterval', as: 'duration' },
      { option: 'envoy-secrets-namespace', from: 'envoyConfig.secretsNamespace.name', when: on('envoyConfig.enabled') },
    ],
  },
  {
    when: on('ingressController.enabled'),
    options: [
      { option: 'enable-ingress-controller', text: 'true' },
      { option: 'enforce-ingress-https', from: 'ingressController.enforceHttps' },
      { option: 'enable-ingress-proxy-protocol', from: 'ingressController.enableProxyProtocol' },
      { option: 'enable-ingress-secrets-sync', from: 'ingressController.secretsNamespace.sync' },
      { option: 'ingress-secrets-namespace', from: 'ingressController.secretsNamespace.name' },
      { option: 'ingress-lb-annotation-prefixes', from: 'ingressController.ingressLBAnnotationPrefixes', as: 'words' },
      { option: 'ingress-default-lb-mode', from: 'ingressController.loadbalancerMode', as: 'plain' },
      { option: 'ingress-shared-lb-service-name', from: 'ingressController.service.name', as: 'plain' },
      { option: 'ingress-default-xff-num-trusted-hops', from: 'ingressController.xffNumTrustedHops', since: '1.20' },
      { option: 'ingress-use-remote-address', from: 'ingressController.useRemoteAddress', since: '1.20' },
      {
        when: on('ingressController.defaultSecretNamespace', 'ingressController.defaultSecretName'),
        options: [
          { option: 'ingress-default-secret-namespace', from: 'ingressController.defaultSecretNamespace' },
          { option: 'ingress-default-secret-name', from: 'ingressController.defaultSecretName' },
        ],
      },
      { option: 'ingress-hostnetwork-enabled', from: 'ingressController.hostNetwork.enabled' },
      { option: 'ingress-hostnetwork-shared-listener-port', from: 'ingressController.hostNetwork.sharedListenerPort' },
      { option: 'ingress-hostnetwork-http-listener-port', from: 'ingressController.hostNetwork.httpPort', since: '1.20' },
      { option: 'ingress-hostnetwork-https-listener-port', from: 'ingressController.hostNetwork.httpsPort', since: '1.20' },
      { option: 'ingress-hostnetwork-tls-passthrough-listener-port', from: 'ingressController.hostNetwork.tlsPassthroughPort', since: '1.20' },
      { option: 'ingress-hostnetwork-nodelabelselector', from: 'ingressController.hostNetwork.nodes.matchLabels', as: 'labels' },
    ],
  },
  {
    when: on('gatewayAPI.enabled'),
    options: [
      { option: 'enable-gateway-api', text: 'true' },
      { option: 'enable-gateway-api-secrets-sync', from: 'gatewayAPI.secretsNamespace.sync' },
      { option: 'enable-gateway-api-proxy-protocol', from: 'gatewayAPI.enableProxyProtocol' },
      { option: 'enable-gateway-api-app-protocol', from: 'gatewayAPI.enableAppProtocol', text: values => firstTrue(values, 'gatewayAPI.enableAppProtocol', 'gatewayAPI.enableAlpn') },
      { option: 'enable-gateway-api-alpn', from: 'gatewayAPI.enableAlpn' },
      { option: 'gateway-api-xff-num-trusted-hops', from: 'gatewayAPI.xffNumTrustedHops' },
      { option: 'gateway-api-use-remote-address', from: 'gatewayAPI.useRemoteAddress', since: '1.20' },
      { option: 'gateway-api-service-externaltrafficpolicy', from: 'gatewayAPI.externalTrafficPolicy' },
      { option: 'gateway-api-secrets-namespace', from: 'gatewayAPI.secretsNamespace.name' },
      { option: 'gateway-api-hostnetwork-enabled', from: 'gatewayAPI.hostNetwork.enabled' },
      { option: 'gateway-api-hostnetwork-nodelabelselector', from: 'gatewayAPI.hostNetwork.nodes.matchLabels', as: 'labels' },
    ],
  },
  { option: 'enable-policy-secrets-sync', text: 'true', when: all(readsOneNamespace, synchronizesSecrets) },
  {
    when: readsOneNamespace,
    options: [
      { option: 'policy-secrets-only-from-secrets-namespace', text: 'true' },
      { option: 'policy-secrets-namespace', from: 'tls.secretsNamespace.name' },
    ],
  },
  {
    when: all(has('loadBalancer'), values => equals(values, 'loadBalancer.l7.backend', 'envoy')),
    options: [
      { option: 'loadbalancer-l7', text: 'envoy' },
      { option: 'loadbalancer-l7-ports', from: 'loadBalancer.l7.ports', as: 'words' },
      { option: 'loadbalancer-l7-algorithm', from: 'loadBalancer.l7.algorithm' },
    ],
  },
];
