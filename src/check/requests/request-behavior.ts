import { backendOf, RequestExplanation } from './request-explanation';
import { ExplainRequestOptions, RequestBehaviorOptions, RequestRoute } from './vocabulary';
import { Cluster } from '../../cluster/cluster';
import { explainRequest } from '../../dataplane/requests/explain/explain-request';
import { RequestModel } from '../../dataplane/requests/explain/request-model';
import { routeRows } from '../../dataplane/requests/explain/route-table';
import { readRequest } from '../../dataplane/requests/read-request';
import { expandFolders } from '../../input/expand-folders';
import { givenObjects } from '../../input/given-objects';
import { LocatedObject } from '../../input/located-object';
import { readFiles } from '../../input/read-files';
import { readText } from '../../input/read-text';
import { GatewayApiContext } from '../goals/gateway-api/context';
import { requestModel } from '../goals/gateway-api/request-model';

/**
 * What becomes of requests of HTTP in a cluster: through Gateways, Ingresses of ingress-nginx and the proxies of Istio, to Services. No
 * cluster is needed: manifests and the output of an app do as well as a dump.
 */
export class RequestBehavior {
  /**
   * The behavior for the objects in files.
   *
   * @param files files with Kubernetes objects in YAML or JSON, such as what `kubectl get -o yaml` printed, or folders of them
   * @param options what objects don't tell
   * @throws an error where a file can't be read, or an object or an option is wrong
   */
  public static fromFiles(files: string[], options: RequestBehaviorOptions = {}): RequestBehavior {
    return RequestBehavior.fromLocated(readFiles(expandFolders(files)), options);
  }

  /**
   * The behavior for the objects in a text. However many they are, they cross the border to another programming language in one go.
   *
   * @param text Kubernetes objects in YAML or JSON, such as what `kubectl get -o yaml` printed: one document or several
   * @param options what objects don't tell
   * @throws an error where the text can't be read, or an object or an option is wrong
   */
  public static fromText(text: string, options: RequestBehaviorOptions = {}): RequestBehavior {
    return RequestBehavior.fromLocated(readText(text), options);
  }

  /**
   * The behavior for plain objects, as YAML or JSON holds them. Kinds that decide nothing are passed over.
   *
   * @param objects Kubernetes objects as plain objects, lists of them included
   * @param options what objects don't tell
   * @throws an error where an object or an option is wrong
   */
  public static fromObjects(objects: any[], options: RequestBehaviorOptions = {}): RequestBehavior {
    return RequestBehavior.fromLocated(givenObjects(objects, 'objects'), options);
  }

  private static fromLocated(objects: Iterable<LocatedObject>, options: RequestBehaviorOptions): RequestBehavior {
    const { gatewayApiVersion: gatewayApi, gatewayApiChannel: channel, implementation } = options;
    return new RequestBehavior(requestModel(new GatewayApiContext(Cluster.of(objects), { gatewayApi, channel, implementation })));
  }

  private constructor(private readonly model: RequestModel) {}

  /**
   * Explains what becomes of a request.
   *
   * @param options the request, and who sends it
   * @throws an error that says what would be right, where the request can't be read, or the source does not exist
   */
  public explain(options: ExplainRequestOptions): RequestExplanation {
    const { request, headers, source } = options;
    return RequestExplanation._of(explainRequest(readRequest(request, headers), this.model, { from: source }));
  }

  /**
   * All rules that take requests, in the order in which they are considered: those of Gateways, of a mesh and of Ingresses.
   */
  public get routes(): RequestRoute[] {
    return routeRows(this.model).map(({ through, entry, hostname, match, backends, actions, object, field, isNeverReached }) => ({
      through,
      entry,
      hostname,
      condition: match,
      backends: backends.map(backendOf),
      actions: [...actions],
      objectName: object,
      field,
      neverReached: isNeverReached,
    }));
  }
}
