import { answerOf } from './answer';
import { attach, Attachment, gatewayParents } from './attachment';
import { compareHostnames, coversHost } from './hostnames';
import { GatewayModel, Listener, nameOf } from './model';
import { Candidate, inOrder, matches, RegexDialect, regexDecides } from './precedence';
import { HttpRequest, PORT_OF, RequestAnswer } from '../request';

/** The way of a request through a Gateway. */
export interface GatewayTrace {
  readonly answer: RequestAnswer;
  readonly listener?: Listener;
  /** The rule that answers. */
  readonly chosen?: Candidate;
  /** The rules that match as well, in their order. */
  readonly outranked: readonly Candidate[];
}

/** Answers requests to one Gateway. */
export class GatewayEvaluator {
  private readonly attachments: readonly Attachment[];

  constructor(private readonly model: GatewayModel, private readonly regex: RegexDialect) {
    this.attachments = model.routes.filter(({ kind }) => kind === 'HTTPRoute')
      .flatMap(route => gatewayParents(route).flatMap(parent => attach(route, parent, model).attachments));
  }

  /** What becomes of a request that comes to the Gateway, by the port of its scheme where none is given. */
  public evaluate(gateway: { readonly namespace: string; readonly name: string }, request: HttpRequest, port = PORT_OF[request.scheme]): GatewayTrace {
    const protocol = request.scheme === 'https' ? 'HTTPS' : 'HTTP';
    const listeners = this.model.listeners.filter(listener => nameOf(listener.gateway) === nameOf(gateway) && listener.port === port
      && listener.protocol === protocol && coversHost(listener.hostname, request.host));
    const [listener] = listeners.sort((a, b) => compareHostnames(a.hostname, b.hostname));
    if (!listener) return { answer: noListener(request, port), outranked: [] };

    const candidates = inOrder(this.attachments.filter(attachment => attachment.listener === listener), request.host);
    const verdicts = candidates.map(candidate => ({ candidate, matches: matches(candidate.match, request, this.regex) }));
    const matching = verdicts.filter(verdict => verdict.matches !== false).map(({ candidate }) => candidate);
    const [chosen] = matching;
    if (!chosen) return { answer: { kind: 'response', status: 404, why: 'no rule of a route matches' }, listener, outranked: [] };
    const isUnclear = regexDecides(matching) || verdicts.some(verdict => verdict.matches === undefined);
    const outranked = matching.filter(candidate => candidate !== chosen);
    if (!isUnclear) return { answer: answerOf(chosen, request, this.model), listener, chosen, outranked };
    const possible = matching.map(candidate => answerOf(candidate, request, this.model));
    const isOne = new Set(possible.map(answer => JSON.stringify(answer))).size === 1 && !verdicts.some(verdict => verdict.matches === undefined);
    const why = 'the specification does not say where a regular expression ranks among other paths';
    return { answer: isOne ? possible[0] : { kind: 'undetermined', why, possible }, listener, chosen, outranked };
  }
}

function noListener({ scheme, host }: HttpRequest, port: number): RequestAnswer {
  if (scheme === 'https') return { kind: 'refused', why: `no HTTPS listener on port ${port} takes the server name ${host}` };
  return { kind: 'response', status: 404, why: `no HTTP listener on port ${port} takes the host ${host}` };
}
