import { PlainObject } from '../../../base/objects/fields';
import { leadingVersion, Version } from '../../../base/version/version';
import { Evidence } from '../evidence';
import { RecognizedMode } from '../mode';
import { kubeletVersionOf } from '../versions';

/** A cluster that is to get nftables mode, as a distribution looks at it. */
export interface Situation {
  readonly evidence: Evidence;
  readonly currentMode: RecognizedMode;
  /** The version of Kubernetes that kube-proxy will have. */
  readonly target?: Version;
  /** The version of the distribution itself, where somebody has said it. */
  readonly ownVersion?: Version;
  /** kube-proxy's configuration, where the input has it. */
  readonly configuration?: PlainObject;
  /** Fields of kube-proxy's configuration that somebody has asked for, beside the mode. */
  readonly asked?: PlainObject;
}

/** The version that the first Node runs. */
export function currentKubernetes({ evidence }: Pick<Situation, 'evidence'>): Version | undefined {
  return leadingVersion(kubeletVersionOf(evidence));
}

/**
 * The versions of Kubernetes that count: the one that runs, since an upgrade comes before a change of the mode, and the one that is asked for. A target
 * without a patch is the running one of that minor.
 */
export function kubernetesVersions(situation: Situation): Version[] {
  const { target } = situation;
  return [currentKubernetes(situation), target].filter(version => version !== undefined);
}

/** Whether a version is one of these or later: the first ones of their minors. What comes between has none; undefined where a patch is missing. */
export function isFrom(version: Version, firsts: readonly Version[]): boolean | undefined {
  const minors = firsts.map(({ minor }) => minor);
  const first = firsts.find(({ major, minor }) => version.major === major && version.minor === minor);
  if (version.major !== firsts[0].major) return version.major > firsts[0].major;
  if (!first) return version.minor > Math.max(...minors);
  return version.patch === undefined ? undefined : version.patch >= (first.patch ?? 0);
}

/** Whether some version of Kubernetes that counts is surely older than these. */
export function isOlder(situation: Situation, ...firsts: readonly string[]): boolean {
  const versions = firsts.map(text => leadingVersion(text)!);
  return kubernetesVersions(situation).some(version => isFrom(version, versions) === false);
}

/** Whether the distribution's own version is known to be older. */
export function isOwnOlder({ ownVersion }: Pick<Situation, 'ownVersion'>, first: string): boolean {
  return ownVersion !== undefined && isFrom(ownVersion, [leadingVersion(first)!]) === false;
}
