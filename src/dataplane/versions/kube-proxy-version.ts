import { InputError, quoted } from '../../base/errors';

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
  const match = /^v?(\d+\.\d+)(?:\.\d+(?:[-+].*)?)?$/.exec(version.trim());
  const minor = match?.[1];
  if (minor === undefined) {
    throw new InputError(`${quoted(version)} is no Kubernetes version: expected MAJOR.MINOR, as in 1.36`);
  }
  if (!isSupportedMinor(minor)) {
    throw new InputError(`Kubernetes ${minor} is not supported: the rulesets of ${SUPPORTED_MINORS.join(', ')} are known`);
  }
  return minor;
}

function isSupportedMinor(minor: string): minor is SupportedMinor {
  return (SUPPORTED_MINORS as readonly string[]).includes(minor);
}
