/**
 * A version of kubeadm's configuration API.
 */
export enum KubeadmApiVersion {
  /** Up to Kubernetes 1.36, deprecated from 1.31. It has fewer fields, and no duplicate arguments. */
  V1BETA3 = 'v1beta3',
  /** From Kubernetes 1.31. */
  V1BETA4 = 'v1beta4',
}

/**
 * The algorithm of the keys that kubeadm makes for certificates.
 */
export enum KubeadmEncryptionAlgorithm {
  /** RSA with keys of 2048 bits. */
  RSA_2048 = 'RSA-2048',
  /** RSA with keys of 3072 bits. */
  RSA_3072 = 'RSA-3072',
  /** RSA with keys of 4096 bits. */
  RSA_4096 = 'RSA-4096',
  /** ECDSA on the curve P-256. */
  ECDSA_P256 = 'ECDSA-P256',
  /** ECDSA on the curve P-384: from Kubernetes 1.34. */
  ECDSA_P384 = 'ECDSA-P384',
}

/**
 * When kubeadm pulls images.
 */
export enum KubeadmImagePullPolicy {
  /** Always. */
  ALWAYS = 'Always',
  /** If an image is not on the node. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never: an image has to be on the node. */
  NEVER = 'Never',
}

/**
 * What a taint does to pods that don't tolerate it.
 */
export enum KubeadmTaintEffect {
  /** They are not scheduled on the node. */
  NO_SCHEDULE = 'NoSchedule',
  /** They are scheduled on the node if there is no other. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** They are not scheduled on the node, and evicted from it. */
  NO_EXECUTE = 'NoExecute',
}

/**
 * What a bootstrap token can be used for.
 */
export enum KubeadmTokenUsage {
  /** To sign the ConfigMap `cluster-info`, by which a node finds the cluster. */
  SIGNING = 'signing',
  /** To authenticate at the API server. */
  AUTHENTICATION = 'authentication',
}

/**
 * What has to be at the path of a volume: `HostPathType` of the core API.
 */
export enum KubeadmHostPathType {
  /** A directory, made if there is none. */
  DIRECTORY_OR_CREATE = 'DirectoryOrCreate',
  /** A directory. */
  DIRECTORY = 'Directory',
  /** A file, made if there is none. */
  FILE_OR_CREATE = 'FileOrCreate',
  /** A file. */
  FILE = 'File',
  /** A UNIX socket. */
  SOCKET = 'Socket',
  /** A character device. */
  CHAR_DEVICE = 'CharDevice',
  /** A block device. */
  BLOCK_DEVICE = 'BlockDevice',
}

/**
 * How `kubeadm reset` unmounts the kubelet's directories: umount2(2).
 */
export enum KubeadmUnmountFlag {
  /** Force the unmounting even if the file system is busy. */
  MNT_FORCE = 'MNT_FORCE',
  /** Detach now, clean up when it is no longer busy. */
  MNT_DETACH = 'MNT_DETACH',
  /** Mark as expired. */
  MNT_EXPIRE = 'MNT_EXPIRE',
  /** Don't follow symbolic links. */
  UMOUNT_NOFOLLOW = 'UMOUNT_NOFOLLOW',
}
