import { forwardedSteps } from './forwarded';
import { RequestWay, WayStep } from './way';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { allowsOrigin, backendProblem } from '../gateway/answer';
import { attach, gatewayParents } from '../gateway/attachment';
import { backendReferences } from '../gateway/backends';
import { GatewayEvaluator, GatewayTrace } from '../gateway/evaluate';
import { filterText } from '../gateway/filter-text';
import { coversHost } from '../gateway/hostnames';
import { fieldOf, hostnameText, listenerText, matchText } from '../gateway/match-text';
import { ClientCertificateMode, GatewayModel, Listener, nameOf, ObjectName } from '../gateway/model';
import { Candidate, precedenceReason } from '../gateway/precedence';
import { settingTexts } from '../gateway/rule-text';
import { AddressedRequest } from '../read-request';
import { BackendShare, HttpRequest } from '../request';

/** More rules that match as well are counted, and not listed. */
const MOST_OUTRANKED = 5;

/** The way of a request that comes to a Gateway. */
export function gatewayWay(gateway: ObjectName, { request, port }: AddressedRequest, evaluator: GatewayEvaluator, model: GatewayModel): RequestWay {
  const trace = evaluator.evaluate(gateway, request, port);
  const { answer, listener, chosen } = trace;
  return {
    through: describeReference(gateway),
    answer,
    steps: [
      ...listener ? [listenerStep(listener)] : [],
      ...chosen ? [...ruleSteps(chosen, trace), ...filterSteps(chosen), ...settingSteps(chosen)] : [],
      ...forwardedSteps(request, answer),
      ...answer.kind === 'backends' ? backendTlsSteps(answer.backends, model) : [],
    ],
    backends: answer.kind === 'backends' ? answer.backends : [],
    notes: [
      ...listener ? certificateNotes(listener, model) : [],
      ...chosen ? [...backendNotes(chosen, model), ...originNotes(chosen, request)] : [],
      ...trace.notes,
      ...listener && !chosen ? detachedNotes(listener, request.host, model) : [],
    ],
    knowsHost: chosen !== undefined || trace.hasRoutes,
  };
}

function listenerStep(listener: Listener): WayStep {
  return { kind: 'listener', object: describeReference(listener.owner), text: listenerText(listener), source: listener.source };
}

/** The route and rule that take a request, and why they do. */
export function ruleSteps(chosen: Candidate, { outranked }: Pick<GatewayTrace, 'outranked'>): WayStep[] {
  const { attachment: { route }, hostname } = chosen;
  const object = describeReference(route);
  const isOther = (other: Candidate): boolean => other.attachment.route !== route || other.ruleIndex !== chosen.ruleIndex;
  const others = outranked.filter(isOther).map(other => `${placeOf(other, chosen)} matches as well; this one comes first, as ${precedenceReason(chosen, other)}`);
  const more = others.length - MOST_OUTRANKED;
  return [
    { kind: 'route', object, text: `${object}, ${hostnameText(hostname)}`, source: route.source },
    {
      kind: 'rule',
      object,
      field: fieldOf(chosen),
      text: `${fieldOf(chosen)}: ${matchText(chosen.match)}`,
      reasons: more > 0 ? [...others.slice(0, MOST_OUTRANKED), `${more} more match as well`] : others,
    },
  ];
}

function placeOf(other: Candidate, chosen: Candidate): string {
  const { route } = other.attachment;
  return `${fieldOf(other)}${route === chosen.attachment.route ? '' : ` of ${describeReference(route)}`}`;
}

/** What the filters of a rule do. */
export function filterSteps({ attachment: { route }, ruleIndex }: Candidate): WayStep[] {
  const { filters = [], backendRefs = [] } = route.rules[ruleIndex];
  const object = describeReference(route);
  const step = (filter: any, field: string, where = ''): WayStep => ({ kind: 'filter', object, field, text: `${filterText(filter)}${where}` });
  return [
    ...filters.map((filter: any, i: number) => step(filter, `rules[${ruleIndex}].filters[${i}]`)),
    ...backendRefs.flatMap((ref: any, j: number) => (ref.filters ?? [])
      .map((filter: any, i: number) => step(filter, `rules[${ruleIndex}].backendRefs[${j}].filters[${i}]`, `, for Service ${ref.name} only`))),
  ];
}

/** What a rule asks for beside its filters. */
export function settingSteps({ attachment: { route }, ruleIndex }: Candidate): WayStep[] {
  const object = describeReference(route);
  return settingTexts(route.rules[ruleIndex]).map(text => ({ kind: 'setting', object, field: `rules[${ruleIndex}]`, text }));
}

/** Backends that are spoken to over TLS. */
function backendTlsSteps(backends: readonly BackendShare[], { backendTls }: GatewayModel): WayStep[] {
  return backends.flatMap(({ backend }) => (backend === undefined ? [] : backendTls.get(backend.replace(/:\d+$/, '')) ?? []).map((policy): WayStep => {
    const object = describeReference(policy);
    const port = policy.port === undefined ? '' : `, at its port ${policy.port}`;
    return { kind: 'setting', object, text: `Service ${backend!.replace(/:\d+$/, '')} is spoken to over TLS${port}, with a certificate for ${policy.hostname}: ${object}`, source: policy.source };
  }));
}

const CERTIFICATES: Readonly<Record<ClientCertificateMode, string>> = {
  AllowValidOnly: 'clients without a valid certificate are refused',
  AllowInsecureFallback: 'clients are asked for a certificate, and taken without a valid one as well',
};

/** `spec.tls.frontend` of a Gateway is about all of its HTTPS listeners, those of ListenerSets included. */
function certificateNotes({ protocol, port, gateway }: Listener, { clientCertificates }: GatewayModel): string[] {
  const { perPort, others } = clientCertificates.get(nameOf(gateway)) ?? {};
  const mode = perPort?.get(port) ?? others;
  return protocol !== 'HTTPS' || mode === undefined ? [] : [`${CERTIFICATES[mode]}, as the Gateway says in tls.frontend`];
}

/** A preflight request of an origin that CORS does not allow. */
function originNotes({ attachment: { route }, ruleIndex }: Candidate, request: HttpRequest): string[] {
  const filters: readonly any[] = route.rules[ruleIndex].filters ?? [];
  const cors = filters.find(({ type }) => type === 'CORS')?.cors;
  const origin = request.headers.get('origin');
  if (!cors || origin === undefined || allowsOrigin(cors.allowOrigins ?? [], origin)) return [];
  return [`the filter CORS does not allow the origin ${origin}: the answer has no headers for it, or is 403, as the implementation has it`];
}

/** Routes that have the host and name the Gateway, but are not attached to the listener. */
function detachedNotes(listener: Listener, host: string, model: GatewayModel): string[] {
  const alone = { ...model, listeners: [listener] };
  return model.routes.flatMap(route => {
    if (route.hostnames.length > 0 && !route.hostnames.some(hostname => coversHost(hostname, host))) return [];
    const reasons = gatewayParents(route).filter(parent => nameOf(parent) === nameOf(listener.owner) && parent.kind === listener.owner.kind)
      .flatMap(parent => attach(route, parent, alone).reason ?? []);
    return reasons.length === 0 ? [] : [`${describeReference(route)} has the host, but is not attached to the listener ${listener.name}: ${[...new Set(reasons)].join(', ')}`];
  });
}

const PROBLEMS = {
  RefNotPermitted: 'no ReferenceGrant allows the reference',
  InvalidKind: 'it is not a Service, and whether the implementation knows the kind is not known',
  BackendNotFound: 'the Service does not exist in the input, or does not have the port',
} as const;

/** Backends that can't be used, and why. */
export function backendNotes({ attachment: { route }, ruleIndex }: Candidate, model: GatewayModel): string[] {
  const refs: readonly any[] = route.rules[ruleIndex].backendRefs ?? [];
  // Those of filters as well: what is mirrored, and what is asked for authorization.
  const notes = backendReferences(route).filter(({ at }) => at.startsWith(`spec.rules[${ruleIndex}].`)).flatMap(({ ref, at }) => {
    const problem = backendProblem(ref, route, model);
    if (problem === undefined) return [];
    return [`${at.replace('spec.', '')}, ${ref.kind ?? 'Service'} ${ref.namespace ?? route.namespace}/${ref.name}: ${problem}: ${PROBLEMS[problem]}`];
  });
  const areZero = refs.length > 0 && refs.every(({ weight = 1 }) => weight === 0);
  return areZero ? [...notes, 'all weights are 0: the specification does not say with which status such requests are answered, 500 or 503'] : notes;
}
