import { PolicyVerdict, RequestBackend, RequestOutcome, RequestPath, RequestStepKind } from './vocabulary';
import { requestJson } from '../../dataplane/requests/explain/json';
import { requestMermaid } from '../../dataplane/requests/explain/mermaid';
import { answerText, requestLine, requestText } from '../../dataplane/requests/explain/text';
import { ExplainedRequest, RequestWay } from '../../dataplane/requests/explain/way';
import { BackendShare, RequestAnswer } from '../../dataplane/requests/request';

/**
 * What becomes of a request of HTTP: through which Gateways, Ingresses and proxies of a mesh it goes, which policies decide, and who gets it.
 */
export class RequestExplanation {
  /** @internal */
  public static _of(explained: ExplainedRequest): RequestExplanation {
    return new RequestExplanation(explained);
  }

  /** The request in one line, as in `GET https://app.example.com/cart`. */
  public readonly request: string;

  private constructor(private readonly explained: ExplainedRequest) {
    this.request = requestLine(explained);
  }

  /**
   * The ways of the request: one for each program that has something for the host. Several are there where it is open who gets it: where
   * the name of the host leads decides. Empty where the input has nobody who takes requests.
   */
  public get paths(): RequestPath[] {
    return this.explained.ways.map(pathOf);
  }

  /** Programs that take requests in, but have nothing for the host. */
  public get others(): string[] {
    return [...this.explained.others];
  }

  /** What a reader has to know beyond the answers. One sentence each. */
  public get notes(): string[] {
    return [...this.explained.notes];
  }

  /** The explanation for people. */
  public toText(): string {
    return requestText(this.explained);
  }

  /** The explanation for programs, as JSON. The page docs/requests.md describes the fields. */
  public toJson(): string {
    return requestJson(this.explained);
  }

  /** The ways of the request as a Mermaid flowchart. */
  public toMermaid(): string {
    return requestMermaid(this.explained);
  }
}

const OUTCOMES: Readonly<Record<RequestAnswer['kind'], RequestOutcome>> = {
  backends: RequestOutcome.BACKENDS,
  redirect: RequestOutcome.REDIRECT,
  response: RequestOutcome.RESPONSE,
  refused: RequestOutcome.REFUSED,
  undetermined: RequestOutcome.UNDETERMINED,
};

function pathOf({ through, answer, steps, backends, notes }: RequestWay): RequestPath {
  return {
    through,
    outcome: OUTCOMES[answer.kind],
    summary: answerText(answer),
    backends: backends.map(backendOf),
    steps: steps.map(({ kind, text, reasons = [], object, field, source, verdict }) => ({
      kind: kind as RequestStepKind,
      text,
      reasons: [...reasons],
      ...object !== undefined && { objectName: object },
      ...field !== undefined && { field },
      ...source !== undefined && { location: source.toString() },
      ...verdict !== undefined && { verdict: verdict as PolicyVerdict },
    })),
    notes: [...notes],
    ...'status' in answer && { statusCode: answer.status },
    ...answer.kind === 'redirect' && { location: answer.location },
    ...'why' in answer && { reason: answer.why },
  };
}

/** @internal */
export function backendOf({ backend, pod, share, status, why }: BackendShare): RequestBackend {
  return {
    share,
    ...backend !== undefined && { serviceName: backend },
    ...pod !== undefined && { podAddress: pod },
    ...status !== undefined && { statusCode: status },
    ...why !== undefined && { reason: why },
  };
}
