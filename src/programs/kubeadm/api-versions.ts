import { oneOf } from '../../base/schema/report';

/** A version of the API group `kubeadm.k8s.io`. */
export type KubeadmApiVersion = 'v1beta3' | 'v1beta4';

interface ApiVersionSpan {
  readonly version: KubeadmApiVersion;
  /** The first and the last minor whose kubeadm reads it. */
  readonly since: number;
  readonly until: number;
  readonly deprecatedSince?: number;
}

/**
 * Upstream `cmd/kubeadm/app/apis/kubeadm/scheme/scheme.go`. kubeadm 1.28 to 1.30 know v1beta4, but read it with
 * `--allow-experimental-api` only, so it doesn't count there. `v1` is registered in 1.37, and can't be used yet.
 */
const SPANS: readonly ApiVersionSpan[] = [
  { version: 'v1beta3', since: 22, until: 36, deprecatedSince: 31 },
  { version: 'v1beta4', since: 31, until: Infinity },
];

const GROUP = 'kubeadm.k8s.io';

/** `kubeadm.k8s.io/v1beta4` */
export function groupVersion(version: KubeadmApiVersion): string {
  return `${GROUP}/${version}`;
}

/** The newest version that kubeadm of a minor reads, or `undefined` for one that is too old for this library. */
export function defaultApiVersion(minor: number): KubeadmApiVersion | undefined {
  return SPANS.filter(({ since }) => since <= minor).at(-1)?.version;
}

/** What is wrong with a version for kubeadm of a minor, if anything is. */
export function apiVersionProblem(version: string, minor: number): string | undefined {
  const span = SPANS.find(candidate => candidate.version === version);
  if (!span) return oneOf(version, SPANS.map(candidate => candidate.version), 'version of kubeadm\'s API');
  if (minor > span.until) return `${version} was removed in Kubernetes 1.${span.until + 1}: expected ${defaultApiVersion(minor)}`;
  if (minor >= span.since) return undefined;
  const instead = defaultApiVersion(minor);
  return `kubeadm reads ${version} from Kubernetes 1.${span.since} on, before that as an experiment at most: expected ${instead ?? 'a newer Kubernetes'}`;
}

/** What the user of a version has to know, if anything. */
export function apiVersionNotice(version: KubeadmApiVersion, minor: number): string | undefined {
  const { deprecatedSince, until } = SPANS.find(candidate => candidate.version === version)!;
  if (deprecatedSince === undefined || minor < deprecatedSince) return undefined;
  return `kubeadm's ${version} is deprecated from Kubernetes 1.${deprecatedSince} and removed in 1.${until + 1}`;
}

/** The version that an `apiVersion` names, if it is one of kubeadm's that this library knows. */
export function apiVersionOf(text: unknown): KubeadmApiVersion | undefined {
  return SPANS.find(({ version }) => groupVersion(version) === text)?.version;
}
