import { ApiObjectMetadata } from 'cdk8s';

/**
 * An API object that carries kubeadm's files to where they are needed. The cluster does nothing with them.
 */
export class KubeadmTransport {
  /**
   * A Secret with the files as its data. Credentials that are plain text are plain text in the manifest, too.
   *
   * @param metadata the Secret's metadata; a name made by cdk8s where there is none
   */
  public static secret(metadata?: ApiObjectMetadata): KubeadmTransport {
    return new KubeadmTransport('Secret', metadata);
  }

  /**
   * A ConfigMap with the files as its data. It is refused where credentials are plain text.
   *
   * @param metadata the ConfigMap's metadata; a name made by cdk8s where there is none
   */
  public static configMap(metadata?: ApiObjectMetadata): KubeadmTransport {
    return new KubeadmTransport('ConfigMap', metadata);
  }

  /**
   * The object without its name.
   * @internal
   */
  public readonly _kind: 'Secret' | 'ConfigMap';

  /**
   * The metadata of the object.
   * @internal
   */
  public readonly _metadata?: ApiObjectMetadata;

  private constructor(kind: 'Secret' | 'ConfigMap', metadata: ApiObjectMetadata | undefined) {
    this._kind = kind;
    this._metadata = metadata;
  }
}
