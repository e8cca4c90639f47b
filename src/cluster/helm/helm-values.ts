import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { fieldLocation } from '../../input/field-location';
import { ObjectLocation } from '../../input/location';
import { ObjectReference } from '../inventory/object-reference';

/** What a carrier of values says of the chart that it installs. */
export interface HelmChartReference {
  /** The chart's own name, as in `istiod`. */
  readonly name?: string;
  /** The program whose chart it is, where that is known of a plain file, as in `istio`. */
  readonly program?: string;
  /** Where it is from, as in `https://helm.cilium.io`, or the object that says so. */
  readonly repository?: string;
  /** The version, or the range of versions, as it is written. */
  readonly version?: string;
  /** Whether it is a folder of a Git repository, of which only the folder's name is known. */
  readonly isFolder?: boolean;
}

/** One place that values are written in. */
export interface ValuesSource {
  readonly reference: ObjectReference;
  /** Where they are in the object, as in `spec.values`; empty for a file. */
  readonly path: readonly string[];
  readonly values: PlainObject;
}

/** The values that one release of a chart gets: a plain file, or an object that has them in it. */
export interface HelmValues {
  readonly chart: HelmChartReference;
  /** The name of the release, where it is known. */
  readonly release?: string;
  /** The namespace that the release is installed into, where it is known. */
  readonly namespace?: string;
  /** As Helm sees them, with what is laid over them in the same object. */
  readonly values: PlainObject;
  /** Whether more comes from what was not read: files, Secrets and ConfigMaps that the carrier names. */
  readonly isPartial: boolean;
  /** Whether they are a plain file, which says neither the release nor its namespace. */
  readonly isFile: boolean;
  /** Whether the chart is rendered without a look at the cluster, as far as that is known. */
  readonly isOffline: boolean;
  /** The plain file, or the object. */
  readonly carrier: ObjectReference;
  /** What they are made of, the last one above the others; at least one. */
  readonly sources: readonly ValuesSource[];
}

/** The carrier, placed at one field of the values: in the last of its sources that has the field, or as much as possible of the way to it. */
export function referenceToValue(values: HelmValues, path: readonly (string | number)[]): ObjectReference {
  return placeOfValue(values.sources, path);
}

/** The object or file that has a field, placed at it. Of several the last one counts, as it is above the others. */
export function placeOfValue(sources: readonly ValuesSource[], path: readonly (string | number)[]): ObjectReference {
  const steps = path.map(String);
  const { reference, path: base } = sources.reduce((best, each) => depthOf(each.values, steps) >= depthOf(best.values, steps) ? each : best);
  const { source } = reference;
  const known = source instanceof ObjectLocation ? source.at(...base, ...steps) : source;
  return { ...reference, source: known === source ? fieldLocation(source, [...base, ...steps]) : known };
}

/** How many steps of a path a mapping has. */
function depthOf(values: PlainObject, steps: readonly string[]): number {
  let value: unknown = values;
  let depth = 0;
  for (const step of steps) {
    if (!isPlainObject(value) || !Object.hasOwn(value, step)) break;
    value = value[step];
    depth++;
  }
  return depth;
}
