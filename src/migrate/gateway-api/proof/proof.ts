import { DifferenceClass, DIFFERENCE_CLASSES, differenceOf } from './compare';
import { requestsFor } from './requests';
import { describeAnswer, describeRequest } from './text';
import { dialectOf } from '../../../dataplane/requests/gateway/dialects';
import { GatewayEvaluator, GatewayTrace } from '../../../dataplane/requests/gateway/evaluate';
import { isGrpc } from '../../../dataplane/requests/gateway/grpc';
import { GatewayModel } from '../../../dataplane/requests/gateway/model';
import { evaluateNginx, NginxTrace } from '../../../dataplane/requests/ingress-nginx/evaluate';
import { NginxConfiguration, NginxIngress, Server } from '../../../dataplane/requests/ingress-nginx/model';
import { normalizedPath } from '../../../dataplane/requests/ingress-nginx/normalize';
import { CLIENT_CERTIFICATES } from '../../../dataplane/requests/ingress-nginx/protections';
import { selectLocation } from '../../../dataplane/requests/ingress-nginx/select';
import { HttpRequest, RequestAnswer } from '../../../dataplane/requests/request';
import { ConversionTarget } from '../options';
import { isOfGrpc } from '../plan/grpc';
import { escapedPath } from '../plan/paths';

/** Requests of one host that differ in the same way, with the shortest of them. */
export interface RequestDifference {
  readonly class: DifferenceClass;
  /** Whether all that is open is how paths are normalized. */
  readonly isNormalization: boolean;
  readonly host: string;
  /** The Ingresses whose requests these are. */
  readonly ingress?: NginxIngress;
  readonly before: string;
  readonly after: string;
  /** `GET http://shop.example.com/api/` */
  readonly request: string;
  readonly count: number;
}

export interface Proof {
  readonly requests: number;
  readonly differences: readonly RequestDifference[];
}

/** What was converted to what. */
export interface ProofSides {
  readonly configurations: readonly NginxConfiguration[];
  readonly model: GatewayModel;
  readonly target: ConversionTarget;
  /** What the implementation's policies keep, by `NAMESPACE/NAME` of the route. */
  readonly protections: ReadonlyMap<string, readonly string[]>;
  /** The hosts whose listeners ask for certificates of clients. */
  readonly clientCertificates: ReadonlySet<string>;
  /** `NAMESPACE/NAME` of Services that TLS is spoken with. */
  readonly secured: ReadonlySet<string>;
}

/**
 * Compares what becomes of requests on both sides.
 *
 * @param servers those whose requests are derived; all where it is not set
 */
export function prove(sides: ProofSides, servers?: readonly Server[], schemes?: readonly HttpRequest['scheme'][]): Proof {
  const comparison = new Comparison(sides);
  const groups = new Map<string, Counted>();
  let requests = 0;
  for (const configuration of sides.configurations) {
    const hosts = new Set(configuration.servers.keys());
    for (const server of servers ?? configuration.servers.values()) {
      for (const request of requestsFor(server, configuration, hosts, schemes)) {
        requests++;
        const { trace, before, after, difference } = comparison.of(request, configuration);
        if (difference !== undefined) addDifference(groups, difference, request, trace, before, after);
      }
    }
  }
  const rank = (each: RequestDifference): number => DIFFERENCE_CLASSES.indexOf(each.class);
  return { requests, differences: [...groups.values()].sort((a, b) => rank(a) - rank(b)) };
}

/** What becomes of a request on both sides. */
export interface ComparedRequest {
  readonly trace: NginxTrace;
  readonly before: RequestAnswer;
  readonly after: RequestAnswer;
  /** Not set where they are equal. */
  readonly difference?: DifferenceClass;
}

/** Compares single requests. */
export class Comparison {
  private readonly evaluator: GatewayEvaluator;

  constructor(private readonly sides: ProofSides) {
    this.evaluator = new GatewayEvaluator(sides.model, dialectOf(sides.target.report?.implementation), false);
  }

  public of(request: HttpRequest, configuration: NginxConfiguration): ComparedRequest {
    const trace = evaluateNginx(request, configuration);
    const after = answerAfter(request, this.evaluator, this.sides);
    const before = answerBefore(trace, after, request);
    return { trace, before, after, difference: differenceOf(before, after) };
  }
}

/**
 * Clients refuse a certificate that the controller has signed itself, as they refuse a connection. Where there is a listener for the host,
 * it has a certificate in its place.
 */
function answerBefore(trace: NginxTrace, after: RequestAnswer, request: HttpRequest): RequestAnswer {
  const { answer, isSelfSigned, location } = trace;
  if (after.kind === 'response' && after.status === 404 && isRefusedByGrpc(trace, request)) return { kind: 'response', status: 415, why: NOT_GRPC };
  if (isSelfSigned && after.kind === 'refused') return { kind: 'refused', why: SELF_SIGNED };
  // A preflight request for a path that nothing answers is about no other request.
  if (answer.kind === 'response' && location?.isDefault && !location.backend) return { ...answer, status: 404, why: 'the controller\'s default backend answers' };
  return answer;
}

/**
 * Whether a server of gRPC gets a request that is none of gRPC, at once or after a redirect to a path with a slash. GRPCRoutes do not
 * take these. Source: doc/PROTOCOL-HTTP2.md of grpc/grpc, Content-Type.
 */
function isRefusedByGrpc({ answer, location, server, normalizedPath: path }: NginxTrace, request: HttpRequest): boolean {
  if (isGrpc(request)) return false;
  if (answer.kind === 'backends') return isOfGrpc(location?.ingress);
  if (answer.kind !== 'redirect' || location || path === undefined) return false;
  const selected = selectLocation(server, `${path}/`);
  return 'location' in selected && isOfGrpc(selected.location.ingress);
}

export const NOT_GRPC = 'a server of gRPC answers nothing else';

const SELF_SIGNED = 'the certificate is one that the controller has signed itself';

/** What nginx normalizes before it looks for a location, an implementation may normalize, or take as it is. */
function answerAfter(request: HttpRequest, evaluator: GatewayEvaluator, sides: ProofSides): RequestAnswer {
  const asSent = keptBy(evaluator.evaluate(sides.target.gateway, request), request, sides);
  const path = normalizedPath(request.path);
  if (path === undefined || escapedPath(path) === request.path) return asSent;
  const normalizedPathOfRequest = escapedPath(path);
  const answer = keptBy(evaluator.evaluate(sides.target.gateway, { ...request, path: normalizedPathOfRequest }), request, sides);
  const normalized = withPath(answer, normalizedPathOfRequest, request.path);
  return (differenceOf(asSent, normalized) ?? differenceOf(normalized, asSent)) === undefined ? asSent : { kind: 'undetermined', why: NORMALIZATION, possible: [asSent, normalized] };
}

/** Why the answer to a path that is not in its normal form is open. */
export const NORMALIZATION = 'the specification does not say whether paths are decoded and normalized';

/** In which form the path is passed on is not what is asked here. */
function withPath(answer: RequestAnswer, normalized: string, asSent: string): RequestAnswer {
  if (answer.kind === 'backends' && answer.forwarded.path === normalized) return { ...answer, forwarded: { ...answer.forwarded, path: asSent } };
  return answer.kind === 'redirect' ? { ...answer, location: answer.location.replace(normalized, asSent) } : answer;
}

/** Why the answer is open where routes of several hosts share a listener. */
const FALL_THROUGH = 'the specification does not say whether the rules of a less specific host come next';

function keptBy(trace: GatewayTrace, request: HttpRequest, sides: ProofSides): RequestAnswer {
  const answer = withPolicies(trace, request, sides);
  return trace.fallsThrough ? { kind: 'undetermined', why: FALL_THROUGH, possible: [answer] } : answer;
}

function withPolicies({ answer, chosen }: GatewayTrace, { host }: HttpRequest, sides: ProofSides): RequestAnswer {
  if (answer.kind !== 'backends' || !chosen) return answer;
  const { protections, clientCertificates, secured } = sides;
  const { namespace, name } = chosen.attachment.route;
  const ofRoute = protections.size === 0 ? undefined : protections.get(`${namespace}/${name}`);
  const isSecured = secured.size > 0 && answer.backends.every(({ backend }) => backend !== undefined && secured.has(backend.replace(/:\d+$/, '')));
  if (ofRoute === undefined && !isSecured && !clientCertificates.has(host)) return answer;
  const kept = [...ofRoute ?? [], ...clientCertificates.has(host) ? [CLIENT_CERTIFICATES] : []];
  return { ...answer, protections: [...answer.protections, ...kept], forwarded: { ...answer.forwarded, ...isSecured && { protocol: 'HTTPS' } } };
}

/** Where the count is not known yet. */
type Counted = Omit<RequestDifference, 'count'> & { count: number };

function addDifference(
  groups: Map<string, Counted>, difference: DifferenceClass, request: HttpRequest, { server, location }: NginxTrace,
  before: RequestAnswer, after: RequestAnswer,
): void {
  const isNormalization = after.kind === 'undetermined' && after.why === NORMALIZATION;
  // Of what makes no difference to users, one example a host is enough.
  const kind = isNormalization ? [NORMALIZATION] : difference === 'cosmetic' ? [before.kind, after.kind] : [location?.type, location?.path, request.scheme, outline(before), outline(after)];
  const key = JSON.stringify([difference, server.host, ...kind]);
  const present = groups.get(key);
  const text = describeRequest(request);
  if (present && present.request.length <= text.length) {
    present.count++;
    return;
  }
  groups.set(key, {
    class: difference,
    isNormalization,
    host: request.host,
    ...location?.ingress && { ingress: location.ingress },
    before: describeAnswer(before),
    after: describeAnswer(after),
    request: text,
    count: (present?.count ?? 0) + 1,
  });
}

/** What two differences have in common that are shown as one. */
function outline(answer: RequestAnswer): unknown {
  switch (answer.kind) {
    case 'backends': return answer.backends;
    case 'redirect': return answer.status;
    case 'response': return answer.status;
    default: return answer.kind;
  }
}
