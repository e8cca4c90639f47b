import { escapeMarkdown, escapeProse } from '../../../base/text/markdown';
import { countOf } from '../../../base/text/words';
import { describeTarget } from '../../../programs/gateway-api/target';
import { row } from '../../markdown';
import { Conversion } from '../convert';
import { implementationVersion } from '../policies';
import { DIFFERENCE_CLASSES } from '../proof/compare';
import { assumptionsOf, ConversionResult } from '../result';
import { preparations } from './preparations';

/** What the conversion did, and what differs. */
export function reportPage({ proof, ingresses, hosts, objects, listeners, annotations, context, findings }: ConversionResult): string {
  const { target, controller } = context;
  const blockers = findings.filter(({ severity }) => severity === 'blocker').length;
  return [
    '# Ingresses to Gateway API',
    '',
    `${ingressCount(ingresses.nginx.length + ingresses.others.length)} with ${countOf(hosts.length, 'host')} `
    + `became ${countOf(objects.routes.length + objects.tlsRoutes.length, 'route')} for ${describeTarget(target.api)}${target.report ? `, ${target.report.implementation} ${implementationVersion(target)}` : ''}. `
    + `${blockers === 0 ? 'Nothing is in the way.' : `${countOf(blockers, 'finding')} must be solved or waived first.`}`,
    '',
    '## Who applies what',
    '',
    row('Who', 'Files'),
    '|---|---|',
    ...target.hasGateway ? [] : [row('cluster operator', '`operator/gateway.yaml`')],
    ...target.hasGateway ? [row('cluster operator', `listeners on the ports 80 and 443 of the Gateway ${target.gateway.namespace}/${target.gateway.name} for all hosts and namespaces`)] : [],
    ...objects.grants.length === 0 ? [] : [row('owners of the namespaces named in each ReferenceGrant', '`operator/reference-grants.yaml`')],
    row('application developers', '`apps/NAMESPACE/routes.yaml`'),
    ...objects.ownPolicies.length === 0 ? [] : [row('the same, for the implementation\'s own policies', '`policies/NAMESPACE.yaml`')],
    ...listeners.defaultCertificate ? ['',
      `Hosts that redirect to HTTPS have no certificate of their own: the controller answered with one that it had signed itself. Create the Secret \`${
        listeners.defaultCertificate.namespace}/${listeners.defaultCertificate.name}\` with a certificate for them.`] : [],
    '',
    ...preparationLines(preparations(objects.ownPolicies, target)),
    '## Requests before and after',
    '',
    `${countOf(proof.requests, 'request')} to each host, path and neighbor were evaluated on both sides.`,
    '',
    ...differenceLines(proof.differences),
    '## Annotations',
    '',
    ...annotations.length === 0 ? ['None.'] : [row('Ingress', 'Annotation', 'Outcome', 'Note'), '|---|---|---|---|',
      ...annotations.map(({ ingress, name, outcome, note = '' }) => row(escapeMarkdown(`${ingress.namespace}/${ingress.name}`), `\`${name}\``, outcome, escapeProse(note)))],
    '',
    ...otherLines(ingresses),
    ...foreignLines(foreignAnnotations(ingresses, controller.annotationsPrefix)),
    ...settingsLines(controller.configuration),
    '## What was assumed',
    '',
    ...[...assumptionsOf({ ingresses, hosts, context }), 'Ingresses without a creationTimestamp are taken in descending order of namespace and name, as the controller does with those of one age.']
      .map(text => `- ${escapeProse(text)}`),
    ...objects.routes.some(({ object }) => object.kind === 'GRPCRoute')
      ? ['- Servers of gRPC are taken to refuse (415) whatever is not gRPC, as its protocol says. A backend that answers other requests, too, needs an HTTPRoute in place of the GRPCRoute.'] : [],
    '- Not compared: limits of bodies (nginx: 1 MiB by default), timeouts (60 s between two reads or writes), retries, buffering, and the answer 503 where a Service has no endpoints.',
    '',
  ].join('\n');
}

function preparationLines(steps: readonly string[]): string[] {
  return steps.length === 0 ? [] : ['## Before the policies', '', 'What the policies need is not in the files:', '', ...steps.map(step => `- ${step}`), ''];
}

function ingressCount(count: number): string {
  return `${count} Ingress${count === 1 ? '' : 'es'}`;
}

function differenceLines(differences: Conversion['proof']['differences']): string[] {
  if (differences.length === 0) return ['There is no difference.', ''];
  return DIFFERENCE_CLASSES.flatMap(kind => {
    const own = differences.filter(difference => difference.class === kind);
    if (own.length === 0) return [];
    return [`### ${kind[0].toUpperCase()}${kind.slice(1)}`, '', row('Request', 'Before', 'After', 'Requests'), '|---|---|---|---|',
      ...own.map(({ request, before, after, count }) => row(code(request), escapeProse(before), escapeProse(after), String(count))), ''];
  });
}

/** Settings of the controller that the conversion takes into account. */
const CONVERTED_SETTINGS: readonly string[] = [
  'ssl-redirect', 'force-ssl-redirect', 'http-redirect-code', 'no-tls-redirect-locations', 'enable-underscores-in-headers', 'global-auth-url', 'whitelist-source-range',
  'denylist-source-range', 'enable-modsecurity', 'enable-owasp-modsecurity-crs', 'hsts', 'hsts-max-age', 'hsts-include-subdomains', 'hsts-preload',
];

function settingsLines(configuration: Readonly<Record<string, string>>): string[] {
  const others = Object.keys(configuration).filter(name => !CONVERTED_SETTINGS.includes(name)).sort();
  return others.length === 0 ? [] : ['## Settings of the controller', '',
    'These settings of its ConfigMap are not converted. Where one changes what clients or backends see, set it up with the implementation:', '',
    ...others.map(name => `- \`${name}\``), ''];
}

/** Annotations for other software, which reads them from Ingresses: `cert-manager.io/cluster-issuer`. */
function foreignAnnotations({ nginx, objects }: Conversion['ingresses'], prefix: string): string[] {
  const names = nginx.flatMap(ingress => Object.keys((objects.get(ingress)!.object.metadata as any).annotations ?? {}));
  return [...new Set(names)].filter(name => !name.startsWith(prefix) && !name.startsWith('kubectl.') && name !== 'kubernetes.io/ingress.class').sort();
}

function otherLines({ others, notTaken, problems }: Conversion['ingresses']): string[] {
  const named = others.map(({ className, ingress, object }) => {
    const { annotations } = (object.object.metadata ?? {}) as { annotations?: Record<string, unknown> };
    const names = Object.keys(annotations ?? {}).filter(name => !name.startsWith('kubectl.'));
    return `- Ingress ${ingress.namespace}/${ingress.name} is of the class ${className}: it is converted by the rules of the API alone.${
      names.length === 0 ? '' : ` Its annotations are not: ${names.join(', ')}.`}`;
  });
  const lines = [
    ...named,
    ...notTaken.map(({ object, why }) => `- Ingress ${nameOf(object)} is not converted: it ${why}.`),
    ...problems.map(({ object, problem }) => `- Ingress ${nameOf(object)}: ${problem}.`),
  ];
  return lines.length === 0 ? [] : ['## Ingresses apart', '', ...lines.map(line => `- ${escapeProse(line.slice(2))}`), ''];
}

function foreignLines(names: readonly string[]): string[] {
  return names.length === 0 ? [] : ['## Annotations for other software', '',
    'Ingresses have these annotations, which other software reads: set them on the Gateway or the routes where it reads them there.', '',
    ...names.map(name => `- \`${name}\``), ''];
}

function nameOf({ object }: { readonly object: any }): string {
  return `${object.metadata?.namespace ?? 'default'}/${object.metadata?.name ?? '?'}`;
}

const code = (text: string): string => `\`${text.replaceAll('`', '\'')}\``;
