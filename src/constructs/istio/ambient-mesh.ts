import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { AmbientMeshProps } from './ambient-mesh-props';
import { ChartRelease } from './chart-release';
import { IstioDelivery } from './istio-delivery';
import { stateVersion } from './istio-object';
import { chartReleases } from './mesh-values';
import { InputError } from '../../base/errors';
import { refusedValues } from '../../programs/istio/charts/refused';
import { hasIstio, IstioVersion, istioVersion } from '../../programs/istio/releases';
import { pathText } from '../../programs/istio/values-problem';
import { PropertyNames, refuseUnknown } from '../props/known-properties';

const PROPERTIES: PropertyNames<AmbientMeshProps> = {
  version: true, platform: true, namespaceName: true, nativeNftables: true, cni: true, ztunnel: true, values: true, delivery: true,
};

/**
 * Istio in ambient mode, as its charts base, istiod, cni and ztunnel install it. Values are checked as the charts of the version do, and written in the
 * form that acts. Objects of Istio that the app makes afterwards are checked for this version.
 */
export class AmbientMesh extends Construct {
  /** The release of Gateway API that the version is built with, as in `1.5.1`. Its standard bundle has to be in the cluster. */
  public readonly gatewayApiVersion: string;

  /** The objects that were made: none with commands. */
  public readonly apiObjects: ApiObject[];

  /** The commands in their order. Not set with other deliveries. */
  public readonly commands?: string[];

  private readonly charts: readonly ChartRelease[];

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the charts refuse, and what has no effect in the version
   */
  constructor(scope: Construct, id: string, props: AmbientMeshProps) {
    super(scope, id);
    refuseUnknown(this.node.path, props, PROPERTIES);
    const version = istioVersion(props.version, `${this.node.path}: version`);
    this.charts = chartReleases(props, version);
    const problems = [
      ...propertyProblems(props, version),
      ...this.charts.flatMap(({ chart, values }) => refusedValues(chart, values, version).map(({ path, message }) => `values.${chart === 'base' ? 'istioBase' : chart}.${pathText(path)}: ${message}`)),
    ];
    if (problems.length > 0) throw new InputError(problems.map(problem => `${this.node.path}: ${problem}`).join('\n'));
    stateVersion(this, props.version);
    this.gatewayApiVersion = version.gatewayApi;
    const delivery = props.delivery ?? IstioDelivery.fromCommands();
    const release = version.text === version.minor ? version.patch : version.text;
    const { objects, commands } = delivery._deliver(this, { version: release, gatewayApi: version.gatewayApi, charts: this.charts });
    this.apiObjects = objects;
    this.commands = commands;
  }

  /**
   * The values of a chart.
   *
   * @param chart base, istiod, cni or ztunnel
   * @throws an error where it is none of these
   */
  public valuesOf(chart: string): { readonly [name: string]: any } {
    const found = this.charts.find(each => each.chart === chart);
    if (!found) throw new InputError(`${this.node.path}: ${JSON.stringify(chart)} is not a chart of the mesh; expected base, istiod, cni or ztunnel`);
    return found.values;
  }
}

/** What the charts take without a word, although it has no effect in the version. */
function propertyProblems({ nativeNftables, cni, ztunnel }: AmbientMeshProps, version: IstioVersion): string[] {
  const since = (isSet: boolean, property: string, minor: string): string[] => isSet && !hasIstio(version, minor)
    ? [`${property}: Istio ${version.minor} does not have it; expected Istio ${minor} or later`] : [];
  return [
    ...since(nativeNftables === true, 'nativeNftables', '1.28'),
    ...since(cni?.ownConfiguration === true, 'cni.ownConfiguration', '1.27'),
    ...since(ztunnel?.resourceName !== undefined, 'ztunnel.resourceName', '1.26'),
  ];
}
