import { HelmChartReference, HelmValues } from './helm-values';
import { mergeValues, setValue, typedValue } from './merge';
import { fieldError, SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { parseYamlDocument } from '../../input/yaml';
import { describeReference, ObjectReference } from '../inventory/object-reference';

/** An object that carries values, or says where a chart is from. */
export interface HelmObject extends ObjectReference {
  readonly object: PlainObject;
}

/** The groups and kinds of `HelmObject`. */
export const HELM_GROUPS_AND_KINDS: readonly string[] = [
  'helm.toolkit.fluxcd.io/HelmRelease', 'source.toolkit.fluxcd.io/HelmRepository', 'source.toolkit.fluxcd.io/OCIRepository', 'source.toolkit.fluxcd.io/HelmChart',
  'argoproj.io/Application', 'helm.cattle.io/HelmChart', 'helm.cattle.io/HelmChartConfig',
];

/** The values that objects carry; what a second object lays over them is merged. @throws InputError where values are not a mapping */
export function valuesOfCarriers(objects: readonly HelmObject[]): HelmValues[] {
  return objects.flatMap(each => {
    switch (`${groupOf(each)}/${each.kind}`) {
      case 'helm.toolkit.fluxcd.io/HelmRelease': return [fluxRelease(each, objects)];
      case 'argoproj.io/Application': return argoApplication(each);
      case 'helm.cattle.io/HelmChart': return [k3sChart(each, objects)];
      default: return [];
    }
  });
}

/** Flux: https://fluxcd.io/flux/components/helm/helmreleases/ */
function fluxRelease(release: HelmObject, objects: readonly HelmObject[]): HelmValues {
  const spec = mapping(release.object.spec);
  const namespace = text(spec.targetNamespace) ?? release.namespace ?? 'default';
  const target = text(spec.targetNamespace);
  return {
    chart: fluxChart(spec, release, objects),
    // As the helm-controller composes it.
    release: text(spec.releaseName) ?? (target === undefined ? release.name : `${target}-${release.name}`),
    namespace,
    values: mapping(spec.values),
    isPartial: entries(spec.valuesFrom).length > 0 || entries(mapping(mapping(spec.chart).spec).valuesFiles).length > 0,
    carrier: referenceOf(release),
  };
}

function fluxChart(spec: PlainObject, release: ObjectReference, objects: readonly HelmObject[]): HelmChartReference {
  if (isPlainObject(spec.chartRef)) {
    const source = named(spec.chartRef, release, objects);
    if (!source) return { repository: describeFlux(spec.chartRef, release) };
    const from = mapping(source.object.spec);
    if (source.kind === 'HelmChart') return fluxChartSpec(from, source, objects);
    const ref = mapping(from.ref);
    return { name: lastPart(text(from.url)), repository: text(from.url), version: text(ref.tag) ?? text(ref.semver) };
  }
  return fluxChartSpec(mapping(mapping(spec.chart).spec), release, objects);
}

function fluxChartSpec(spec: PlainObject, owner: ObjectReference, objects: readonly HelmObject[]): HelmChartReference {
  const sourceRef = mapping(spec.sourceRef);
  const source = named(sourceRef, owner, objects);
  return {
    name: lastPart(text(spec.chart)),
    repository: text(mapping(source?.object.spec).url) ?? (text(sourceRef.name) === undefined ? undefined : describeFlux(sourceRef, owner)),
    version: text(spec.version),
  };
}

function named(ref: PlainObject, owner: ObjectReference, objects: readonly HelmObject[]): HelmObject | undefined {
  const namespace = text(ref.namespace) ?? owner.namespace ?? 'default';
  return objects.find(each => groupOf(each) === 'source.toolkit.fluxcd.io' && each.kind === ref.kind
    && each.name === ref.name && (each.namespace ?? 'default') === namespace);
}

function describeFlux(ref: PlainObject, owner: ObjectReference): string {
  return describeReference({ kind: text(ref.kind) ?? 'source', namespace: text(ref.namespace) ?? owner.namespace, name: text(ref.name) ?? '' });
}

/** Argo CD: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/ */
function argoApplication(application: HelmObject): HelmValues[] {
  const { object } = application;
  const spec = mapping(object.spec);
  const sources = isPlainObject(spec.source) ? [spec.source] : entries(spec.sources);
  return sources.flatMap((source): HelmValues[] => {
    const helm = mapping(source.helm);
    if (text(source.chart) === undefined && !isPlainObject(source.helm)) return [];
    // valuesObject comes before values, and parameters are set last.
    const base = isPlainObject(helm.valuesObject) ? helm.valuesObject : valuesText(helm.values, object, 'spec.source.helm.values', application.source);
    const values = entries(helm.parameters).reduce((before: PlainObject, { name, value, forceString }) => {
      return setValue(before, text(name) ?? '', forceString === true ? value : typedValue(text(value) ?? ''));
    }, base);
    return [{
      chart: { name: lastPart(text(source.chart) ?? text(source.path)), repository: text(source.repoURL), version: text(source.targetRevision) },
      release: text(helm.releaseName) ?? application.name,
      namespace: text(helm.namespace) ?? text(mapping(spec.destination).namespace),
      values,
      isPartial: entriesOrTexts(helm.valueFiles).length > 0 || entries(helm.fileParameters).length > 0,
      carrier: referenceOf(application),
    }];
  });
}

/** k3s and RKE2: https://docs.k3s.io/add-ons/helm */
function k3sChart(chart: HelmObject, objects: readonly HelmObject[]): HelmValues {
  const spec = mapping(chart.object.spec);
  const config = objects.find(each => each.kind === 'HelmChartConfig' && each.name === chart.name && each.namespace === chart.namespace);
  let values = Object.entries(mapping(spec.set)).reduce((before, [path, value]) => setValue(before, path, typeof value === 'string' ? typedValue(value) : value), {} as PlainObject);
  // The controller passes files of values, which `set` comes before.
  for (const { object, source } of config ? [config, chart] : [chart]) {
    const own = mapping(object.spec);
    values = mergeValues(mergeValues(valuesText(own.valuesContent, object, 'spec.valuesContent', source), mapping(own.values)), values);
  }
  return {
    chart: { name: lastPart(text(spec.chart)), repository: text(spec.repo) ?? (text(spec.chart)?.includes('://') ? text(spec.chart) : undefined), version: text(spec.version) },
    release: chart.name,
    namespace: text(spec.targetNamespace) ?? chart.namespace ?? 'default',
    values,
    isPartial: [chart, config].some(each => entries(mapping(each?.object.spec).valuesSecrets).length > 0),
    carrier: referenceOf(chart),
  };
}

/** @throws InputError where the text is not a mapping */
function valuesText(value: unknown, object: PlainObject, field: string, source?: SourceLocation): PlainObject {
  if (value === undefined || value === null || value === '') return {};
  if (typeof value !== 'string') throw fieldError(object, field, 'is not a text; expected values in YAML', source);
  const values = parseYamlDocument(value, `${source === undefined ? '' : `${source.toString()}: `}${field}`) ?? {};
  if (!isPlainObject(values)) throw fieldError(object, field, 'is not a mapping; expected values in YAML, for example "global: {}"', source);
  return values;
}

/** The name of a chart in a path, a URL or an archive: `oci://registry/charts/istiod`, `charts/istiod-1.30.3.tgz`. */
function lastPart(path: string | undefined): string | undefined {
  const last = path?.split('/').filter(part => part !== '').at(-1);
  return last?.replace(/(?:-v?\d+\.\d+.*)?\.tgz$/, '');
}

function groupOf({ object: { apiVersion } }: HelmObject): string {
  return String(apiVersion).replace(/\/.*$/, '');
}

function referenceOf({ object: _, ...reference }: HelmObject): ObjectReference {
  return reference;
}

function mapping(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
}

function entries(value: unknown): readonly PlainObject[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}

function entriesOrTexts(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
