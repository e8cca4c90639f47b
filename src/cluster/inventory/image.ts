/** A container image's name: `registry.k8s.io/kube-proxy:v1.36.3`. */
export interface Image {
  readonly text: string;
  /** Everything before the tag and the digest: `registry.k8s.io/kube-proxy`. */
  readonly repository: string;
  /** The last part of the repository: `kube-proxy`. */
  readonly name: string;
  readonly tag?: string;
  /** The version that the tag names, as in `v1.36.3-eksbuild.1`, part by part. */
  readonly version?: ImageVersion;
}

export interface ImageVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Reads an image's name. A registry may have a port, so only a colon behind the last slash starts a tag. */
export function parseImage(text: string): Image {
  const withoutDigest = text.split('@', 1)[0];
  const colon = withoutDigest.indexOf(':', withoutDigest.lastIndexOf('/') + 1);
  const repository = colon < 0 ? withoutDigest : withoutDigest.slice(0, colon);
  const tag = colon < 0 ? undefined : withoutDigest.slice(colon + 1);
  return { text, repository, name: repository.slice(repository.lastIndexOf('/') + 1), tag, version: tag === undefined ? undefined : versionOfTag(tag) };
}

/** The version that a tag or another text begins with: `v3.31.2`, `3.31`, `v1.23.0-eksbuild.1`. */
export function versionOfTag(tag: string): ImageVersion | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(tag);
  return match ? { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? 0) } : undefined;
}

/** Whether a version comes before another one. */
export function isBefore(version: ImageVersion, major: number, minor: number, patch = 0): boolean {
  return version.major !== major ? version.major < major : version.minor !== minor ? version.minor < minor : version.patch < patch;
}
