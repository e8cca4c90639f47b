import { ENVOY_GATEWAY_GROUP } from './envoy-gateway';

export const NGINX_GROUP = 'gateway.nginx.org';

/** The implementations' own kinds that are written for routes and Services. */
interface OwnKind {
  readonly apiVersion: string;
  /** Whether it has one target only, as `targetRef`. Default: a list of them. */
  readonly hasOneTarget?: true;
}

export const OWN_KINDS: Readonly<Record<string, OwnKind>> = {
  SecurityPolicy: { apiVersion: `${ENVOY_GATEWAY_GROUP}/v1alpha1` },
  BackendTrafficPolicy: { apiVersion: `${ENVOY_GATEWAY_GROUP}/v1alpha1` },
  ClientSettingsPolicy: { apiVersion: `${NGINX_GROUP}/v1alpha1`, hasOneTarget: true },
  ProxySettingsPolicy: { apiVersion: `${NGINX_GROUP}/v1alpha1` },
  RateLimitPolicy: { apiVersion: `${NGINX_GROUP}/v1alpha1` },
  UpstreamSettingsPolicy: { apiVersion: `${NGINX_GROUP}/v1alpha1` },
};
