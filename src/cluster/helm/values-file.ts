import { HelmValues } from './helm-values';
import { SourceLocation } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { ObjectLocation } from '../../input/location';

/** How a plain file of values shows which chart it is for. */
export interface ChartSigns {
  /** The chart's own name, as in `istiod`; undefined where it is one of a program's several charts, and nothing shows which. */
  readonly chart?: string;
  /** The program whose chart it is, as in `istio`. */
  readonly program?: string;
  /** What the path of its values contains: `istiod` in `istiod-values.yaml` and `istiod/values.yaml`. */
  readonly path: RegExp;
  /** Whether the values are such as only this chart reads. */
  readonly reads: (values: PlainObject) => boolean;
}

/** A file that calls itself one of values: `values.yaml`, `values-production.yml`, `prod.values.json`. */
const VALUES_FILE = /(?:^|[/\\])[^/\\]*values[^/\\]*\.(?:ya?ml|json)$/i;

/**
 * The values in a document that is not an object. The path decides, then the keys; where neither shows the chart, it has no name.
 *
 * @returns undefined where nothing shows that it has values of a chart
 */
export function readValuesFile(values: PlainObject, signs: readonly ChartSigns[], source?: SourceLocation): HelmValues | undefined {
  const path = source instanceof ObjectLocation ? source.origin : '';
  const sign = signs.find(each => each.path.test(path)) ?? signs.find(each => each.reads(values));
  if (!sign && !VALUES_FILE.test(path)) return undefined;
  return { chart: { name: sign?.chart, program: sign?.program }, values, isPartial: false, carrier: { kind: 'Helm values', name: path === '' ? 'file' : path, source } };
}
