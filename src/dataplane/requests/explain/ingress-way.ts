import { forwardedSteps } from './forwarded';
import { IngressModel } from './ingress-model';
import { canaryText, decidingAnnotations, ingressName, locationText, serverText } from './ingress-text';
import { RequestWay, WayStep } from './way';
import { CATCH_ALL } from '../ingress-nginx/build';
import { certificateOf, evaluateNginx, isSentToHttps, NginxTrace } from '../ingress-nginx/evaluate';
import { isOn, Location, NginxConfiguration, textOf, upstreamName } from '../ingress-nginx/model';
import { AddressedRequest } from '../read-request';
import { HttpRequest, PORT_OF, RequestAnswer } from '../request';

/** The way of a request that comes to the controller of Ingresses. */
export function ingressWay({ request, port }: AddressedRequest, { through, configuration, notes, hasService }: IngressModel): RequestWay {
  if (port !== PORT_OF[request.scheme]) {
    const answer: RequestAnswer = { kind: 'refused', why: `the controller takes requests on the ports 80 and 443, and not on ${port}` };
    return { through, answer, steps: [], backends: [], notes: [], knowsHost: false };
  }
  const trace = evaluateNginx(request, configuration);
  const { answer, server, location, isSelfSigned } = trace;
  const backends = answer.kind === 'backends' ? answer.backends : [];
  return {
    through,
    answer,
    steps: [
      serverStep(request, trace, configuration),
      ...location ? locationSteps(location, request, trace, configuration) : [],
      ...forwardedSteps(request, answer),
    ],
    backends,
    notes: [
      ...isSelfSigned && !configuration.settings.isPlain ? ['the host has no certificate of its own: the controller answers with one that it has signed itself'] : [],
      ...backends.filter(({ backend = '' }) => !hasService(backend.replace(/:[^:]*$/, '')))
        .map(({ backend }) => `Service ${backend} is not in the input: without endpoints, the controller answers with 503`),
      ...notes,
    ],
    knowsHost: server.host !== CATCH_ALL || server.locations.some(({ isDefault, backend }) => !isDefault || backend !== undefined),
  };
}

const ADDED_SLASH = 'a path of the host is written with a slash at its end, and nginx sends requests without it there';
const TO_HTTPS = 'redirect to HTTPS: ssl-redirect is on by default, and the host has a certificate, or force-ssl-redirect is set';

function serverStep({ host, scheme }: HttpRequest, trace: NginxTrace, configuration: NginxConfiguration): WayStep {
  const { server, location, normalizedPath: path, answer } = trace;
  const isRedirect = !location && answer.kind === 'redirect';
  const reasons = [
    ...server.aliases.includes(host) ? [`${host} is one of its aliases (server-alias)`] : [],
    ...configuration.redirectsToWww.has(host) ? [`${host} is redirected to it (from-to-www-redirect)`] : [],
    ...server.appRoot && isRedirect && path === '/' ? [`/ is redirected to ${server.appRoot.path} (app-root of ${ingressName(server.appRoot.ingress)})`] : [],
    ...server.passthrough && scheme === 'https' ? ['connections over TLS are passed on as they are (ssl-passthrough)'] : [],
    ...isRedirect && answer.status === 301 ? [ADDED_SLASH] : [],
  ];
  return { kind: 'server', text: serverText(server), reasons };
}

function locationSteps(location: Location, request: HttpRequest, trace: NginxTrace, configuration: NginxConfiguration): WayStep[] {
  const { server, normalizedPath: path } = trace;
  const { ingress, backend } = location;
  const hasRegex = ({ ingress: owner }: Location): boolean => isOn(owner, 'use-regex') || textOf(owner, 'rewrite-target') !== undefined;
  const regexOwner = server.isRegex ? server.locations.find(hasRegex)?.ingress : undefined;
  const reasons = [
    ...path === request.path ? [] : [`the path is ${path} after decoding and merging of slashes`],
    ...regexOwner ? [`all paths of the host are regular expressions, as ${ingressName(regexOwner)} has use-regex or rewrite-target`] : [],
  ];
  const toHttps = isSentToHttps(location, request, certificateOf(configuration, request.host) !== undefined, configuration);
  const canary = backend && configuration.canaries.get(upstreamName(backend));
  return [
    ...ingress ? [{ kind: 'ingress' as const, object: ingressName(ingress), text: ingressName(ingress), source: ingress.source }] : [],
    { kind: 'location', text: locationText(location, server), reasons, ...ingress && { object: ingressName(ingress) } },
    ...toHttps ? [{ kind: 'filter' as const, text: TO_HTTPS }] : [],
    ...decidingAnnotations(ingress, configuration).map(text => ({ kind: 'filter' as const, object: ingressName(ingress!), text })),
    ...canary && !toHttps ? [{ kind: 'canary' as const, object: ingressName(canary.ingress), text: canaryText(canary), source: canary.ingress.source }] : [],
  ];
}
