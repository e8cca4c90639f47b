import { Reference } from './resolve';

/** A Secret with a certificate. */
export interface CertificateReference {
  /** The name of the Secret, which has `tls.crt` and `tls.key`. */
  readonly name: string;
  /**
   * Its namespace, where it is another one than that of the object that names it. A ReferenceGrant there has to allow it: the object adds it.
   *
   * @default - that of the object that names it
   */
  readonly namespaceName?: string;
  /**
   * The kind of the object, if the implementation reads certificates from others than Secrets.
   *
   * @default 'Secret'
   */
  readonly kind?: string;
  /**
   * The API group of the object.
   *
   * @default - the core group
   */
  readonly group?: string;
}

/** An object with the certificates of authorities that are trusted. */
export interface AuthorityReference {
  /** The name of the object. A ConfigMap has the certificates under `ca.crt`. */
  readonly name: string;
  /**
   * The namespace of the object. That of a BackendTlsPolicy is always its own.
   *
   * @default - that of the object that names it
   */
  readonly namespaceName?: string;
  /**
   * The kind of the object. Not all implementations read others than ConfigMaps.
   *
   * @default 'ConfigMap'
   */
  readonly kind?: string;
  /**
   * The API group of the object.
   *
   * @default - the core group
   */
  readonly group?: string;
}

/** What is done with clients whose certificate is missing or not valid. */
export enum ClientValidationMode {
  /** Their connections are refused. */
  ALLOW_VALID_ONLY = 'AllowValidOnly',
  /** They are let in all the same: the backend has to look at the certificate. */
  ALLOW_INSECURE_FALLBACK = 'AllowInsecureFallback',
}

/** Which clients a Gateway lets in by their certificates. */
export interface ClientValidation {
  /** The authorities that clients' certificates have to be from. */
  readonly authorities: AuthorityReference[];
  /**
   * What is done with clients whose certificate is missing or not valid.
   *
   * @default ClientValidationMode.ALLOW_VALID_ONLY
   */
  readonly mode?: ClientValidationMode;
}

/** Which clients a Gateway lets in on one of its ports. */
export interface PortClientValidation extends ClientValidation {
  /** The port. */
  readonly port: number;
}

/** The field of a reference to a certificate. */
export function certificateField({ namespaceName: namespace, ...rest }: CertificateReference): object {
  return { ...rest, ...namespace !== undefined && { namespace } };
}

/** The field of clients' validation. */
export function clientValidationField({ authorities, ...rest }: ClientValidation): object {
  return { caCertificateRefs: authorities.map(authorityField), ...rest };
}

/** The field of a reference to an authority; kind and group are required. */
export function authorityField({ namespaceName: namespace, group = '', kind = 'ConfigMap', ...rest }: AuthorityReference): object {
  return { group, kind, ...rest, ...namespace !== undefined && { namespace } };
}

/** What certificates and authorities refer to. */
export function tlsReferences(certificates: readonly CertificateReference[], validations: readonly ClientValidation[]): Reference[] {
  const reference = (kindByDefault: string) => ({ group = '', kind = kindByDefault, name, namespaceName: namespace }: CertificateReference): Reference => (
    { group, kind, name, ...namespace !== undefined && { namespace } });
  return [...certificates.map(reference('Secret')), ...validations.flatMap(({ authorities }) => authorities).map(reference('ConfigMap'))];
}
