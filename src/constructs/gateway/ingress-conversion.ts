import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { IngressConversionProps, RequestDifference, RequestDifferenceKind } from './ingress-conversion-props';
import { targetOf } from './target-of';
import { Finding } from '../../check/findings/finding';
import { Cluster } from '../../cluster/cluster';
import { SourcedObject } from '../../cluster/entries';
import { expandFolders } from '../../input/expand-folders';
import { readFiles } from '../../input/read-files';
import { convertCluster, ConvertedCluster } from '../../migrate/gateway-api';
import { PATHS } from '../../migrate/gateway-api/files';
import { TextFile } from '../artifacts/text-file';
import { appObjects } from '../objects/app-objects';
import { PropertyNames, refuseUnknown } from '../props/known-properties';
import { withPath } from '../props/with-path';

/** The kinds of an app that decide over what its Ingresses mean. */
const KINDS: ReadonlySet<string> = new Set(['Ingress', 'IngressClass', 'Service', 'ConfigMap', 'Deployment', 'DaemonSet', 'GatewayClass']);

/**
 * What Ingresses become in Gateway API: a Gateway, routes, grants and policies as objects of the chart and, as files beside the
 * manifests, a report with what becomes of requests before and after. Ingresses of ingress-nginx are converted by the rules of its
 * controller, those of other classes by the rules of the Ingress API alone. The command `cdk8s-nftables migrate --goal gateway-api` writes
 * the same.
 *
 * A path whose protection can't be kept is left out, or answers with an error.
 */
export class IngressConversion extends Construct {
  /**
   * Converts the Ingresses in files.
   *
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param files files with Ingresses, in YAML or JSON as `kubectl get ingresses -A -o yaml` prints them; a folder stands for its files
   * @param props the properties
   * @throws an error where a file can't be read, or no Ingress is in them
   */
  public static fromFiles(scope: Construct, id: string, files: string[], props: IngressConversionProps = {}): IngressConversion {
    return new IngressConversion(scope, id, () => readFiles(expandFolders([...files, ...props.clusterFiles ?? []])), props);
  }

  /**
   * Converts the Ingresses of an app, made by cdk8s-plus or as API objects. They stay in the app: both ways serve in parallel until they
   * are taken out.
   *
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param ingresses the app, or the chart with the Ingresses
   * @param props the properties
   * @throws an error where there is no Ingress
   */
  public static fromConstruct(scope: Construct, id: string, ingresses: IConstruct, props: IngressConversionProps = {}): IngressConversion {
    const files = expandFolders(props.clusterFiles ?? []);
    return new IngressConversion(scope, id, () => [...appObjects(ingresses, KINDS), ...files.length === 0 ? [] : readFiles(files)], props);
  }

  private readonly converted: ConvertedCluster;
  private readonly texts: ReadonlyMap<string, string>;

  private constructor(scope: Construct, id: string, objects: () => Iterable<SourcedObject>, props: IngressConversionProps) {
    super(scope, id);
    refuseUnknown(this.node.path, props, PROPERTIES);
    const { minor, channel, report } = targetOf(this);
    const implementation = props.implementation ?? report?.implementation;
    this.converted = withPath(this.node.path, () => convertCluster(Cluster.of(objects()), {
      goal: 'gateway-api',
      gatewayApi: minor,
      channel,
      ...implementation !== undefined && { implementation },
      ...props.implementationVersion !== undefined && { implementationVersion: props.implementationVersion },
      ...props.gateway !== undefined && { gateway: props.gateway },
      ...props.gatewayClassName !== undefined && { gatewayClass: props.gatewayClassName },
      ...props.waivers !== undefined && { waivers: props.waivers },
    }));
    const { gateways, grants, routes, tlsRoutes, backendPolicies, ownPolicies } = this.converted.result.objects;
    for (const object of [...gateways, ...grants, ...routes.map(route => route.object), ...tlsRoutes, ...backendPolicies, ...ownPolicies]) {
      new ApiObject(this, `${object.kind}-${object.metadata.namespace}-${object.metadata.name}`, object);
    }
    this.texts = new Map([...this.converted.migration.files].flatMap(({ path, content }) => REPORTS.includes(path) && typeof content === 'string' ? [[path, content]] : []));
    // What ends with .json would be applied with the manifests.
    for (const [path, text] of this.texts) new TextFile(this, path, `${props.folder ?? 'ingress-conversion'}/${path.replace(/\.json$/, '.json.txt')}`, text);
  }

  /**
   * What somebody has to know or to solve, most severe first. Without what is waived.
   */
  public get findings(): Finding[] {
    return structuredClone(this.converted.result.findings) as Finding[];
  }

  /**
   * The requests that are answered differently after the conversion, the worst first. All others of those that were compared are
   * answered alike.
   */
  public get differences(): RequestDifference[] {
    return this.converted.result.proof.differences.map(({ class: difference, request, before, after, count }) => (
      { difference: difference as RequestDifferenceKind, request, before, after, requests: count }));
  }

  /**
   * How many requests were compared.
   */
  public get comparedRequests(): number {
    return this.converted.result.proof.requests;
  }

  /**
   * The report, as Markdown.
   */
  public get report(): string {
    return this.texts.get(PATHS.report)!;
  }

  /**
   * The routes before and after, as Markdown.
   */
  public get routeTable(): string {
    return this.texts.get(PATHS.routeTable)!;
  }
}

const REPORTS: readonly string[] = [PATHS.report, PATHS.reportJson, PATHS.routeTable];

const PROPERTIES: PropertyNames<IngressConversionProps> = {
  gateway: true,
  gatewayClassName: true,
  implementation: true,
  implementationVersion: true,
  clusterFiles: true,
  waivers: true,
  folder: true,
};
