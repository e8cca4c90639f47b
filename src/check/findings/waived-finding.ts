import { Finding } from './finding';

/**
 * A finding, or a part of its objects, that does not count.
 */
export interface WaivedFinding {
  /**
   * The finding, with the waived objects alone.
   */
  readonly finding: Finding;

  /**
   * Why it is accepted, as the waiver says.
   */
  readonly reason: string;

  /**
   * The last day on which it is accepted, as YYYY-MM-DD in UTC.
   *
   * @default - no end: an annotation on the object waives it
   */
  readonly expires?: string;
}

/** `until 2030-05-31: The firewall was opened by hand.` */
export function describeWaiver({ reason, expires }: WaivedFinding): string {
  return expires === undefined ? `by an annotation: ${reason}` : `until ${expires}: ${reason}`;
}
