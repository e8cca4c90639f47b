import { PlainObject } from '../../base/objects/fields';

/** A chart with its values, in the order in which the charts are installed. */
export interface ChartRelease {
  readonly chart: 'base' | 'istiod' | 'cni' | 'ztunnel';
  /** The name of the release. */
  readonly release: string;
  readonly namespace: string;
  readonly values: PlainObject;
}
