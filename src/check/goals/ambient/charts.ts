import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { HelmValues, referenceToValue } from '../../../cluster/helm/helm-values';
import { ObjectReference } from '../../../cluster/inventory/object-reference';
import { mergeValues } from '../../../programs/helm/merge-values';
import { effectiveValues } from '../../../programs/istio/charts/effective';
import { ISTIO_CHARTS, IstioChart } from '../../../programs/istio/charts/signs';
import { IstioVersion, istioVersionIn } from '../../../programs/istio/releases';

/** The values that one of Istio's charts gets. */
export interface IstioRelease {
  /** Undefined where they are Istio's, but nothing shows for which chart. */
  readonly chart?: IstioChart;
  readonly values: HelmValues;
}

/** The values of Istio's charts in the input, those of an IstioOperator included. */
export function istioReleases(cluster: Cluster): IstioRelease[] {
  const charts = cluster.helmValues.flatMap((values): IstioRelease[] => {
    const { carrier, isFile, chart: { name, program, repository } } = values;
    const chart = ISTIO_CHARTS.find(known => known === name);
    // A file that only calls itself one of values is taken for Istio's: nothing else is checked here.
    if (isFile) return program === undefined || program === 'istio' ? [{ chart, values }] : [];
    // Some of the names are anybody's: base, cni, gateway.
    const isIstio = chart === 'istiod' || chart === 'ztunnel' || /istio/i.test(`${repository ?? ''} ${values.release ?? ''} ${carrier.name}`);
    return chart && isIstio ? [{ chart, values }] : [];
  });
  return [...charts, ...[...cluster.meshObjects.values()].filter(({ kind }) => kind === 'IstioOperator').flatMap(({ object, group: _, ...carrier }) => ofOperator(object, carrier))];
}

/** istioctl renders the same charts with `spec.values`, and the profile of the IstioOperator where it is one that charts have. */
function ofOperator({ spec }: PlainObject, carrier: ObjectReference): IstioRelease[] {
  const { values, profile, components, namespace, meshConfig } = isPlainObject(spec) ? spec : {} as PlainObject;
  const own = isPlainObject(values) ? values : {};
  const merged = [
    profile === 'ambient' ? { profile: 'ambient' } : {},
    isPlainObject(meshConfig) ? { meshConfig } : {},
    own,
  ].reduce<PlainObject>(mergeValues, {});
  const isOn = (name: string): boolean => {
    const component = isPlainObject(components) && isPlainObject(components[name]) ? components[name] : {} as PlainObject;
    return component.enabled === undefined ? name === 'pilot' || profile === 'ambient' : component.enabled === true;
  };
  const parts = [['pilot', 'istiod'], ['cni', 'cni'], ['ztunnel', 'ztunnel']] as const;
  return parts.filter(([name]) => isOn(name)).map(([name, chart]) => {
    // istioctl's ztunnel has its values below a key of that name.
    const below = name === 'ztunnel' && isPlainObject(own.ztunnel) ? mergeValues(merged, own.ztunnel) : merged;
    return {
      chart,
      values: {
        chart: { name: chart },
        namespace: String(namespace ?? 'istio-system'),
        values: below,
        isPartial: false,
        isFile: false,
        isOffline: true,
        carrier,
        sources: [{ reference: carrier, path: ['spec', 'values'], values: own }],
      },
    };
  });
}

/** The values of a chart as its templates see them, with where they are. */
export class ChartSettings {
  public readonly effective: PlainObject;

  constructor(public readonly chart: IstioChart, public readonly values: HelmValues, version: IstioVersion) {
    this.effective = effectiveValues(chart, values.values, version.number);
  }

  /** What is at a path of the values that count. */
  public at(...path: readonly string[]): unknown {
    return valueIn(this.effective, path);
  }

  /** Whether the user's own values have something there. */
  public sets(...path: readonly string[]): boolean {
    return valueIn(this.values.values, path) !== undefined;
  }

  /** Where a field of the user's values is, or else all of them. */
  public reference(...path: readonly string[]): ObjectReference {
    return referenceToValue(this.values, path);
  }
}

export function valueIn(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((here, key) => isPlainObject(here) && Object.hasOwn(here, key) ? here[key] : undefined, value);
}

/** The version of Istio that the input shows: of istiod itself, or of its chart. */
export function installedIstio(cluster: Cluster, releases: readonly IstioRelease[]): IstioVersion | undefined {
  const images = istioImages(cluster, 'pilot').map(({ version }) => version);
  const ofCharts = releases.map(({ chart, values: { chart: { version = '' }, values } }) => {
    const tag = valueIn(values, ['global', 'tag']) ?? valueIn(values, ['tag']);
    return istioVersionIn(version) ?? (chart === 'istiod' && typeof tag === 'string' ? istioVersionIn(tag) : undefined);
  });
  return [...images, ...ofCharts].find(version => version !== undefined);
}

/** An image of Istio, and the workload that runs it. */
export interface IstioImage {
  readonly object: ObjectReference;
  readonly image: string;
  readonly version?: IstioVersion;
}

/** The workloads that run an image of Istio, by the last part of its name: `pilot`, `install-cni` or `ztunnel`. */
export function istioImages(cluster: Cluster, name: string): IstioImage[] {
  return [...cluster.workloads.values()].flatMap(object => object.containers.filter(({ image }) => image.name === name)
    .map(({ image }) => ({ object, image: image.text, version: istioVersionIn(image.tag ?? '') })));
}

