/** Who a peer is by its certificate: the namespace and service account of a workload. */
export interface Identity {
  readonly namespace: string;
  /** Undefined where it is not known. */
  readonly serviceAccount?: string;
}

/** What a proxy knows of a connection, and of the request in it where it reads requests. */
export interface Attributes {
  /** `none` over plain text; undefined where that is not known. */
  readonly identity: Identity | 'none' | undefined;
  /** Addresses that the peer may have; undefined where they are not known. */
  readonly sourceAddresses?: readonly string[];
  /** Undefined where it is not known. */
  readonly destinationPort?: number;
  readonly destinationAddresses?: readonly string[];
  /** The server name of TLS; empty without TLS. */
  readonly serverName: string;
  /** Undefined where the proxy passes on a connection and does not read requests. */
  readonly request?: RequestAttributes;
}

export interface RequestAttributes {
  readonly method: string;
  /** With the port that is not that of the scheme. */
  readonly authority: string;
  /** Without the query, with `.` and `..` resolved. */
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Whether a token is checked and may be right: what it says is not known then. Otherwise there are no claims at all. */
  readonly hasToken: boolean;
}

export const TRUST_DOMAIN = 'cluster.local';

/** `cluster.local/ns/shop/sa/cart` */
export function principalOf({ namespace, serviceAccount = '?' }: Identity): string {
  return `${TRUST_DOMAIN}/ns/${namespace}/sa/${serviceAccount}`;
}
