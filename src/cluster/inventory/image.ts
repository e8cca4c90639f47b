import { leadingVersion, Version } from '../../base/version/version';

/** A container image's name: `registry.k8s.io/kube-proxy:v1.36.3`. */
export interface Image {
  readonly text: string;
  /** Everything before the tag and the digest: `registry.k8s.io/kube-proxy`. */
  readonly repository: string;
  /** The last part of the repository: `kube-proxy`. */
  readonly name: string;
  readonly tag?: string;
  /** The version that the tag names, as in `v1.36.3-eksbuild.1`, part by part. */
  readonly version?: Version;
}

/** Reads an image's name. A registry may have a port, so only a colon behind the last slash starts a tag. */
export function parseImage(text: string): Image {
  const withoutDigest = text.split('@', 1)[0];
  const colon = withoutDigest.indexOf(':', withoutDigest.lastIndexOf('/') + 1);
  const repository = colon < 0 ? withoutDigest : withoutDigest.slice(0, colon);
  const tag = colon < 0 ? undefined : withoutDigest.slice(colon + 1);
  return { text, repository, name: repository.slice(repository.lastIndexOf('/') + 1), tag, version: tag === undefined ? undefined : leadingVersion(tag) };
}
