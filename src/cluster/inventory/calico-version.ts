/** A version of Calico; the patch is undefined where only the operator's version is known. */
export interface CalicoVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch?: number;
}

/** Whether Calico's version comes before another one; undefined where that can't be told. */
export function isCalicoBefore(version: CalicoVersion | undefined, major: number, minor: number, patch = 0): boolean | undefined {
  if (!version) return undefined;
  if (version.major !== major) return version.major < major;
  if (version.minor !== minor) return version.minor < minor;
  if (patch === 0) return false;
  return version.patch === undefined ? undefined : version.patch < patch;
}

/** `3.31.5`; `3.31` where the patch is not known. */
export function calicoVersionText({ major, minor, patch }: CalicoVersion): string {
  return `${major}.${minor}${patch === undefined ? '' : `.${patch}`}`;
}
