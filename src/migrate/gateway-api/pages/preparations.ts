import { ConversionTarget } from '../options';
import { isOlder, implementationVersion } from '../policies';

/** What somebody has to do for the implementation's own objects: Secrets in another form, and features that are off by default. */
export function preparations(objects: readonly any[], target: ConversionTarget): string[] {
  const steps = objects.flatMap(({ kind, metadata: { namespace }, spec }) => {
    const basic = spec.basicAuth?.users.name ?? spec.basic?.secretRef.name;
    if (basic === undefined) return [];
    const source = (basic as string).replace(/-htpasswd$/, '');
    return [kind === 'SecurityPolicy'
      ? `Create the Secret \`${namespace}/${basic}\`: under the key \`.htpasswd\`, the users of \`${source}\` with hashes of the form {SHA} (\`htpasswd -s\`). Other hashes can't be turned into these: set the passwords anew.`
      : `Create the Secret \`${namespace}/${basic}\` of the type \`nginx.org/htpasswd\`: under the key \`auth\`, the users of \`${source}\` in the form of htpasswd.`];
  });
  const hasSnippets = objects.some(({ kind }) => kind === 'SnippetsFilter');
  const hasAddresses = objects.some(({ kind, spec }) => kind === 'AuthorizationPolicy' || spec.authorization !== undefined || spec.rateLimit !== undefined
    || (kind === 'SnippetsFilter' && /allow|deny|limit_/.test(JSON.stringify(spec))));
  const missing = target.hasGateway ? DEFAULTS[target.report?.implementation ?? ''] : undefined;
  return [
    ...new Set(steps),
    ...missing === undefined ? [] : [missing],
    ...hasSnippets ? [`Switch on snippets: \`nginxGateway.${isOlder(implementationVersion(target), '2.4') ? 'snippetsFilters' : 'snippets'}.enable: true\` among the values of the chart. Until then, rules with one answer with 500.`] : [],
    ...hasAddresses ? ['Let the implementation see the addresses of clients: `externalTrafficPolicy: Local` for its Service or, where a proxy stands in front, what it has for X-Forwarded-For or the PROXY protocol.'] : [],
  ];
}

/** What a policy for a new Gateway says, by implementation: an existing one is left alone. */
const DEFAULTS: Readonly<Record<string, string | undefined>> = {
  'envoy-gateway': 'Envoy ends requests after 15 s, and the controller does not. Where answers take longer, lift that with a BackendTrafficPolicy for the Gateway '
    + '(`timeout.http.requestTimeout: 0s`), as the policies for single routes do. What a SecurityPolicy or BackendTrafficPolicy for the Gateway says '
    + 'does not count for a route with one of its own: repeat it there.',
  'nginx-gateway-fabric': 'NGINX Gateway Fabric buffers answers, and the controller does not by default. Where answers are streams, switch that off with a ProxySettingsPolicy '
    + 'for the Gateway (`buffering.disable: true`).',
};
