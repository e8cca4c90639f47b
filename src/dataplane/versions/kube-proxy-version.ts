import { InputError } from '../../base/errors';
import { kubernetesVersion } from '../../base/version/kubernetes-version';

/** The kube-proxy minors whose ruleset is known, oldest first. */
export const SUPPORTED_MINORS = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'] as const;

/** A kube-proxy minor whose ruleset is known. */
export type SupportedMinor = (typeof SUPPORTED_MINORS)[number];

/**
 * Reads a Kubernetes version (`1.36`, `v1.36`, `1.36.3`, `v1.36.3+k3s1`) down to its minor.
 *
 * @throws InputError where the text is no version or the minor is not supported
 */
export function supportedMinor(version: string): SupportedMinor {
  const minor = kubernetesVersion(version).minorText;
  if (!isSupportedMinor(minor)) {
    throw new InputError(`Kubernetes ${minor} is not supported: the rulesets of ${SUPPORTED_MINORS.join(', ')} are known`);
  }
  return minor;
}

function isSupportedMinor(minor: string): minor is SupportedMinor {
  return (SUPPORTED_MINORS as readonly string[]).includes(minor);
}
