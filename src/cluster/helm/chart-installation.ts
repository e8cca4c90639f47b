import { setValues } from './set-values';
import { SourceLocation } from '../../base/errors';
import { groupOf } from '../../base/objects/api-version';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { parseYamlDocument } from '../../input/yaml';
import { describeReference, ObjectReference, readReference } from '../inventory/object-reference';

/** One source of values for a chart: an object that installs it, or a file. */
export interface ChartInstallation {
  /** The object, or the file as the kind Values. */
  readonly reference: ObjectReference;
  /** The name of the chart, or of what refers to it: `cilium`. Empty for a file, which does not say it. */
  readonly chart: string;
  /** The version or range, as it is written. */
  readonly version?: string;
  readonly values: PlainObject;
  /** Where the values are in the object, as in `spec.values`; empty for a file. */
  readonly path: readonly string[];
  /** Whether the chart is rendered without a look at the cluster. */
  readonly isOffline: boolean;
  /** The namespace that the release goes to, where the object says it. */
  readonly namespace?: string;
}

/** The group and kind of the objects that install charts. */
export const HELM_GROUPS_AND_KINDS: readonly string[] = [
  'helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application', 'helm.cattle.io/HelmChart', 'helm.cattle.io/HelmChartConfig',
];

/**
 * What an object installs, with its values: one chart, or with Argo CD several. Values that are in other objects (`valuesFrom`) or in the
 * repository are not seen.
 *
 * @throws InputError where values are text that is not YAML
 */
export function readChartInstallations(object: PlainObject, source?: SourceLocation): ChartInstallation[] {
  const reference = readReference(object, source);
  const spec = mapOf(object.spec);
  switch (`${groupOf(object.apiVersion)}/${String(object.kind)}`) {
    case 'helm.toolkit.fluxcd.io/HelmRelease': return [ofFlux(reference, spec)];
    case 'argoproj.io/Application': return ofArgo(reference, spec);
    default: return [ofHelmController(reference, spec)];
  }
}

/** The last part of a chart's name or address: `oci://quay.io/cilium/charts/cilium`, `cilium/cilium`, `https://…/cilium-1.20.0.tgz`. */
export function chartName(chart: string): string {
  return (chart.split('/').pop() ?? '').replace(/\.tgz$/, '').replace(/-v?\d+\.\d+\.\d+.*$/, '');
}

function ofFlux(reference: ObjectReference, spec: PlainObject): ChartInstallation {
  const chart = mapOf(mapOf(spec.chart).spec);
  return {
    reference,
    chart: textOf(chart.chart) ?? textOf(mapOf(spec.chartRef).name) ?? '',
    version: textOf(chart.version),
    values: mapOf(spec.values),
    path: ['spec', 'values'],
    // The helm controller renders in the cluster, as helm install does.
    isOffline: false,
    namespace: textOf(spec.targetNamespace) ?? reference.namespace,
  };
}

function ofArgo(reference: ObjectReference, spec: PlainObject): ChartInstallation[] {
  const sources = Array.isArray(spec.sources)
    ? spec.sources.map((source, i) => [source, ['spec', 'sources', String(i)]] as const)
    : [[spec.source, ['spec', 'source']] as const];
  return sources.flatMap(([value, path]): ChartInstallation[] => {
    const source = mapOf(value);
    const helm = mapOf(source.helm);
    const chart = textOf(source.chart) ?? (textOf(source.repoURL)?.startsWith('oci://') ? chartName(textOf(source.repoURL)!) : undefined);
    if (chart === undefined) return [];
    // valuesObject takes precedence over values, and parameters over both: argo-cd, util/helm.
    const isObject = isPlainObject(helm.valuesObject);
    const values = isObject ? helm.valuesObject as PlainObject : textValues(helm.values, reference, 'values');
    return [{
      reference,
      chart,
      version: textOf(source.targetRevision),
      values: setValues(values, parametersOf(helm)),
      path: [...path, 'helm', isObject ? 'valuesObject' : 'values'],
      isOffline: true,
      namespace: textOf(mapOf(spec.destination).namespace),
    }];
  });
}

function parametersOf(helm: PlainObject): [string, unknown, boolean][] {
  return (Array.isArray(helm.parameters) ? helm.parameters : []).map(mapOf)
    .flatMap(({ name, value, forceString }): [string, unknown, boolean][] =>
      textOf(name) === undefined ? [] : [[String(name), value, forceString === true]]);
}

/** HelmChart and HelmChartConfig of the controller in k3s and RKE2, which runs helm in the cluster. */
function ofHelmController(reference: ObjectReference, spec: PlainObject): ChartInstallation {
  const isText = !isPlainObject(spec.values);
  const values = isText ? textValues(spec.valuesContent, reference, 'valuesContent') : spec.values as PlainObject;
  return {
    reference,
    chart: reference.kind === 'HelmChartConfig' ? reference.name : chartName(textOf(spec.chart) ?? reference.name),
    version: textOf(spec.version),
    values: setValues(values, Object.entries(mapOf(spec.set)).map(([name, value]) => [name, value, false])),
    path: ['spec', isText ? 'valuesContent' : 'values'],
    isOffline: false,
    namespace: textOf(spec.targetNamespace) ?? reference.namespace,
  };
}

function textValues(text: unknown, reference: ObjectReference, field: string): PlainObject {
  if (typeof text !== 'string' || text.trim() === '') return {};
  const where = `${reference.source === undefined ? '' : `${reference.source.toString()}: `}${describeReference(reference)}: ${field}`;
  return mapOf(parseYamlDocument(text, where));
}

function mapOf(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
