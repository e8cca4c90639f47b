/** Who makes the certificates of Hubble. */
export enum HubbleCertificates {
  /** A job in the cluster, which renews them as well. */
  CRON_JOB = 'cronJob',
  /** cert-manager. */
  CERT_MANAGER = 'certmanager',
  /** The chart, each time it is rendered: manifests are then never the same twice. */
  HELM = 'helm',
}

/** An issuer of cert-manager. */
export interface CertificateIssuer {
  /** Its name. */
  readonly name: string;
  /**
   * Its kind.
   *
   * @default ClusterIssuer
   */
  readonly kind?: string;
}

/** What Hubble shows. */
export interface Hubble {
  /**
   * Whether agents have Hubble at all.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Whether the relay collects the flows of all nodes.
   *
   * @default - as `ui`
   */
  readonly relay?: boolean;
  /**
   * Whether there is a user interface, which needs the relay.
   *
   * @default false
   */
  readonly ui?: boolean;
  /**
   * Metrics, as in `dns`, `drop`, `tcp`, `flow`, `httpV2:exemplars=true`. Those of requests need policies with L7 rules.
   *
   * @default - none
   */
  readonly metrics?: string[];
  /**
   * Who makes certificates.
   *
   * @default HubbleCertificates.CRON_JOB
   */
  readonly certificates?: HubbleCertificates;
  /**
   * The issuer, with cert-manager.
   *
   * @default - none
   */
  readonly issuer?: CertificateIssuer;
}
