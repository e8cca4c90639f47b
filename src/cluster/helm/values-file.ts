import { HelmChartReference, HelmValues } from './helm-values';
import { SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { ObjectLocation } from '../../input/location';
import { ISTIO_CHART_SIGNS } from '../../programs/istio/charts/signs';
import { ObjectReference } from '../inventory/object-reference';

/** The programs whose charts' values are read from plain files. */
export type ValuesProgram = 'cilium' | 'istio';

/** A file that calls itself one of values: `values.yaml`, `values-production.yml`, `prod.values.json`. */
const VALUES_FILE = /(?:^|[/\\])[^/\\]*values[^/\\]*\.(?:ya?ml|json)$/i;

/** How a document that is not an object is read as values of each program; undefined where nothing shows that it has any. */
const READERS: Readonly<Record<ValuesProgram, (values: PlainObject, source?: SourceLocation) => HelmValues | undefined>> = {
  // One chart: everything is for it. The values of a chart that Cilium is a part of are below its name, as a rule with the condition of that part.
  cilium: (values, source) => {
    const reference = { kind: 'Values', name: source instanceof ObjectLocation ? source.fileName.split('/').pop()! : 'values', source };
    if (!isPlainObject(values.cilium)) return valuesOfFile(reference, { program: 'cilium' }, values);
    const { enabled: _, ...ofChart } = values.cilium;
    return valuesOfFile(reference, { program: 'cilium' }, ofChart, ['cilium']);
  },
  // Several charts: the path decides, then the keys; where neither shows the chart, it has no name.
  istio: (values, source) => {
    const path = source instanceof ObjectLocation ? source.origin : '';
    const sign = ISTIO_CHART_SIGNS.find(each => each.path.test(path)) ?? ISTIO_CHART_SIGNS.find(each => each.reads(values));
    if (!sign && !VALUES_FILE.test(path)) return undefined;
    return valuesOfFile({ kind: 'Helm values', name: path === '' ? 'file' : path, source }, { name: sign?.chart, program: sign?.program }, values);
  },
};

/**
 * The values in a document that is not an object.
 *
 * @returns undefined where nothing shows that it has values of the program's charts
 */
export function readValuesFile(values: PlainObject, program: ValuesProgram, source?: SourceLocation): HelmValues | undefined {
  return READERS[program](values, source);
}

/** The values of a plain file, or of what is below a key of it. */
export function valuesOfFile(carrier: ObjectReference, chart: HelmChartReference, values: PlainObject, path: readonly string[] = []): HelmValues {
  return { chart, values, isPartial: false, isFile: true, isOffline: true, carrier, sources: [{ reference: carrier, path, values }] };
}
