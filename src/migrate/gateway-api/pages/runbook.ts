import { CATCH_ALL } from '../../../dataplane/requests/ingress-nginx/build';
import { ConversionResult } from '../result';
import { preparations } from './preparations';

/** The steps, in their order. */
export function runbookPage({ hosts, objects, listeners, ingresses, context: { target, controller } }: ConversionResult): string {
  const { gateway, hasGateway } = target;
  const steps = preparations(objects.ownPolicies, target);
  const names = hosts.map(({ name }) => name).filter(name => name !== CATCH_ALL);
  const ofTls = objects.tlsRoutes.map(({ metadata }) => metadata.namespace as string);
  const namespaces = [...new Set([...objects.routes.map(route => route.namespace), ...ofTls])].sort();
  const ofPolicies = [...new Set(objects.ownPolicies.map(({ metadata }) => metadata.namespace as string))].sort();
  const test = (host: string, scheme: 'http' | 'https'): string => {
    const name = host.replace(/^\*/, 'test');
    const port = scheme === 'http' ? 80 : 443;
    return `curl -sS -o /dev/null -w '%{http_code} %{redirect_url}\\n' --resolve ${name}:${port}:"$NEW" ${scheme}://${name}/`;
  };
  return [
    '# Runbook: from Ingresses to Gateway API',
    '',
    'Both ways serve in parallel until DNS is switched, and the way back is to switch DNS again.',
    '',
    '## 1. Prepare',
    '',
    `Install Gateway API ${target.api.minor} (${target.api.channel} channel)${target.report ? ` and ${target.report.implementation}` : ' and an implementation'}. Read report.md: findings that are blockers have to be solved or waived first.`,
    '',
    ...listeners.defaultCertificate && !hasGateway ? [`Create the Secret ${listeners.defaultCertificate.namespace}/${listeners.defaultCertificate.name} with a certificate for the hosts that have none of their own:`, '',
      ...block(`kubectl create namespace ${gateway.namespace} --dry-run=client -o yaml | kubectl apply -f -`, `kubectl create secret tls ${listeners.defaultCertificate.name} -n ${gateway.namespace} --cert=tls.crt --key=tls.key`)] : [],
    ...steps.length === 0 ? [] : ['The policies need what is not in the files:', '', ...steps.map(step => `- ${step}`), ''],
    'Keep what is there:',
    '',
    ...block('kubectl get ingresses -A -o yaml > ingresses-before.yaml'),
    '## 2. Apply',
    '',
    ...block(
      ...hasGateway ? [] : ['kubectl apply --server-side -f operator/gateway.yaml'],
      ...objects.grants.length === 0 ? [] : ['kubectl apply --server-side -f operator/reference-grants.yaml'],
      ...ofPolicies.map(namespace => `kubectl apply --server-side -f policies/${namespace}.yaml`),
      ...namespaces.map(namespace => `kubectl apply --server-side -f apps/${namespace}/routes.yaml`),
      `kubectl wait -n ${gateway.namespace} gateway/${gateway.name} --for=condition=Programmed --timeout=5m`,
      `kubectl get ${[...new Set(['httproutes', ...objects.routes.map(({ object }) => `${String(object.kind).toLowerCase()}s`)])].join(',')} -A -o jsonpath='{range .items[*]}{.metadata.namespace}/{.metadata.name}: {.status.parents[*].conditions[?(@.type=="Accepted")].status}{"\\n"}{end}'`,
    ),
    '## 3. Test each host against the new address',
    '',
    ...block(
      `NEW=$(kubectl get gateway -n ${gateway.namespace} ${gateway.name} -o jsonpath='{.status.addresses[0].value}')`,
      ...hosts.filter(({ name }) => name !== CATCH_ALL).flatMap(({ name, https, passthrough }) => [test(name, 'http'), ...https || passthrough ? [test(name, 'https')] : []]),
    ),
    'The address may be a hostname: then resolve it first. Compare the answers with those of the old address, and try the requests that report.md lists.',
    '',
    '## 4. Switch',
    '',
    `Lower the TTL of the records a day before. Then point ${names.length === 0 ? 'the records' : names.length > 8 ? `the records of all ${names.length} hosts` : names.join(', ')} to the new address. `
    + 'Tools that write records or certificates from Ingresses (external-dns, cert-manager) must get them from the Gateway and the routes from now on.',
    '',
    '## 5. Way back',
    '',
    'Point the records to the old address again. The Ingresses and their controller have not been changed.',
    '',
    '## 6. Remove',
    '',
    'When the old address gets no more requests, longer than the TTL:',
    '',
    ...block(...[...ingresses.nginx, ...ingresses.others.map(({ ingress }) => ingress)].map(({ namespace, name }) => `kubectl delete ingress -n ${namespace} ${name}`)),
    ...controller.streams.length === 0 ? [] : [`The controller also serves raw ports: ${controller.streams.map(({ protocol, port, to }) => `${protocol} ${port} to ${to}`).join(', ')}. They need listeners and routes of their own.`, ''],
    'Then remove the controller.',
    '',
  ].join('\n');
}

function block(...lines: readonly string[]): string[] {
  return ['```shell', ...lines, '```', ''];
}
