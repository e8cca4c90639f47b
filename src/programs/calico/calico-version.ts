import { quoted } from '../../base/errors';
import { parseVersion, Version } from '../../base/version/version';

/** Reads a version of Calico, as `3.31` or `v3.31.2` name it, or answers `undefined` where the text names none. */
export function parseCalicoVersion(text: unknown): Version | undefined {
  return parseVersion(text, 3);
}

/** What a message says of a text that names no version. */
export function noCalicoVersion(text: unknown): string {
  return `${quoted(text)} is no Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"`;
}

/** Reads a version of the Tigera operator, `1.40` or `v1.40.4`, or answers `undefined` where the text names none. */
export function parseOperatorVersion(text: unknown): Version | undefined {
  return parseVersion(text, 1);
}
