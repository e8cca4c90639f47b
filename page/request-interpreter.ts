import { located } from './interpreter';
import { GatewayApiContext } from '../src/check/goals/gateway-api/context';
import { requestModel } from '../src/check/goals/gateway-api/request-model';
import { Cluster } from '../src/cluster/cluster';
import { explainRequest } from '../src/dataplane/requests/explain/explain-request';
import { requestJson } from '../src/dataplane/requests/explain/json';
import { RequestModel } from '../src/dataplane/requests/explain/request-model';
import { requestText } from '../src/dataplane/requests/explain/text';
import { readRequest } from '../src/dataplane/requests/read-request';
import { RequestData } from '../src/report/document';

/** What `explain --request` prints. */
export interface RequestAnswer {
  readonly text: string;
  readonly json: string;
}

/** Answers questions about requests by the code of the command itself, from the objects in the page. */
export class RequestInterpreter {
  private model: Promise<RequestModel> | undefined;

  /** @param load gives the objects; called at the first question */
  constructor(private readonly load: () => Promise<RequestData>) {}

  /**
   * What becomes of a request.
   *
   * @param request `GET https://app.example.com/cart`
   * @param headers `NAME: VALUE`, each
   * @param from who sends it: `pod:shop/cart`
   * @throws an error that says what would be right, as the command does
   */
  public async ask(request: string, headers: readonly string[], from?: string): Promise<RequestAnswer> {
    this.model ??= this.load().then(({ objects, applied, answers }) =>
      requestModel(new GatewayApiContext(Cluster.of(located(objects), located(applied)), answers)));
    const explanation = explainRequest(readRequest(request, headers), await this.model, { from });
    return { text: requestText(explanation), json: requestJson(explanation) };
  }
}
