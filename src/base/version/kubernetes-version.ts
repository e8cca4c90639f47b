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
  if (typeof text !== 'string') return undefined;
  const match = /^v?1\.(\d{1,3})(\.\d+(?:[-+][0-9A-Za-z.+-]+)?)?$/.exec(text);
  if (!match) return undefined;
  const minor = Number(match[1]);
  return { minor, minorText: `1.${minor}`, full: match[2] === undefined ? undefined : `v1.${minor}${match[2]}` };
}

/** What a message says of a text that names no version. */
export function noKubernetesVersion(text: unknown): string {
  return `${quoted(text)} is no Kubernetes version: expected a minor or a full version, as in "1.36" or "v1.36.3"`;
}

/** The number after `1.`, for code whose caller vouches for the version. */
export function kubernetesMinorOf(text: string): number {
  const version = parseKubernetesVersion(text);
  if (!version) throw new InputError(noKubernetesVersion(text));
  return version.minor;
}
