/** Something about a Node that tells whose it is. */
export interface NodeSign {
  /** For a label its name is matched, whatever its value is. */
  readonly on: 'kubeletVersion' | 'osImage' | 'providerID' | 'label';
  readonly matches: RegExp;
}

/** A way to run Kubernetes, with its own way to set kube-proxy's mode. */
export interface Distribution {
  readonly id: string;
  readonly name: string;
  /** Each list of signs is enough where all in it are there; none at all where a Node does not tell. */
  readonly signs: readonly (readonly NodeSign[])[];
  /**
   * What makes a mode last: an edit of kube-proxy's ConfigMap, or nothing but the distribution's own setting, since it
   * makes kube-proxy's configuration anew or has no such ConfigMap.
   */
  readonly lasts: 'config-map' | 'own-setting' | 'unsupported';
  /** The file, command or object for nftables mode, line by line; empty where there is none. */
  readonly setting: readonly string[];
  /** The first version that can do it, where one is known. */
  readonly since?: string;
  readonly traps: readonly string[];
  readonly reference: string;
}
