import { NginxIngress, textOf } from '../../../dataplane/requests/ingress-nginx/model';

/** The Service of a URL within the cluster: `http://mirror.shop.svc.cluster.local:8080$request_uri`. */
const SERVICE_URL = /^http:\/\/([-a-z0-9]+)(?:\.([-a-z0-9]+)\.svc(?:\.cluster\.local)?)?(?::(\d+))?(?:\$request_uri)?\/?$/;

/** The mirror that `mirror-target` names, where it is a Service. */
export function mirrorFilter(ingress: NginxIngress): unknown[] {
  const backendRef = mirrorBackend(ingress);
  return backendRef ? [{ type: 'RequestMirror', requestMirror: { backendRef } }] : [];
}

export function mirrorBackend(ingress: NginxIngress): { readonly name: string; readonly namespace?: string; readonly port: number } | undefined {
  const [, name, namespace, port = '80'] = SERVICE_URL.exec(textOf(ingress, 'mirror-target') ?? '') ?? [];
  if (name === undefined) return undefined;
  return { name, ...namespace !== undefined && namespace !== ingress.namespace && { namespace }, port: Number(port) };
}
