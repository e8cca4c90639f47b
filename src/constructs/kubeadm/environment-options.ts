/**
 * An environment variable of a component.
 */
export interface KubeadmEnvironmentVariable {
  /**
   * The name.
   */
  readonly name: string;

  /**
   * The value.
   *
   * @default - empty, or from valueFrom
   */
  readonly value?: string;

  /**
   * Where the value comes from.
   *
   * @default - value
   */
  readonly valueFrom?: KubeadmEnvironmentSource;
}

/**
 * Where the value of an environment variable comes from: one of these.
 */
export interface KubeadmEnvironmentSource {
  /**
   * A field of the pod.
   *
   * @default - none
   */
  readonly fieldRef?: KubeadmPodFieldSelector;

  /**
   * A resource of a container.
   *
   * @default - none
   */
  readonly resourceFieldRef?: KubeadmResourceFieldSelector;

  /**
   * A key of a ConfigMap.
   *
   * @default - none
   */
  readonly configMapKeyRef?: KubeadmKeySelector;

  /**
   * A key of a Secret.
   *
   * @default - none
   */
  readonly secretKeyRef?: KubeadmKeySelector;

  /**
   * A key of a file. From Kubernetes 1.34 on.
   *
   * @default - none
   */
  readonly fileKeyRef?: KubeadmFileKeySelector;
}

/**
 * A field of the pod.
 */
export interface KubeadmPodFieldSelector {
  /**
   * The path, as in `status.podIP`.
   */
  readonly fieldPath: string;

  /**
   * The version that the path is of.
   *
   * @default - v1
   */
  readonly apiVersion?: string;
}

/**
 * A resource of a container.
 */
export interface KubeadmResourceFieldSelector {
  /**
   * The resource, as in `limits.cpu`.
   */
  readonly resource: string;

  /**
   * The name of the container.
   *
   * @default - this container
   */
  readonly containerName?: string;

  /**
   * The unit, as in `1Mi`.
   *
   * @default - 1
   */
  readonly divisor?: string;
}

/**
 * A key of a ConfigMap or a Secret.
 */
export interface KubeadmKeySelector {
  /**
   * The name of the object.
   */
  readonly name: string;

  /**
   * The key.
   */
  readonly key: string;

  /**
   * Whether it may be absent.
   *
   * @default - false
   */
  readonly optional?: boolean;
}

/**
 * A key of a file with environment variables.
 */
export interface KubeadmFileKeySelector {
  /**
   * The volume that holds the file.
   */
  readonly volumeName: string;

  /**
   * The path in the volume.
   */
  readonly path: string;

  /**
   * The key.
   */
  readonly key: string;

  /**
   * Whether it may be absent.
   *
   * @default - false
   */
  readonly optional?: boolean;
}
