/** One thing that is wrong with a document. */
export interface Problem {
  /** The path of the field, as in `nftables.masqueradeBit`; empty for the document as a whole. */
  readonly field: string;
  /** What is wrong and what would be right, as in `32 is out of range: expected an integer from 0 to 31`. */
  readonly message: string;
  /** Set where nothing but the field's name is wrong: lenient decoding, to which kube-proxy falls back, passes such a field over. */
  readonly isUnknownField?: true;
}
