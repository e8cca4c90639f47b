/** A version of a program, as `1.36` or `v3.31.2` name it. The patch is undefined where the text names none. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch?: number;
}

/** A number without leading zeros, as semantic versions have them: `1.036` names no version. */
const NUMBER = '(0|[1-9]\\d{0,5})';
const WHOLE = new RegExp(`^v?${NUMBER}\\.${NUMBER}(?:\\.${NUMBER}(?:[-+][0-9A-Za-z.+-]+)?)?$`);
const LEADING = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/;

/**
 * Reads a text that a user gives as a version: a minor, or a full version with or without a suffix (`v1.36.3+k3s1`). White space around
 * it is none of its own. Answers `undefined` where the text is anything else.
 *
 * @param major what the first number has to be, as in 1 for Kubernetes
 */
export function parseVersion(text: unknown, major: number): Version | undefined {
  const match = typeof text === 'string' ? WHOLE.exec(text.trim()) : null;
  return match && Number(match[1]) === major ? fromMatch(match) : undefined;
}

/** The version that a text of another program begins with: an image's tag (`v1.23.0-eksbuild.1`), a kernel (`5.15.0-122-generic`). */
export function leadingVersion(text: string): Version | undefined {
  const match = LEADING.exec(text);
  return match ? fromMatch(match) : undefined;
}

/** `3.31` */
export function minorTextOf({ major, minor }: Version): string {
  return `${major}.${minor}`;
}

/** `3.31.5`; `3.31` where the patch is not known. */
export function versionText(version: Version): string {
  return `${minorTextOf(version)}${version.patch === undefined ? '' : `.${version.patch}`}`;
}

/** Whether a version comes before another one; undefined where that can't be told. */
export function isBefore(version: Version | undefined, major: number, minor: number, patch = 0): boolean | undefined {
  if (!version) return undefined;
  if (version.major !== major) return version.major < major;
  if (version.minor !== minor) return version.minor < minor;
  if (patch === 0) return false;
  return version.patch === undefined ? undefined : version.patch < patch;
}

function fromMatch([, major, minor, patch]: readonly string[]): Version {
  return { major: Number(major), minor: Number(minor), ...patch !== undefined && { patch: Number(patch) } };
}
