import { IpFamily } from '../base/ip/ip-family';

/** What is the matter with a part of the live state. */
export type DifferenceKind =
  /** kube-proxy would have it, and it is not there. */
  | 'missing'
  /** It is of a Service, port or endpoint that the objects don't have (any more). */
  | 'stale'
  /** kube-proxy never writes it. */
  | 'foreign'
  /** It is there, and is not as kube-proxy would have it. */
  | 'changed';

/** Which port of which Service something belongs to. */
export interface ServicePortReference {
  /** NAMESPACE/NAME */
  readonly service: string;
  /** The port's name; empty for an unnamed one. */
  readonly port: string;
  readonly protocol: string;
}

/** Something in a node's live state that is not as predicted. */
export interface Difference {
  readonly family: IpFamily;
  readonly kind: DifferenceKind;
  /** In nft's words: `chain NAME`, `set NAME`, `map NAME`, `table ip kube-proxy`, `SET { ELEMENT }`, `table inet NAME chain NAME`. */
  readonly object: string;
  /** Where it belongs to one. */
  readonly servicePort?: ServicePortReference;
  /** One sentence in the words of the cluster. */
  readonly description: string;
  /** What is there, as nft writes it. */
  readonly live: readonly string[];
  /** What is predicted, as nft writes it. */
  readonly predicted: readonly string[];
}
