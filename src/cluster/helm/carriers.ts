import { HelmChartReference, HelmValues, ValuesSource } from './helm-values';
import { fieldError, SourceLocation } from '../../base/errors';
import { groupOf } from '../../base/objects/api-version';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { itemsOf, mappingOf, mappingsOf } from '../../base/objects/loose';
import { fieldLocation } from '../../input/field-location';
import { ObjectLocation } from '../../input/location';
import { parseYamlDocument } from '../../input/yaml';
import { mergeValues } from '../../programs/helm/merge-values';
import { SetParameter, setValues } from '../../programs/helm/set-values';
import { describeReference, ObjectReference } from '../inventory/object-reference';

/** An object that carries values, or says where a chart is from. */
export interface HelmObject extends ObjectReference {
  readonly object: PlainObject;
}

/** The groups and kinds of `HelmObject`. */
export const HELM_GROUPS_AND_KINDS: readonly string[] = [
  'helm.toolkit.fluxcd.io/HelmRelease', 'source.toolkit.fluxcd.io/HelmRepository', 'source.toolkit.fluxcd.io/OCIRepository', 'source.toolkit.fluxcd.io/HelmChart',
  'argoproj.io/Application', 'argoproj.io/ApplicationSet', 'helm.cattle.io/HelmChart', 'helm.cattle.io/HelmChartConfig',
];

/** The values that objects carry; what a second object lays over them is merged. @throws InputError where values are not a mapping */
export function valuesOfCarriers(objects: readonly HelmObject[]): HelmValues[] {
  return objects.flatMap(each => {
    switch (`${groupOf(each.object.apiVersion)}/${each.kind}`) {
      case 'helm.toolkit.fluxcd.io/HelmRelease': return [fluxRelease(each, objects)];
      case 'argoproj.io/Application': return argoApplication(each, mappingOf(each.object.spec), ['spec']);
      case 'argoproj.io/ApplicationSet': return argoApplicationSet(each);
      case 'helm.cattle.io/HelmChart': return [k3sChart(each, objects)];
      case 'helm.cattle.io/HelmChartConfig': return k3sConfig(each, objects);
      default: return [];
    }
  });
}

/** Flux: https://fluxcd.io/flux/components/helm/helmreleases/ */
function fluxRelease(release: HelmObject, objects: readonly HelmObject[]): HelmValues {
  const spec = mappingOf(release.object.spec);
  const namespace = text(spec.targetNamespace) ?? release.namespace ?? 'default';
  const target = text(spec.targetNamespace);
  return {
    chart: fluxChart(spec, release, objects),
    // As the helm-controller composes it.
    release: text(spec.releaseName) ?? (target === undefined ? release.name : `${target}-${release.name}`),
    namespace,
    values: mappingOf(spec.values),
    isPartial: mappingsOf(spec.valuesFrom).length > 0 || itemsOf(mappingOf(mappingOf(spec.chart).spec).valuesFiles).length > 0,
    isFile: false,
    // The helm-controller renders in the cluster, as helm install does.
    isOffline: false,
    carrier: referenceOf(release),
    sources: [{ reference: referenceOf(release), path: ['spec', 'values'], values: mappingOf(spec.values) }],
  };
}

function fluxChart(spec: PlainObject, release: ObjectReference, objects: readonly HelmObject[]): HelmChartReference {
  if (isPlainObject(spec.chartRef)) {
    const source = named(spec.chartRef, release, objects);
    // What nothing else names is known by the name of what refers to it.
    if (!source) return { name: text(spec.chartRef.name), repository: describeFlux(spec.chartRef, release) };
    const from = mappingOf(source.object.spec);
    if (source.kind === 'HelmChart') return fluxChartSpec(from, source, objects);
    const ref = mappingOf(from.ref);
    return { name: lastPart(text(from.url)), repository: text(from.url), version: text(ref.tag) ?? text(ref.semver) };
  }
  return fluxChartSpec(mappingOf(mappingOf(spec.chart).spec), release, objects);
}

function fluxChartSpec(spec: PlainObject, owner: ObjectReference, objects: readonly HelmObject[]): HelmChartReference {
  const sourceRef = mappingOf(spec.sourceRef);
  const source = named(sourceRef, owner, objects);
  return {
    name: lastPart(text(spec.chart)),
    repository: text(mappingOf(source?.object.spec).url) ?? (text(sourceRef.name) === undefined ? undefined : describeFlux(sourceRef, owner)),
    version: text(spec.version),
  };
}

function named(ref: PlainObject, owner: ObjectReference, objects: readonly HelmObject[]): HelmObject | undefined {
  const namespace = text(ref.namespace) ?? owner.namespace ?? 'default';
  return objects.find(each => groupOf(each.object.apiVersion) === 'source.toolkit.fluxcd.io' && each.kind === ref.kind
    && each.name === ref.name && (each.namespace ?? 'default') === namespace);
}

function describeFlux(ref: PlainObject, owner: ObjectReference): string {
  return describeReference({ kind: text(ref.kind) ?? 'source', namespace: text(ref.namespace) ?? owner.namespace, name: text(ref.name) ?? '' });
}

/** Argo CD: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/ */
function argoApplication(application: HelmObject, spec: PlainObject, at: readonly string[]): HelmValues[] {
  const reference = referenceOf(application);
  const sources = isPlainObject(spec.source)
    ? [[spec.source, [...at, 'source']] as const]
    : itemsOf(spec.sources).map((source, i) => [mappingOf(source), [...at, 'sources', String(i)]] as const);
  return sources.flatMap(([source, path]): HelmValues[] => {
    const helm = mappingOf(source.helm);
    const repository = text(source.repoURL);
    const chart = text(source.chart) ?? (repository?.startsWith('oci://') ? repository : undefined);
    if (chart === undefined && !isPlainObject(source.helm)) return [];
    // valuesObject comes before values, and parameters are set last: util/helm of Argo CD.
    const base: ValuesSource = isPlainObject(helm.valuesObject)
      ? { reference, path: [...path, 'helm', 'valuesObject'], values: helm.valuesObject }
      : { reference, path: [...path, 'helm', 'values'], values: valuesText(helm.values, application, [...path, 'helm', 'values']) };
    const parameters = mappingsOf(helm.parameters).map(({ name, value, forceString }): SetParameter => [text(name) ?? '', value ?? '', forceString === true]);
    return [{
      chart: {
        name: lastPart(chart ?? text(source.path)), repository, version: text(source.targetRevision), ...chart === undefined && { isFolder: true },
      },
      release: text(helm.releaseName) ?? application.name,
      namespace: text(helm.namespace) ?? text(mappingOf(spec.destination).namespace),
      values: setValues(base.values, parameters),
      isPartial: itemsOf(helm.valueFiles).length > 0 || mappingsOf(helm.fileParameters).length > 0,
      isFile: false,
      isOffline: true,
      carrier: reference,
      sources: [base, ...setSource(reference, [...path, 'helm', 'parameters'], parameters)],
    }];
  });
}

/**
 * The Applications of an ApplicationSet, as its template has them: what generators fill in is not known, and left out.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Template/
 */
function argoApplicationSet(set: HelmObject): HelmValues[] {
  const { template, templatePatch } = mappingOf(set.object.spec);
  return argoApplication(set, mappingOf(mappingOf(template).spec), ['spec', 'template', 'spec']).map(made => {
    const isFilledIn = JSON.stringify(made.values).includes('{{');
    return {
      ...made,
      values: withoutParameters(made.values),
      sources: made.sources.map(source => ({ ...source, values: withoutParameters(source.values) })),
      isPartial: made.isPartial || isFilledIn || templatePatch !== undefined,
    };
  });
}

/** Values without those that have parameters of generators, as in `{{name}}`. */
function withoutParameters(values: PlainObject): PlainObject {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
    if (isPlainObject(value)) return [[name, withoutParameters(value)]];
    return JSON.stringify([name, value]).includes('{{') ? [] : [[name, value]];
  }));
}

/** k3s and RKE2, whose controller runs helm in the cluster: https://docs.k3s.io/add-ons/helm */
function k3sChart(chart: HelmObject, objects: readonly HelmObject[]): HelmValues {
  const spec = mappingOf(chart.object.spec);
  const config = objects.find(each => each.kind === 'HelmChartConfig' && isSameName(each, chart));
  const parameters = Object.entries(mappingOf(spec.set)).map(([path, value]): SetParameter => [path, value, false]);
  const files = [...k3sValues(chart), ...config ? k3sValues(config) : []];
  return {
    chart: {
      name: lastPart(text(spec.chart) ?? chart.name),
      repository: text(spec.repo) ?? (text(spec.chart)?.includes('://') ? text(spec.chart) : undefined),
      version: text(spec.version),
    },
    release: chart.name,
    namespace: text(spec.targetNamespace) ?? chart.namespace ?? 'default',
    // The controller passes files of values, which `set` comes before.
    values: setValues(files.reduce((all, { values }) => mergeValues(all, values), {}), parameters),
    isPartial: [chart, config].some(each => mappingsOf(mappingOf(each?.object.spec).valuesSecrets).length > 0),
    isFile: false,
    isOffline: false,
    carrier: referenceOf(chart),
    sources: [...files, ...setSource(referenceOf(chart), ['spec', 'set'], parameters)],
  };
}

/** A HelmChartConfig whose HelmChart is not in the input, as for the charts that RKE2 brings: it has the name of the chart. */
function k3sConfig(config: HelmObject, objects: readonly HelmObject[]): HelmValues[] {
  if (objects.some(each => groupOf(each.object.apiVersion) === 'helm.cattle.io' && each.kind === 'HelmChart' && isSameName(each, config))) return [];
  const sources = k3sValues(config);
  return [{
    chart: { name: config.name },
    release: config.name,
    namespace: config.namespace ?? 'default',
    values: sources.reduce((all, { values }) => mergeValues(all, values), {}),
    isPartial: true,
    isFile: false,
    isOffline: false,
    carrier: referenceOf(config),
    sources,
  }];
}

/** What a HelmChart or HelmChartConfig has in its two fields of values. */
function k3sValues(carrier: HelmObject): ValuesSource[] {
  const spec = mappingOf(carrier.object.spec);
  const reference = referenceOf(carrier);
  const content = { reference, path: ['spec', 'valuesContent'], values: valuesText(spec.valuesContent, carrier, ['spec', 'valuesContent']) };
  return isPlainObject(spec.values) ? [content, { reference, path: ['spec', 'values'], values: spec.values }] : [content];
}

function isSameName(one: ObjectReference, other: ObjectReference): boolean {
  return one.name === other.name && one.namespace === other.namespace;
}

function setSource(reference: ObjectReference, path: readonly string[], parameters: readonly SetParameter[]): ValuesSource[] {
  return parameters.length === 0 ? [] : [{ reference, path, values: setValues({}, parameters) }];
}

/** @throws InputError where the text is not a mapping */
function valuesText(value: unknown, { object, ...carrier }: HelmObject, path: readonly string[]): PlainObject {
  if (value === undefined || value === null || value === '') return {};
  const field = path.join('.').replace(/\.(\d+)(?=\.)/g, '[$1]');
  if (typeof value !== 'string') throw fieldError(object, field, 'is not a text; expected values in YAML', carrier.source);
  const values = parseYamlDocument(value, line => {
    const place = lineOfText(carrier.source, path, value, line);
    return `${place === undefined ? '' : `${place.toString()}: `}${describeReference(carrier)}: ${field}, line ${line}`;
  }) ?? {};
  if (!isPlainObject(values)) throw fieldError(object, field, 'is not a mapping; expected values in YAML, for example "global: {}"', carrier.source);
  return values;
}

/** Where a line of a text in literal style is, which starts in the line after its key; otherwise where the key is. */
function lineOfText(source: SourceLocation | undefined, path: readonly string[], value: string, line: number): SourceLocation | undefined {
  const key = fieldLocation(source, path);
  return key instanceof ObjectLocation && key !== source && value.includes('\n') ? key.atLine(key.line + line) : key;
}

/** The name of a chart in a path, a URL or an archive: `oci://registry/charts/istiod`, `charts/istiod-1.30.3.tgz`. */
function lastPart(path: string | undefined): string | undefined {
  const last = path?.split('/').filter(part => part !== '').at(-1);
  return last?.replace(/(?:-v?\d+\.\d+.*)?\.tgz$/, '');
}

function referenceOf({ object: _, ...reference }: HelmObject): ObjectReference {
  return reference;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
