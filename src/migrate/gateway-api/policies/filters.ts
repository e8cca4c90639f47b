import { NGINX_GROUP } from './kinds';
import { joinSpecs } from './parts';
import { checksum } from './values';
import { Snippets } from './writers/nginx-gateway-fabric';
import { NginxIngress } from '../../../dataplane/requests/ingress-nginx/model';
import { PlannedPolicy } from '../plan/model';

/** A filter of a rule, and the object that it refers to. */
export interface OwnFilter {
  readonly filter: unknown;
  readonly object: unknown;
}

/**
 * The filters of NGINX Gateway Fabric for a rule: one object of each kind for an Ingress, since zones and variables in it must be said
 * only once in an nginx.
 */
export function ownFilters({ namespace, name }: NginxIngress, policies: readonly PlannedPolicy[]): OwnFilter[] {
  const specs = new Map<string, unknown>();
  for (const { target, kind, spec } of policies) if (target === 'filter') specs.set(kind, specs.has(kind) ? joinSpecs(specs.get(kind), spec) : spec);
  return [...specs].map(([kind, joined]): OwnFilter => {
    const spec = kind === 'SnippetsFilter' ? { snippets: snippetsOf(joined as Snippets) } : joined;
    const object = { apiVersion: `${NGINX_GROUP}/v1alpha1`, kind, metadata: { name: `${name}-${checksum(`${namespace}/${name} ${JSON.stringify(spec)}`)}`, namespace }, spec };
    return { filter: { type: 'ExtensionRef', extensionRef: { group: NGINX_GROUP, kind, name: object.metadata.name } }, object };
  });
}

/** One snippet for each context. */
function snippetsOf({ http = [], location = [] }: Snippets): unknown[] {
  return [
    ...http.length > 0 ? [{ context: 'http', value: http.join('\n') }] : [],
    ...location.length > 0 ? [{ context: 'http.server.location', value: location.join('\n') }] : [],
  ];
}
