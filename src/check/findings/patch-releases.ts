import { enumeration } from '../../base/text/words';
import { Version } from '../../base/version/version';

/** By the minor of Kubernetes 1.x: the first patch release with a fix. A minor beyond all of them has it, another one never got it. */
export type FirstPatches = Readonly<Record<number, number>>;

/** Whether a release came before the fix. */
export function isBeforeFix({ major, minor, patch }: Version, fix: FirstPatches): boolean {
  if (major !== 1) return false;
  const first: number | undefined = fix[minor];
  return first === undefined ? minor < Math.max(...Object.keys(fix).map(Number)) : (patch ?? 0) < first;
}

/** `1.33.11, 1.34.7 and 1.35.4` */
export function firstReleases(fix: FirstPatches, prefix = ''): string {
  const releases = Object.entries(fix).map(([minor, patch]) => `${prefix}1.${minor}.${patch}`);
  return enumeration(releases);
}
