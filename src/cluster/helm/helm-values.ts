import { SourceLocation } from '../../base/errors';
import { PlainObject } from '../../base/objects/fields';
import { ObjectLocation } from '../../input/location';
import { ObjectReference } from '../inventory/object-reference';

/** What a carrier of values says of the chart that it installs. */
export interface HelmChartReference {
  /** The chart's own name, as in `istiod`. */
  readonly name?: string;
  /** The program whose chart it is, where a plain file shows that, as in `istio`. */
  readonly program?: string;
  /** Where it is from, as in `https://helm.cilium.io`, or the object that says so. */
  readonly repository?: string;
  /** The version, or the range of versions, as it is written. */
  readonly version?: string;
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
  /** The plain file, or the object. */
  readonly carrier: ObjectReference;
}

/** Where a field of the values is: the line of a plain file, or else the object. */
export function sourceOfValue({ carrier: { source } }: HelmValues, path: readonly (string | number)[]): SourceLocation | undefined {
  return source instanceof ObjectLocation ? source.at(...path) : source;
}

/** The carrier, placed at one field of the values. */
export function referenceToValue(values: HelmValues, path: readonly (string | number)[]): ObjectReference {
  return { ...values.carrier, source: sourceOfValue(values, path) };
}
