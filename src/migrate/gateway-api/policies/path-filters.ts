import { ENVOY_GATEWAY_GROUP } from './envoy-gateway';
import { checksum } from './values';
import { NginxIngress } from '../../../dataplane/requests/ingress-nginx/model';
import { ConversionTarget } from '../options';

/** Whether the implementation has a filter that replaces paths by an expression. */
export function hasPathFilters({ report }: ConversionTarget): boolean {
  return report?.implementation === 'envoy-gateway';
}

/** The filter of Envoy Gateway that replaces a path by an expression, and the reference to it. Source: api/v1alpha1/httproutefilter_types.go. */
export function pathFilter(
  { namespace, name }: NginxIngress, pattern: string, substitution: string,
): { readonly filter: unknown; readonly object: unknown } {
  const filterName = `${name}-rewrite-${checksum(`${pattern} ${substitution}`)}`;
  return {
    filter: { type: 'ExtensionRef', extensionRef: { group: ENVOY_GATEWAY_GROUP, kind: 'HTTPRouteFilter', name: filterName } },
    object: {
      apiVersion: `${ENVOY_GATEWAY_GROUP}/v1alpha1`,
      kind: 'HTTPRouteFilter',
      metadata: { name: filterName, namespace },
      spec: { urlRewrite: { path: { type: 'ReplaceRegexMatch', replaceRegexMatch: { pattern, substitution } } } },
    },
  };
}

