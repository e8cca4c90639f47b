import { InputError, quoted } from '../../base/errors';
import { leadingVersion, parseVersion, Version, versionText } from '../../base/version/version';

/** What differs between the minors as a whole. */
interface IstioRelease {
  readonly minor: string;
  /** The bundle of Gateway API that it is built with: `sigs.k8s.io/gateway-api` in go.mod. */
  readonly gatewayApi: string;
  /** The oldest Kubernetes that `istioctl x precheck` accepts: pkg/kube/util.go, `IsAtLeastVersion`. */
  readonly kubernetesMinor: number;
  /** The newest patch release whose charts and code were read. */
  readonly patch: string;
}

/** The minors that are known: their charts and validation were read, and rendered or run. */
export const ISTIO_RELEASES: readonly IstioRelease[] = [
  { minor: '1.24', gatewayApi: '1.2.1', kubernetesMinor: 28, patch: '1.24.6' },
  { minor: '1.25', gatewayApi: '1.2.1', kubernetesMinor: 29, patch: '1.25.5' },
  { minor: '1.26', gatewayApi: '1.3.0', kubernetesMinor: 29, patch: '1.26.8' },
  { minor: '1.27', gatewayApi: '1.3.0', kubernetesMinor: 29, patch: '1.27.9' },
  { minor: '1.28', gatewayApi: '1.4.1', kubernetesMinor: 30, patch: '1.28.10' },
  { minor: '1.29', gatewayApi: '1.4.1', kubernetesMinor: 30, patch: '1.29.6' },
  { minor: '1.30', gatewayApi: '1.5.1', kubernetesMinor: 32, patch: '1.30.3' },
  // Of the branch release-1.31, before the release itself.
  { minor: '1.31', gatewayApi: '1.6.0', kubernetesMinor: 32, patch: '1.31.0' },
];

export const ISTIO_MINORS: readonly string[] = ISTIO_RELEASES.map(({ minor }) => minor);

/** A version of Istio, as `1.30` or `1.30.3` name it. */
export interface IstioVersion extends IstioRelease {
  /** The number after `1.`. */
  readonly number: number;
  /** As it was given, without a `v`. */
  readonly text: string;
}

export const NEWEST_ISTIO = '1.30';

/** @throws InputError where the minor is not known */
export function istioVersion(text: string, what = 'Istio version'): IstioVersion {
  const version = parseVersion(text, 1);
  const known = version && knownVersion(version);
  if (known) return known;
  throw new InputError(`${what}: ${quoted(text)} is not a known version; expected ${ISTIO_MINORS[0]} to ${ISTIO_MINORS.at(-1)}, for example "1.30" or "1.30.3"`);
}

/** The version that a text of a program begins with, such as the tag of an image; undefined where it is none that is known. */
export function istioVersionIn(text: string): IstioVersion | undefined {
  const version = leadingVersion(text);
  return version && knownVersion(version);
}

function knownVersion(version: Version): IstioVersion | undefined {
  const release = ISTIO_RELEASES.find(({ minor }) => minor === `${version.major}.${version.minor}`);
  return release && { ...release, number: version.minor, text: versionText(version) };
}

/** Whether a version has what came with a minor. */
export function hasIstio({ number }: IstioVersion, minor: string): boolean {
  return number >= Number(minor.slice(2));
}
