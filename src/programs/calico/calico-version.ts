import { quoted } from '../../base/errors';

/** A version of Calico, as `3.31` or `v3.31.2` name it. */
export interface CalicoVersion {
  /** The number after `3.`. */
  readonly minor: number;
  /** `3.31` */
  readonly minorText: string;
}

/** Reads a version, or answers `undefined` where the text names none. */
export function parseCalicoVersion(text: unknown): CalicoVersion | undefined {
  if (typeof text !== 'string') return undefined;
  const match = /^v?3\.(\d{1,3})(\.\d+(?:[-+][0-9A-Za-z.+-]+)?)?$/.exec(text);
  return match ? { minor: Number(match[1]), minorText: `3.${Number(match[1])}` } : undefined;
}

/** What a message says of a text that names no version. */
export function noCalicoVersion(text: unknown): string {
  return `${quoted(text)} is no Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"`;
}

/** A version of the Tigera operator. */
export interface OperatorVersion {
  /** The number after `1.`. */
  readonly minor: number;
  /** `1.40` */
  readonly minorText: string;
}

/** Reads `1.40` or `v1.40.4`, or answers `undefined` where the text names no version. */
export function parseOperatorVersion(text: unknown): OperatorVersion | undefined {
  if (typeof text !== 'string') return undefined;
  const match = /^v?1\.(\d{1,3})(\.\d+(?:[-+][0-9A-Za-z.+-]+)?)?$/.exec(text);
  return match ? { minor: Number(match[1]), minorText: `1.${Number(match[1])}` } : undefined;
}
