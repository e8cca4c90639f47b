export const ENVOY_GATEWAY_GROUP = 'gateway.envoyproxy.io';
