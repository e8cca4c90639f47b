import { minorTextOf, parseVersion } from './version';
import { InputError, quoted } from '../errors';

/** A Kubernetes version, as `1.36` or `v1.36.3` name it. */
export interface KubernetesVersion {
  /** The number after `1.`. */
  readonly minor: number;
  /** `1.36` */
  readonly minorText: string;
  /** `v1.36.3`, where the text named a patch release. */
  readonly full?: string;
}

/** Reads a version, or answers `undefined` where the text names none. */
export function parseKubernetesVersion(text: unknown): KubernetesVersion | undefined {
  const version = parseVersion(text, 1);
  if (!version) return undefined;
  const full = version.patch === undefined ? undefined : `v${String(text).trim().replace(/^v/, '')}`;
  return { minor: version.minor, minorText: minorTextOf(version), full };
}

/** What a message says of a text that names no version. */
export function noKubernetesVersion(text: unknown): string {
  return `${quoted(text)} is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"`;
}

/**
 * Reads a version that has to be one.
 *
 * @param what what the version is of, for the message, as in `target version`
 * @throws InputError where the text names none
 */
export function kubernetesVersion(text: unknown, what?: string): KubernetesVersion {
  const version = parseKubernetesVersion(text);
  if (!version) throw new InputError(`${what === undefined ? '' : `${what}: `}${noKubernetesVersion(text)}`);
  return version;
}

/** The number after `1.`, for code whose caller vouches for the version. */
export function kubernetesMinorOf(text: string): number {
  return kubernetesVersion(text).minor;
}
